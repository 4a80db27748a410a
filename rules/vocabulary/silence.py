"""A chat that only its staff writes in for a while (п. 5.12.4), and hushed messages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import (
    MemberId,
    MessageId,
)
from rules.terms import Term
from rules.times import Hold
from rules.vocabulary.fact import FactBase
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A time in which only moderators write; in force while `ended_at` is None (UTC)."""

    at: datetime
    ends_at: datetime
    ended_at: datetime | None = None

    @property
    def hold(self) -> Hold:
        """When the others may not write."""
        hold = Hold(since=self.at, until=self.ends_at)
        return hold if self.ended_at is None else hold.ended(self.ended_at)


class Hush(StrEnum):
    """Why somebody who is not blocked may not write at present."""

    SILENCE = "silence"
    ACQUAINTANCE = "acquaintance"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceBegun(FactBase):
    """Only moderators write in the chat until `ends_at` (UTC)."""

    stored_as = "silence_begun"
    clause = Clause.REMINDER
    tried = True
    wakes_timers = True

    member: None = None
    by: MemberId
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceEnded(FactBase):
    """Everybody writes again: the time is over (`by` None), or a moderator said so."""

    stored_as = "silence_ended"
    clause = Clause.REMINDER

    member: None = None
    by: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHushed(FactBase):
    """A message was removed because its author may only read at present."""

    stored_as = "message_hushed"
    tried = True

    message: MessageId
    member: MemberId
    ground: Hush
    by: None = None

    @property
    def clause(self) -> Clause:
        """The clause that the removal rests on."""
        match self.ground:
            case Hush.SILENCE:
                return Clause.REMINDER
            case Hush.ACQUAINTANCE:
                return Clause.ACQUAINTANCE


SilenceFact = SilenceBegun | SilenceEnded | MessageHushed


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginSilence:
    """A moderator wants the chat to be read-only for a while."""

    by: Actor
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSilence:
    """A moderator wants everybody to write again; `by` None: the clock does."""

    by: Actor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HushMessage:
    """A message of the case's member came through: must it go?

    It was written at `posted_at` (UTC); `announced` is the chat's message that told of the latest
    silence, where that is known.
    """

    message: MessageId
    posted_at: datetime
    announced: MessageId | None = None


SilenceRequest = BeginSilence | EndSilence | HushMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceTooLong:
    """The silence would end after `latest` (UTC): access is round the clock."""

    clause: ClassVar[Clause] = Clause.ROUND_THE_CLOCK
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceNotAhead:
    """The silence would be over already."""

    clause: ClassVar[Clause] = Clause.REMINDER


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentAlready:
    """The chat is silent until `ends_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.REMINDER
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSilent:
    """Everybody may write in the chat."""

    clause: ClassVar[Clause] = Clause.REMINDER


@dataclass(frozen=True, slots=True, kw_only=True)
class MayWrite:
    """The member may write: nothing of theirs is removed."""

    clause: ClassVar[Clause] = Clause.GROUNDS


SilenceRefusal = SilenceTooLong | SilenceNotAhead | SilentAlready | NotSilent | MayWrite

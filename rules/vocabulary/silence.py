"""Silence, when only moderators write (п.

5.12.4), and the removal of messages of read-only members.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.clauses import Clause
from rules.ids import MemberId, MessageId
from rules.times import Hold, Term
from rules.vocabulary.bases import FactBase, PlainRefusal, Refusal
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A period in which only moderators write; in force while `ended_at` (UTC) is None."""

    at: datetime
    ends_at: datetime
    ended_at: datetime | None = None

    @property
    def hold(self) -> Hold:
        """The period in which other members may not write."""
        hold = Hold(since=self.at, until=self.ends_at)
        return hold if self.ended_at is None else hold.ended(self.ended_at)


class Hush(StrEnum):
    """Why a member who is not blocked may only read at present."""

    SILENCE = "silence"
    ACQUAINTANCE = "acquaintance"
    PAGE = "page"


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
    """Everybody may write again: the term ended (`by` None), or a moderator ended it."""

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
            case Hush.PAGE:
                return Clause.MODERATION


SilenceFact = SilenceBegun | SilenceEnded | MessageHushed


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginSilence:
    """A moderator makes the chat read-only for a time."""

    by: Actor
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSilence:
    """A moderator ends the silence; `by` None: its term is over."""

    by: Actor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HushMessage:
    """Remove a message of the case's member, if they may only read.

    It was written at `posted_at` (UTC). `announced` is the chat's message that announced the latest
    silence, where it is known.
    """

    message: MessageId
    posted_at: datetime
    announced: MessageId | None = None


SilenceRequest = BeginSilence | EndSilence | HushMessage

SILENCE_NOT_AHEAD = PlainRefusal("silence not ahead", Clause.REMINDER)
NOT_SILENT = PlainRefusal("not silent", Clause.REMINDER)
MAY_WRITE = PlainRefusal("may write", Clause.GROUNDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceTooLong(Refusal):
    """The silence would end after `latest` (UTC): access is round the clock."""

    clause = Clause.ROUND_THE_CLOCK
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentAlready(Refusal):
    """The chat is already silent until `ends_at` (UTC)."""

    clause = Clause.REMINDER
    ends_at: datetime


SilenceRefusal = SilenceTooLong | SilentAlready

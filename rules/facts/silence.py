"""Facts about a chat that only its staff writes in for a while (п. 5.12.4), and hushed messages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.clauses import Clause
from rules.facts.base import FactBase
from rules.ids import MemberId, MessageId


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

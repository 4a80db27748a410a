"""Facts about a chat that only its staff writes in for a while (п. 5.12.4), and hushed messages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import MemberId, MessageId


class Hush(StrEnum):
    """Why somebody who is not blocked may not write at present."""

    SILENCE = "silence"
    ACQUAINTANCE = "acquaintance"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceBegun:
    """Only moderators write in the chat until `ends_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.REMINDER
    member: None = None
    by: MemberId
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceEnded:
    """Everybody writes again: the time is over (`by` None), or a moderator said so."""

    clause: ClassVar[Clause] = Clause.REMINDER
    member: None = None
    by: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHushed:
    """A message was removed because its author may only read at present."""

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

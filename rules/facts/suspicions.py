"""Facts about suspicions that detectors raised (п. 5.12.2, 5.12.7)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.cases.suspicions import Found, Settlement
from rules.clauses import Clause
from rules.ids import MemberId, SuspicionNumber, ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionRaised:
    """Detectors found something in a member's message; it is acted upon at `acts_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.MODERATION
    number: SuspicionNumber
    member: MemberId
    found: tuple[Found, ...]
    acts_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionGrown:
    """The same member wrote more of it within seconds."""

    clause: ClassVar[Clause] = Clause.MODERATION
    number: SuspicionNumber
    member: MemberId
    found: tuple[Found, ...]
    acts_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionPresented:
    """What was gathered was put before the moderators."""

    clause: ClassVar[Clause] = Clause.MODERATION
    number: SuspicionNumber
    member: MemberId
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionSettled:
    """A moderator, or the bot where the chat lets it, said what the suspicion is.

    `violation` is the one that was recorded; `taught` are digests of what is not to be suspected
    again in this chat (`rules.detectors.taught`).
    """

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: SuspicionNumber
    member: MemberId
    by: MemberId | None
    how: Settlement
    violation: ViolationNumber | None = None
    taught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionReopened:
    """A suspicion is open again: «Не нарушение» is taken back, with what it taught, or, where `by`
    is None, more was found after a moderator had settled it.
    """

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: SuspicionNumber
    member: MemberId
    by: MemberId | None


SuspicionFact = (
    SuspicionRaised | SuspicionGrown | SuspicionPresented | SuspicionSettled | SuspicionReopened
)

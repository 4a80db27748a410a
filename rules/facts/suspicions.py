"""Facts about suspicions that detectors raised (п. 5.12.2, 5.12.7)."""

from dataclasses import dataclass
from datetime import datetime

from rules.cases.suspicions import Found, Settlement
from rules.clauses import Clause
from rules.facts.base import FactBase
from rules.ids import MemberId, SuspicionNumber, ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionRaised(FactBase):
    """Detectors found something in a member's message; it is acted upon at `acts_at` (UTC)."""

    stored_as = "suspicion_raised"
    clause = Clause.MODERATION
    wakes_timers = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    found: tuple[Found, ...]
    acts_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionGrown(FactBase):
    """The same member wrote more of it within seconds."""

    stored_as = "suspicion_grown"
    clause = Clause.MODERATION
    wakes_timers = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    found: tuple[Found, ...]
    acts_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionPresented(FactBase):
    """What was gathered was put before the moderators."""

    stored_as = "suspicion_presented"
    clause = Clause.MODERATION
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionSettled(FactBase):
    """A moderator, or the bot where the chat lets it, said what the suspicion is.

    `violation` is the one that was recorded; `taught` are digests of what is not to be suspected
    again in this chat (`rules.detectors.taught`).
    """

    stored_as = "suspicion_settled"
    clause = Clause.GROUNDS
    teaches_detectors = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    by: MemberId | None
    how: Settlement
    violation: ViolationNumber | None = None
    taught: tuple[str, ...] = ()

    @property
    def tried(self) -> bool:
        """A trial takes back that a suspicion was counted, because it takes back its violation."""
        return self.how is Settlement.COUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionReopened(FactBase):
    """A suspicion is open again: «Не нарушение» is taken back, with what it taught, or, where `by`
    is None, more was found after a moderator had settled it.
    """

    stored_as = "suspicion_reopened"
    clause = Clause.GROUNDS
    teaches_detectors = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    by: MemberId | None


SuspicionFact = (
    SuspicionRaised | SuspicionGrown | SuspicionPresented | SuspicionSettled | SuspicionReopened
)

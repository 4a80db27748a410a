"""Facts of п. 5.12.6: apologies and the votes on them."""

from dataclasses import dataclass
from datetime import datetime

from rules.cases.votes import Choice, Outcome
from rules.clauses import Clause
from rules.detectors.detection import Detector
from rules.facts.base import FactBase
from rules.ids import (
    BlockNumber,
    MemberId,
    VoteNumber,
    WithheldNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyMade(FactBase):
    """A blocked member apologised; the participants may object until `closes_at` (UTC)."""

    stored_as = "apology_made"
    clause = Clause.FORGIVENESS
    wakes_timers = True
    threads = (("vote", "vote"), ("block", "block"))
    kept_while = (("vote", "vote"),)

    vote: VoteNumber
    block: BlockNumber
    member: MemberId
    by: MemberId
    text: str
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast(FactBase):
    """A participant says, from now on, that to the apology of `member`."""

    stored_as = "vote_cast"
    clause = Clause.FORGIVENESS
    outlives_its_people = False
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    by: MemberId
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteClosed(FactBase):
    """A vote ended with so many objections standing."""

    stored_as = "vote_closed"
    clause = Clause.FORGIVENESS
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    outcome: Outcome
    objections: int
    consents: int
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteShortened(FactBase):
    """A vote that a clock opened which was ahead counts from now on, until `closes_at` (UTC)."""

    stored_as = "vote_shortened"
    clause = Clause.FORGIVENESS
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    closes_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftDecided(FactBase):
    """A moderator lifts a block that nobody wanted to stay, or lets it stay."""

    stored_as = "lift_decided"
    clause = Clause.FORGIVENESS
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    by: MemberId
    lifted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyWithheld(FactBase):
    """A blocked member apologised, and those detectors found something that a rule forbids."""

    stored_as = "apology_withheld"
    clause = Clause.FORGIVENESS
    threads = (("block", "block"),)

    block: BlockNumber
    member: MemberId
    by: MemberId
    text: str
    found: tuple[Detector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldDecided(FactBase):
    """A moderator publishes an apology that was withheld (as the next fact says), or returns it."""

    stored_as = "withheld_decided"
    clause = Clause.FORGIVENESS
    threads = (("block", "block"),)

    number: WithheldNumber
    block: BlockNumber
    member: MemberId
    by: MemberId
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyRejected(FactBase):
    """A moderator says that published words are no apology: their vote ends without effect."""

    stored_as = "apology_rejected"
    clause = Clause.FORGIVENESS
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    by: MemberId


ApologyFact = (
    ApologyMade
    | VoteCast
    | VoteClosed
    | LiftDecided
    | ApologyWithheld
    | WithheldDecided
    | ApologyRejected
    | VoteShortened
)

"""Facts of п. 5.12.6: apologies and the votes on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.cases.votes import Choice, Outcome
from rules.clauses import Clause
from rules.detectors.detection import Detector
from rules.ids import (
    BlockNumber,
    MemberId,
    VoteNumber,
    WithheldNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyMade:
    """A blocked member apologised; the participants may object until `closes_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    vote: VoteNumber
    block: BlockNumber
    member: MemberId
    by: MemberId
    text: str
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast:
    """A participant says, from now on, that to the apology of `member`."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    vote: VoteNumber
    member: MemberId
    by: MemberId
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteClosed:
    """A vote ended with so many objections standing."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    vote: VoteNumber
    member: MemberId
    outcome: Outcome
    objections: int
    consents: int
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteShortened:
    """A vote that a clock opened which was ahead counts from now on, until `closes_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    vote: VoteNumber
    member: MemberId
    closes_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftDecided:
    """A moderator lifts a block that nobody wanted to stay, or lets it stay."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    vote: VoteNumber
    member: MemberId
    by: MemberId
    lifted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyWithheld:
    """A blocked member apologised, and those detectors found something that a rule forbids."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    block: BlockNumber
    member: MemberId
    by: MemberId
    text: str
    found: tuple[Detector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldDecided:
    """A moderator publishes an apology that was withheld (as the next fact says), or returns it."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    number: WithheldNumber
    block: BlockNumber
    member: MemberId
    by: MemberId
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyRejected:
    """A moderator says that published words are no apology: their vote ends without effect."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
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

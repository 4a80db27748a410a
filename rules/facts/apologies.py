"""Facts of п. 5.12.6: apologies and the votes on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.cases.votes import Choice, Outcome
from rules.clauses import Clause
from rules.ids import (
    BlockNumber,
    MemberId,
    VoteNumber,
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
class LiftDecided:
    """A moderator lifts a block that nobody wanted to stay, or lets it stay."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    vote: VoteNumber
    member: MemberId
    by: MemberId
    lifted: bool


ApologyFact = ApologyMade | VoteCast | VoteClosed | LiftDecided

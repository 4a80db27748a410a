"""Facts of п. 5.12.5: blocks and their ends."""

from dataclasses import dataclass
from datetime import datetime

from rules.cases.measures import Lift
from rules.clauses import Clause
from rules.facts.base import FactBase
from rules.ids import (
    BlockNumber,
    MemberId,
    ViolationNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockProposed(FactBase):
    """A block became possible and was put before the moderators."""

    stored_as = "block_proposed"
    clause = Clause.BLOCK
    tried = True
    outlives_its_people = False
    threads = (("violation", "grounds"),)

    member: MemberId
    by: MemberId | None
    grounds: tuple[ViolationNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDeclined(FactBase):
    """A moderator chose not to block on those grounds."""

    stored_as = "block_declined"
    clause = Clause.BLOCK
    tried = True
    threads = (("violation", "grounds"),)

    member: MemberId
    by: MemberId
    grounds: tuple[ViolationNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockImposed(FactBase):
    """A member is blocked until `ends_at` (UTC) on the ground of those violations."""

    stored_as = "block_imposed"
    clause = Clause.BLOCK
    tried = True
    wakes_timers = True
    threads = (("block", "number"), ("violation", "grounds"))

    number: BlockNumber
    member: MemberId
    by: MemberId | None
    grounds: tuple[ViolationNumber, ...]
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockShortened(FactBase):
    """A block that a clock imposed which was ahead counts from now on, until `ends_at` (UTC)."""

    stored_as = "block_shortened"
    clause = Clause.BLOCK
    threads = (("block", "number"),)

    number: BlockNumber
    member: MemberId
    ends_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLifted(FactBase):
    """A block ended: its term ran out, it was forgiven, or it was annulled."""

    stored_as = "block_lifted"
    threads = (("block", "number"),)

    number: BlockNumber
    member: MemberId
    by: MemberId | None
    how: Lift
    reason: str = ""

    @property
    def clause(self) -> Clause:
        """The clause that this way of ending rests on."""
        match self.how:
            case Lift.EXPIRED:
                return Clause.BLOCK
            case Lift.FORGIVEN:
                return Clause.FORGIVENESS
            case Lift.ANNULLED:
                return Clause.GROUNDS


BlockFact = BlockProposed | BlockDeclined | BlockImposed | BlockShortened | BlockLifted

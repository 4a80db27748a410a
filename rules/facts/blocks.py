"""Facts of п. 5.12.5: blocks and their ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.cases.measures import Lift
from rules.clauses import Clause
from rules.ids import (
    BlockNumber,
    MemberId,
    ViolationNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockProposed:
    """A block became possible and was put before the moderators."""

    clause: ClassVar[Clause] = Clause.BLOCK
    member: MemberId
    by: MemberId | None
    grounds: tuple[ViolationNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDeclined:
    """A moderator chose not to block on those grounds."""

    clause: ClassVar[Clause] = Clause.BLOCK
    member: MemberId
    by: MemberId
    grounds: tuple[ViolationNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockImposed:
    """A member is blocked until `ends_at` (UTC) on the ground of those violations."""

    clause: ClassVar[Clause] = Clause.BLOCK
    number: BlockNumber
    member: MemberId
    by: MemberId | None
    grounds: tuple[ViolationNumber, ...]
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockShortened:
    """A block that a clock imposed which was ahead counts from now on, until `ends_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.BLOCK
    number: BlockNumber
    member: MemberId
    ends_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLifted:
    """A block ended: its term ran out, it was forgiven, or it was annulled."""

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

"""Blocks and their ends (п. 5.12.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import (
    BlockNumber,
    MemberId,
    ViolationNumber,
)
from rules.terms import Term
from rules.times import Hold
from rules.vocabulary.fact import FactBase
from rules.vocabulary.people import Actor


class Lift(StrEnum):
    """How a block ended."""

    EXPIRED = "expired"
    FORGIVEN = "forgiven"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block; in force while `lift` is None. `by` is None for an automatic one."""

    number: BlockNumber
    member: MemberId
    at: datetime
    ends_at: datetime
    by: MemberId | None
    grounds: tuple[ViolationNumber, ...]
    lift: Lift | None = None
    lifted_at: datetime | None = None

    @property
    def hold(self) -> Hold | None:
        """When its member may not write; None: never, since it was annulled."""
        if self.lift is Lift.ANNULLED:
            return None
        hold = Hold(since=self.at, until=self.ends_at)
        return hold if self.lifted_at is None else hold.ended(self.lifted_at)


class ProposalState(StrEnum):
    """Where a proposal to block stands. `CLOSED`: a block took its place, or grounds fell."""

    OPEN = "open"
    DECLINED = "declined"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal to block the case's member, put before the moderators."""

    grounds: tuple[ViolationNumber, ...]
    state: ProposalState
    at: datetime
    closed_at: datetime | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ImposeBlock:
    """A moderator blocks the case's member for a term."""

    by: Actor
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineBlock:
    """A moderator answers the proposal with «Не блокировать»."""

    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireBlock:
    """The clock says that a block's term is over."""

    number: BlockNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortenBlock:
    """The clock was corrected: a block seems to begin only in the future."""

    number: BlockNumber


BlockRequest = ImposeBlock | DeclineBlock | ExpireBlock | ShortenBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFewViolations:
    """So many violations count, and it takes `needed`."""

    clause: ClassVar[Clause] = Clause.BLOCK
    counted: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTooLong:
    """The term would end after `latest` (UTC), the greatest that is allowed."""

    clause: ClassVar[Clause] = Clause.BLOCK
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TermNotAhead:
    """The term would end at once or in the past."""

    clause: ClassVar[Clause] = Clause.BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyBlocked:
    """The member is blocked already, until `ends_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.BLOCK
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingProposed:
    """No block is proposed for this member (any more)."""

    clause: ClassVar[Clause] = Clause.BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRuns:
    """The block's term is not over before `ends_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.BLOCK
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClocksApart:
    """The process's clock is so far ahead of the messenger's (behind, where that is negative) that
    no term could be kept."""

    clause: ClassVar[Clause] = Clause.BLOCK
    ahead: timedelta


BlockRefusal = (
    ClocksApart
    | TooFewViolations
    | TermTooLong
    | TermNotAhead
    | AlreadyBlocked
    | NothingProposed
    | TermRuns
)

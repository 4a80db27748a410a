"""Blocks and how they end (п. 5.12.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.clauses import Clause
from rules.ids import BlockNumber, MemberId, ViolationNumber
from rules.times import Hold, Term
from rules.vocabulary.bases import FactBase, PlainRefusal, Refusal
from rules.vocabulary.people import Actor


class Lift(StrEnum):
    """How a block ended."""

    EXPIRED = "expired"
    FORGIVEN = "forgiven"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block; in force while `lift` is None. `by` is None for an automatic block."""

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
        """The period in which the member may not write; None for an annulled block."""
        if self.lift is Lift.ANNULLED:
            return None
        hold = Hold(since=self.at, until=self.ends_at)
        return hold if self.lifted_at is None else hold.ended(self.lifted_at)


class ProposalState(StrEnum):
    """State of a proposal to block.

    `CLOSED`: a block was imposed meanwhile, or grounds fell away.
    """

    OPEN = "open"
    DECLINED = "declined"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal to block the case's member, shown to the moderators."""

    grounds: tuple[ViolationNumber, ...]
    state: ProposalState
    at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockProposed(FactBase):
    """A block became possible and was proposed to the moderators."""

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
    """A moderator decided not to block on these grounds."""

    stored_as = "block_declined"
    clause = Clause.BLOCK
    tried = True
    threads = (("violation", "grounds"),)

    member: MemberId
    by: MemberId
    grounds: tuple[ViolationNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockImposed(FactBase):
    """A member is blocked until `ends_at` (UTC) on the ground of these violations."""

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
    """A block imposed by a clock that was ahead now ends at `ends_at` (UTC)."""

    stored_as = "block_shortened"
    clause = Clause.BLOCK
    threads = (("block", "number"),)

    number: BlockNumber
    member: MemberId
    ends_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLifted(FactBase):
    """A block ended: it expired, was forgiven, or was annulled."""

    stored_as = "block_lifted"
    threads = (("block", "number"),)

    number: BlockNumber
    member: MemberId
    by: MemberId | None
    how: Lift
    reason: str = ""

    @property
    def clause(self) -> Clause:
        """The clause that this kind of ending rests on."""
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
    """The timer ends a block whose term is over."""

    number: BlockNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortenBlock:
    """The timer found a block that begins in the future, so the clock was ahead."""

    number: BlockNumber


BlockRequest = ImposeBlock | DeclineBlock | ExpireBlock | ShortenBlock

TERM_NOT_AHEAD = PlainRefusal("term not ahead", Clause.BLOCK)
NOTHING_PROPOSED = PlainRefusal("nothing proposed", Clause.BLOCK)
"""No block is proposed for this member, or no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFewViolations(Refusal):
    """Fewer violations count than the `needed` number."""

    clause = Clause.BLOCK
    counted: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTooLong(Refusal):
    """The term would end after `latest` (UTC), the longest allowed."""

    clause = Clause.BLOCK
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyBlocked(Refusal):
    """The member is already blocked until `ends_at` (UTC)."""

    clause = Clause.BLOCK
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRuns(Refusal):
    """The block's term runs until `ends_at` (UTC)."""

    clause = Clause.BLOCK
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClocksApart(Refusal):
    """The process's clock and the messenger's differ too much to keep any term.

    `ahead` is how far the process's clock is ahead of the messenger's; negative: behind.
    """

    clause = Clause.BLOCK
    ahead: timedelta


BlockRefusal = ClocksApart | TooFewViolations | TermTooLong | AlreadyBlocked | TermRuns

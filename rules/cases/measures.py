"""What was recorded about a member: violations, removals, blocks, reminders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
)
from rules.times import Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A recorded violation. `carried_by` is the latest block that rests on it, if any.

    `by` is None where the chat lets the bot count by itself; `asked_by` is who asked `by` to
    record it, if anybody. `replaces` is the record that this one corrects, and `since` (UTC) when
    that one was made: a correction makes a violation neither newer nor older. `aimed_at` are the
    moderators whom the act is known to have been against.
    """

    number: ViolationNumber
    member: MemberId
    rule: RuleNumber
    at: datetime
    by: MemberId | None
    asked_by: MemberId | None = None
    message: MessageId | None = None
    note: str = ""
    annulled: bool = False
    annulled_at: datetime | None = None
    carried_by: BlockNumber | None = None
    replaces: ViolationNumber | None = None
    since: datetime | None = None
    aimed_at: frozenset[MemberId] = frozenset()

    @property
    def counts_from(self) -> datetime:
        """When the act was first recorded (UTC)."""
        return self.at if self.since is None else self.since

    @property
    def act(self) -> tuple[str, int]:
        """What the violation was: a message, or, recorded by name, an act of its own."""
        return ("record", self.number) if self.message is None else ("message", self.message)


def one_of_each_act(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Give the first record of each act, in the given order: an act counts once (п. 5.12.5)."""
    first: dict[tuple[str, int], Violation] = {}
    for violation in violations:
        first.setdefault(violation.act, violation)
    return tuple(first.values())


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
class Reminder:
    """A reminder of the rules to one member or to all (None)."""

    number: ReminderNumber
    to: MemberId | None
    at: datetime
    by: MemberId | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A message removed under a rule; `by` is None where the chat lets the bot do it by itself."""

    message: MessageId
    member: MemberId
    rule: RuleNumber
    at: datetime
    by: MemberId | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A violation lately recorded or suspected in the chat, of whomever (for п. 5.12.4).

    `messages` are those that it is about; none for a violation recorded by name.
    """

    member: MemberId
    at: datetime
    messages: frozenset[MessageId] = frozenset()

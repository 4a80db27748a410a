"""Cases, violations and blocks of which a test says only what matters to it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rules.case import Case, Numbers
from rules.ids import (
    AppealNumber,
    BlockNumber,
    InvitationNumber,
    ReminderNumber,
    RuleNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.vocabulary.blocks import Block, Lift, Proposal, ProposalState
from rules.vocabulary.people import Standing
from rules.vocabulary.violations import Violation
from tests.rules.moments import DAY, HOUR, MINUTE, NOW, ZONE
from tests.rules.people import CHAT, STUDENT, TEACHER
from tests.rules.policies import POLICY


def a_violation(number: int, **changes: Any) -> Violation:
    """One of yesterday's, later by a minute for each number."""
    usual = Violation(
        number=ViolationNumber(number),
        member=STUDENT,
        rule=RuleNumber(1),
        at=NOW - DAY + number * MINUTE,
        by=TEACHER,
    )
    return replace(usual, **changes)


def the_violations(numbers: Iterable[int], **changes: Any) -> tuple[Violation, ...]:
    return tuple(a_violation(number, **changes) for number in numbers)


def a_block(number: int = 1, **changes: Any) -> Block:
    """One of an hour ago, for a week, on violations 1 to 4."""
    usual = Block(
        number=BlockNumber(number),
        member=STUDENT,
        at=NOW - HOUR,
        ends_at=NOW - HOUR + 7 * DAY,
        by=TEACHER,
        grounds=numbers(1, 2, 3, 4),
    )
    return replace(usual, **changes)


def an_ended_block(number: int = 1, lift: Lift = Lift.EXPIRED, **changes: Any) -> Block:
    """One that ended an hour ago."""
    usual: dict[str, Any] = {"at": NOW - DAY, "ends_at": NOW - HOUR, "lifted_at": NOW - HOUR}
    return a_block(number, lift=lift, **(usual | changes))


def numbers(*given: int) -> tuple[ViolationNumber, ...]:
    return tuple(ViolationNumber(number) for number in given)


def a_proposal(state: ProposalState = ProposalState.OPEN, **changes: Any) -> Proposal:
    """A proposal on violations 1 to 4, of five minutes ago."""
    usual = Proposal(
        grounds=numbers(1, 2, 3, 4),
        state=state,
        at=NOW - 5 * MINUTE,
        closed_at=None if state is ProposalState.OPEN else NOW - MINUTE,
    )
    return replace(usual, **changes)


NEXT = Numbers(
    violation=ViolationNumber(5),
    block=BlockNumber(2),
    vote=VoteNumber(2),
    reminder=ReminderNumber(2),
    invitation=InvitationNumber(2),
    appeal=AppealNumber(2),
    suspicion=SuspicionNumber(2),
)
"""What the chat's next entries get when the builders' first ones are there."""


def a_case(**changes: Any) -> Case:
    """A student of whom nothing is recorded."""
    usual = Case(
        chat=CHAT, member=STUDENT, standing=Standing.MEMBER, policy=POLICY, zone=ZONE, next=NEXT
    )
    return replace(usual, **changes)


def a_case_of(count: int, **changes: Any) -> Case:
    """A student with so many violations that count."""
    return a_case(violations=the_violations(range(1, count + 1)), **changes)


def a_blocked_case(**changes: Any) -> Case:
    """A student who is blocked for a week, since an hour ago."""
    carried = the_violations(range(1, 5), carried_by=BlockNumber(1))
    usual: dict[str, Any] = {"violations": carried, "blocks": (a_block(),)}
    return a_case(**(usual | changes))

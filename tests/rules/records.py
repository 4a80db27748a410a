"""Violations and blocks of which a test says only what matters to it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rules.ids import BlockNumber, RuleNumber, ViolationNumber
from rules.vocabulary.blocks import Block, Lift, Proposal, ProposalState
from rules.vocabulary.violations import Violation
from tests.rules.moments import DAY, HOUR, MINUTE, NOW
from tests.rules.people import STUDENT, TEACHER


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

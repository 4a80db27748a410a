"""Cases of which a test says only what matters to it."""

from dataclasses import replace
from typing import Any

from rules.case import Case, Numbers
from rules.ids import (
    AppealNumber,
    BlockNumber,
    InvitationNumber,
    ReminderNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.vocabulary.people import Standing
from tests.rules.moments import ZONE
from tests.rules.people import CHAT, STUDENT
from tests.rules.policies import POLICY
from tests.rules.records import a_block, the_violations

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

"""п. 5.12.7: what the bot did by mistake is taken back, and so may be the word that it was one."""

from dataclasses import replace
from typing import Any

import pytest

from rules.decide import decide
from rules.ids import BlockNumber, MessageId, SuspicionNumber, ViolationNumber
from rules.vocabulary.apologies import VoteClosed
from rules.vocabulary.blocks import BlockLifted, Lift
from rules.vocabulary.rights import NOTHING_TO_UNDO, TOO_LATE_TO_UNDO
from rules.vocabulary.suspicions import (
    SETTLED_ALREADY,
    ClearSuspicion,
    ReopenSuspicion,
    Settlement,
    SuspicionReopened,
    SuspicionSettled,
)
from rules.vocabulary.violations import RemovalWithdrawn, ViolationAnnulled
from tests.rules.builders import (
    A_TEACHER,
    CLEARED,
    COLLEAGUE,
    COUNTED,
    INSTANT,
    MINUTE,
    NOW,
    STUDENT,
    TEACHER,
    a_blocked_case,
    a_found,
    a_suspected_case,
    a_suspicion,
    a_violation,
    a_vote,
    facts_of,
    refusal_of,
    settled,
)

FIRST = SuspicionNumber(1)
CLEAR = ClearSuspicion(by=A_TEACHER, number=FIRST, taught=("digest",))
REOPEN = ReopenSuspicion(by=A_TEACHER, number=FIRST)
FIFTH = ViolationNumber(5)
SEVENTH = MessageId(7)

CLEARED_AS = SuspicionSettled(
    number=FIRST, member=STUDENT, by=TEACHER, how=Settlement.CLEARED, taught=("digest",)
)


def test_what_is_none_is_settled_and_taught() -> None:
    assert facts_of(decide(a_suspected_case(), CLEAR, NOW)) == (CLEARED_AS,)


def test_what_the_bot_removed_and_counted_by_mistake_is_taken_back() -> None:
    suspicion = a_suspicion(
        a_found(8), a_found(7), removed=frozenset({MessageId(8), SEVENTH}), **COUNTED
    )
    case = a_suspected_case(suspicion=suspicion, violations=(a_violation(5, by=None),))

    assert facts_of(decide(case, CLEAR, NOW)) == (
        CLEARED_AS,
        RemovalWithdrawn(message=SEVENTH, member=STUDENT, by=TEACHER),
        RemovalWithdrawn(message=MessageId(8), member=STUDENT, by=TEACHER),
        ViolationAnnulled(number=FIFTH, member=STUDENT, by=TEACHER, reason="", undone=True),
    )


def test_a_block_that_loses_its_ground_falls() -> None:
    case = a_blocked_case(
        suspicion=a_suspicion(**(COUNTED | {"violation": ViolationNumber(4)})), votes=(a_vote(),)
    )

    _, annulled, lifted, closed = facts_of(decide(case, CLEAR, NOW))

    assert isinstance(annulled, ViolationAnnulled)
    assert lifted == BlockLifted(
        number=BlockNumber(1), member=STUDENT, by=TEACHER, how=Lift.ANNULLED
    )
    assert isinstance(closed, VoteClosed)


def test_a_violation_that_was_annulled_since_is_not_annulled_again() -> None:
    fell = a_violation(5, by=None, annulled=True, annulled_at=NOW)
    case = replace(settled(**COUNTED), violations=(fell,))

    assert facts_of(decide(case, CLEAR, NOW)) == (CLEARED_AS,)


def test_what_a_moderator_counted_is_not_called_none() -> None:
    assert refusal_of(decide(settled(**COUNTED, counted_by=COLLEAGUE), CLEAR, NOW)) == (
        SETTLED_ALREADY
    )


def test_what_is_called_none_is_not_called_so_again() -> None:
    assert refusal_of(decide(settled(**CLEARED), CLEAR, NOW)) == SETTLED_ALREADY


def test_it_is_taken_back_while_the_window_is_open() -> None:
    reopened = SuspicionReopened(number=FIRST, member=STUDENT, by=TEACHER)
    last = NOW + 10 * MINUTE

    assert facts_of(decide(settled(**CLEARED), REOPEN, last)) == (reopened,)
    assert refusal_of(decide(settled(**CLEARED), REOPEN, last + INSTANT)) == TOO_LATE_TO_UNDO


@pytest.mark.parametrize("how", [{}, COUNTED])
def test_only_what_was_called_none_is_reopened(how: dict[str, Any]) -> None:
    assert refusal_of(decide(settled(**how), REOPEN, NOW)) == NOTHING_TO_UNDO

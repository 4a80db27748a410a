"""п. 5.12.7: what the bot did by mistake is taken back, and so may be the word that it was one."""

from dataclasses import replace
from typing import Any

import pytest

from rules.ids import BlockNumber, MessageId, SuspicionNumber, ViolationNumber
from rules.vocabulary import suspicions
from rules.vocabulary.apologies import VoteClosed
from rules.vocabulary.blocks import BlockLifted, Lift
from rules.vocabulary.people import NOTHING_TO_UNDO, TOO_LATE_TO_UNDO
from rules.vocabulary.violations import RemovalWithdrawn, ViolationAnnulled
from tests.rules.asking import granted, refused
from tests.rules.builders import a_blocked_case
from tests.rules.moments import INSTANT, MINUTE, NOW
from tests.rules.people import A_TEACHER, COLLEAGUE, STUDENT, TEACHER
from tests.rules.records import a_violation
from tests.rules.suspected import CLEARED, COUNTED, a_found, a_suspected_case, a_suspicion, settled
from tests.rules.voting import a_vote

FIRST = SuspicionNumber(1)
CLEAR = suspicions.ClearSuspicion(by=A_TEACHER, number=FIRST, taught=("digest",))
REOPEN = suspicions.ReopenSuspicion(by=A_TEACHER, number=FIRST)
FIFTH = ViolationNumber(5)
SEVENTH = MessageId(7)

CLEARED_AS = suspicions.SuspicionSettled(
    number=FIRST, member=STUDENT, by=TEACHER, how=suspicions.Settlement.CLEARED, taught=("digest",)
)


def test_what_is_none_is_settled_and_taught() -> None:
    assert granted(a_suspected_case(), CLEAR) == (CLEARED_AS,)


def test_what_the_bot_removed_and_counted_by_mistake_is_taken_back() -> None:
    suspicion = a_suspicion(
        a_found(8), a_found(7), removed=frozenset({MessageId(8), SEVENTH}), **COUNTED
    )
    case = a_suspected_case(suspicion=suspicion, violations=(a_violation(5, by=None),))
    assert granted(case, CLEAR) == (
        CLEARED_AS,
        RemovalWithdrawn(message=SEVENTH, member=STUDENT, by=TEACHER),
        RemovalWithdrawn(message=MessageId(8), member=STUDENT, by=TEACHER),
        ViolationAnnulled(number=FIFTH, member=STUDENT, by=TEACHER, reason="", undone=True),
    )


def test_a_block_that_loses_its_ground_falls() -> None:
    case = a_blocked_case(
        suspicion=a_suspicion(**(COUNTED | {"violation": ViolationNumber(4)})), votes=(a_vote(),)
    )

    _, annulled, lifted, closed = granted(case, CLEAR)

    assert isinstance(annulled, ViolationAnnulled)
    assert lifted == BlockLifted(
        number=BlockNumber(1), member=STUDENT, by=TEACHER, how=Lift.ANNULLED
    )
    assert isinstance(closed, VoteClosed)


def test_a_violation_that_was_annulled_since_is_not_annulled_again() -> None:
    fell = a_violation(5, by=None, annulled=True, annulled_at=NOW)
    case = replace(settled(**COUNTED), violations=(fell,))
    assert granted(case, CLEAR) == (CLEARED_AS,)


def test_what_a_moderator_counted_is_not_called_none() -> None:
    assert refused(settled(**COUNTED, counted_by=COLLEAGUE), CLEAR) == (suspicions.SETTLED_ALREADY)


def test_what_is_called_none_is_not_called_so_again() -> None:
    assert refused(settled(**CLEARED), CLEAR) == suspicions.SETTLED_ALREADY


def test_it_is_taken_back_while_the_window_is_open() -> None:
    reopened = suspicions.SuspicionReopened(number=FIRST, member=STUDENT, by=TEACHER)
    latest = NOW + 10 * MINUTE

    assert granted(settled(**CLEARED), REOPEN, latest) == (reopened,)
    assert refused(settled(**CLEARED), REOPEN, latest + INSTANT) == TOO_LATE_TO_UNDO


@pytest.mark.parametrize("how", [{}, COUNTED])
def test_only_what_was_called_none_is_reopened(how: dict[str, Any]) -> None:
    assert refused(settled(**how), REOPEN) == NOTHING_TO_UNDO

"""п. 6.1, 5.12.5: what an appeal annulled is spent, and recording anew makes no act younger."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from rules.case import Case
from rules.ids import BlockNumber, MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.policy import ForDays
from rules.settings import Blocks
from rules.vocabulary import violations
from rules.vocabulary.appeals import AnnulledOnAppeal, Appeal, Decision
from rules.vocabulary.blocks import BlockImposed, TooFewViolations
from rules.vocabulary.suspicions import ClearSuspicion, CountSuspicion, SuspicionSettled
from rules.vocabulary.undoing import TheAnnulment, Undo
from tests.rules.asking import first, granted, refused, sole
from tests.rules.builders import a_case
from tests.rules.moments import DAY, MINUTE, NOW
from tests.rules.people import A_TEACHER
from tests.rules.policies import a_policy
from tests.rules.records import a_violation, numbers, the_violations
from tests.rules.suspected import a_found, a_suspected_case, a_suspicion
from tests.rules.ways import A_HEAD, BLOCK, BLOCK_ANNULLED, BLOCK_GRANTED, GRANTED

SEVENTH = MessageId(7)
FIRST, FIFTH = ViolationNumber(1), ViolationNumber(5)
FELL: dict[str, Any] = {"annulled": True, "annulled_at": NOW - MINUTE}
RECORD = violations.RecordViolation(by=A_TEACHER, rule=RuleNumber(1), message=SEVENTH)
COUNT = CountSuspicion(by=A_TEACHER, number=SuspicionNumber(1))
CLEAR = ClearSuspicion(by=A_TEACHER, number=SuspicionNumber(1))
BACK = Undo(by=A_TEACHER, act=TheAnnulment(number=FIRST))
OVERRULED = AnnulledOnAppeal(number=FIRST)
BLOCK_OVERRULED = AnnulledOnAppeal(number=BlockNumber(1), is_block=True)


def of_a_message(number: int = 1, **changes: Any) -> violations.Violation:
    return a_violation(number, message=SEVENTH, **changes)


def fell(*appeals: Appeal) -> Case:
    return a_case(violations=(of_a_message(**FELL),), appeals=appeals)


# the violation


@pytest.mark.parametrize("by", [A_TEACHER, A_HEAD])
def test_what_an_appeal_annulled_is_neither_undone_nor_recorded_anew(by: Any) -> None:
    case = fell(GRANTED)

    assert refused(case, replace(BACK, by=by)) == OVERRULED
    assert refused(case, replace(RECORD, by=by)) == OVERRULED
    assert granted(case, replace(RECORD, message=MessageId(8)))


@pytest.mark.parametrize("decision", [None, Decision.UPHELD])
def test_an_appeal_that_annulled_nothing_stands_in_nobodys_way(decision: Decision | None) -> None:
    case = fell(replace(GRANTED, decision=decision))
    assert sole(violations.ViolationReinstated, granted(case, BACK))
    assert granted(case, RECORD)


def test_an_earlier_record_of_the_same_act_does_not_come_back_either() -> None:
    """Recorded by name, an act is known by the records that correct one another."""
    corrected = a_violation(1, **FELL)
    contested = a_violation(5, replaces=FIRST, since=corrected.at, **FELL)
    case = a_case(violations=(corrected, contested), appeals=(replace(GRANTED, violation=FIFTH),))

    assert refused(case, BACK) == AnnulledOnAppeal(number=FIFTH)


def test_a_card_does_not_count_it_either_and_clearing_takes_its_removal_back() -> None:
    card = a_suspicion(a_found(7), removed=frozenset({SEVENTH}))
    case = replace(a_suspected_case(suspicion=card), violations=fell().violations)
    appealed = replace(case, appeals=(GRANTED,))

    assert granted(case, COUNT)
    assert refused(appealed, COUNT) == OVERRULED
    settled, withdrawn = granted(appealed, CLEAR)
    assert isinstance(settled, SuspicionSettled)
    assert isinstance(withdrawn, violations.RemovalWithdrawn)


# the block


def test_the_grounds_of_a_block_that_an_appeal_annulled_count_no_more() -> None:
    assert BLOCK_ANNULLED.counted(NOW) == ()
    assert refused(BLOCK_ANNULLED, BLOCK) == BLOCK_OVERRULED


def test_only_what_was_recorded_afterwards_is_ground_of_another() -> None:
    spent = BLOCK_ANNULLED.violations
    three = replace(BLOCK_ANNULLED, violations=(*spent, *the_violations([5, 6, 7])))
    four = replace(BLOCK_ANNULLED, violations=(*spent, *the_violations([5, 6, 7, 8])))

    assert refused(three, BLOCK) == BLOCK_OVERRULED
    assert sole(BlockImposed, granted(four, BLOCK)).grounds == numbers(5, 6, 7, 8)


def test_neither_are_they_corrected_nor_recorded_anew() -> None:
    """One that was annulled afterwards may come back: it counts nothing."""
    spent = of_a_message(carried_by=BlockNumber(1))
    case = replace(BLOCK_ANNULLED, violations=(spent,))
    gone = replace(case, violations=(replace(spent, **FELL),))
    correct = violations.ReplaceViolation(by=A_TEACHER, number=FIRST, rule=RuleNumber(2))

    assert refused(case, correct) == BLOCK_OVERRULED
    assert refused(gone, RECORD) == BLOCK_OVERRULED
    assert granted(gone, BACK)
    assert case.counted(NOW) == ()


def test_where_they_would_not_be_enough_anyhow_the_count_is_told() -> None:
    annulled = the_violations([1, 2, 3, 4], carried_by=BlockNumber(1), **FELL)
    old = the_violations(
        [1, 2, 3, 4], carried_by=BlockNumber(1), at=datetime(2026, 8, 31, tzinfo=NOW.tzinfo)
    )
    for spent in (annulled, old):
        case = replace(BLOCK_ANNULLED, violations=spent)
        assert refused(case, BLOCK) == TooFewViolations(counted=0, needed=4)


def test_a_block_undone_otherwise_leaves_its_grounds() -> None:
    undone = replace(BLOCK_ANNULLED, appeals=(replace(BLOCK_GRANTED, decision=None),))
    assert len(undone.counted(NOW)) == 4
    assert granted(undone, BLOCK)


# age


def test_a_message_recorded_anew_is_as_old_as_it_was() -> None:
    long_ago = NOW - 31 * DAY
    older = of_a_message(2, at=NOW - DAY, since=long_ago, **FELL)
    case = a_case(violations=(of_a_message(at=NOW - 40 * DAY, **FELL), older))

    recorded = first(violations.ViolationRecorded, granted(case, RECORD))
    assert (recorded.since, recorded.replaces) == (NOW - 40 * DAY, None)

    assert first(violations.ViolationRecorded, granted(a_case(), RECORD)).since is None


def test_a_card_counts_it_as_old_as_it_was() -> None:
    long_ago = NOW - 31 * DAY
    case = replace(a_suspected_case(a_found(7)), violations=(of_a_message(at=long_ago, **FELL),))
    assert first(violations.ViolationRecorded, granted(case, COUNT)).since == long_ago


@pytest.mark.parametrize(("days", "follows"), [(29, True), (31, False)])
@pytest.mark.parametrize("blocks", list(Blocks))
def test_nothing_follows_from_what_counts_no_more(days: int, follows: bool, blocks: Blocks) -> None:
    policy = a_policy(validity=ForDays(days=30), blocks=blocks)
    before = of_a_message(9, at=NOW - days * DAY, **FELL)
    case = a_case(violations=(*the_violations([1, 2, 3]), before), policy=policy)

    _, *followed = granted(case, RECORD)

    assert bool(followed) is follows


def test_what_was_recorded_anew_just_now_is_asked_about() -> None:
    anew = of_a_message(5, at=NOW, since=NOW - DAY)
    case = a_case(violations=(of_a_message(**FELL), anew))
    assert isinstance(refused(case, replace(RECORD, message=None)), violations.JustRecorded)

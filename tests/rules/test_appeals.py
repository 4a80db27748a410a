"""п. 6.1: once, in time, by nobody who is part of the case; what annuls it closes the appeal."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.case import Case, Granted, Refused
from rules.decide import decide
from rules.ids import (
    AppealNumber,
    BlockNumber,
    MemberId,
    MessageId,
    SuspicionNumber,
    ViolationNumber,
)
from rules.ids import ViolationNumber as Number
from rules.vocabulary import appeals, violations
from rules.vocabulary.appeals import Appeal, AppealClosedBy, AppealGranted, Decision
from rules.vocabulary.blocks import BlockLifted, ExpireBlock, Lift
from rules.vocabulary.people import Standing
from rules.vocabulary.suspicions import ClearSuspicion, Settlement
from rules.vocabulary.undoing import TheBlock, TheReplacement, TheViolation, Undo
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import ViolationAnnulled
from tests.rules.asking import first, granted, refused, sole
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, INSTANT, MINUTE, NOW
from tests.rules.people import A_TEACHER, COLLEAGUE, STUDENT, TEACHER, an_actor
from tests.rules.records import a_block, a_violation
from tests.rules.suspected import a_found, a_suspected_case, a_suspicion
from tests.rules.ways import (
    AGAINST_ONE,
    AGAINST_THE_BLOCK,
    APPEAL,
    BACK,
    BLOCK_CONTESTED,
    CONTESTED,
    FALLEN,
    GRANT,
    HEAD,
)


def test_an_appeal_names_what_it_is_against() -> None:
    fact = sole(appeals.AppealMade, granted(a_case_of(1), APPEAL))
    assert (fact.violation, fact.block) == (ViolationNumber(1), None)
    fact = sole(appeals.AppealMade, granted(a_blocked_case(), replace(APPEAL, violation=None)))
    assert (fact.violation, fact.block) == (None, 1)


def test_the_term_is_counted_from_the_violation() -> None:
    at = NOW - 14 * DAY
    assert granted(a_case(violations=(a_violation(1, at=at),)), APPEAL)
    assert refused(
        a_case(violations=(a_violation(1, at=at - INSTANT),)), APPEAL
    ) == appeals.AppealTooLate(ended_at=NOW - INSTANT)


def test_anothers_or_an_annulled_one_is_not_contested() -> None:
    annulled = a_case(violations=(a_violation(1, annulled=True, annulled_at=NOW),))
    for case, request in ((annulled, APPEAL), (a_case_of(1), replace(APPEAL, by=TEACHER))):
        assert refused(case, request) == appeals.NOTHING_TO_APPEAL


def test_what_falls_with_a_violation() -> None:
    case = a_blocked_case(appeals=(AGAINST_ONE,))
    ruling, annulled, lifted = granted(case, GRANT)
    assert isinstance(ruling, appeals.AppealGranted)
    assert isinstance(annulled, ViolationAnnulled)
    assert isinstance(lifted, BlockLifted)
    assert lifted.how is Lift.ANNULLED


def test_a_block_that_ended_meanwhile_is_not_lifted_again() -> None:
    ended = tuple(
        replace(each, lift=Lift.EXPIRED, lifted_at=NOW) for each in a_blocked_case().blocks
    )
    case = a_blocked_case(appeals=(AGAINST_THE_BLOCK,), blocks=ended)
    assert sole(appeals.AppealGranted, granted(case, GRANT))


@given(
    decider=st.sampled_from([1, 2, 10, 11, 77]),
    standing=st.sampled_from(list(Standing)),
    grant=st.booleans(),
    of_block=st.booleans(),
)
def test_nobody_decides_on_a_case_of_their_own(
    decider: int, standing: Standing, grant: bool, of_block: bool
) -> None:
    case = BLOCK_CONTESTED if of_block else CONTESTED
    by = an_actor(MemberId(decider), standing)
    ruling = decide(case, replace(GRANT, by=by, grant=grant), NOW)
    involved = {STUDENT, TEACHER}
    may = standing is Standing.ADMINISTRATOR and by.member not in involved
    assert isinstance(ruling, Granted if may else Refused)


FIRST, SEVENTH = Number(1), MessageId(7)
BOTH = (AGAINST_ONE, replace(AGAINST_THE_BLOCK, number=AppealNumber(2)))
ANNUL = violations.AnnulViolation(by=A_TEACHER, number=FIRST, reason="ошибка")
UNDO = Undo(by=A_TEACHER, act=TheViolation(number=FIRST))
UNBLOCK = Undo(by=A_TEACHER, act=TheBlock(number=BlockNumber(1)))
CLEAR = ClearSuspicion(by=A_TEACHER, number=SuspicionNumber(1))

JUST_NOW = a_violation(1, at=NOW - MINUTE)
COUNTED_ALONE = a_suspicion(a_found(7), settled=Settlement.COUNTED, violation=FIRST, settled_at=NOW)


def closed(case: Case, request: Request, by: MemberId = TEACHER) -> list[AppealNumber]:
    """The appeals that a granted request closes, all in the name of who asked for it."""
    fallen = [
        fact for fact in granted(case, request) if isinstance(fact, AppealGranted) and fact.fell
    ]
    assert all((fact.by, fact.member, fact.reason) == (by, STUDENT, "") for fact in fallen)
    return [fact.number for fact in fallen]


@pytest.mark.parametrize(
    ("case", "request_", "numbers"),
    [
        (CONTESTED, ANNUL, [1]),
        (a_case(violations=(JUST_NOW,), appeals=(AGAINST_ONE,)), UNDO, [1]),
        (
            replace(
                a_suspected_case(suspicion=COUNTED_ALONE),
                violations=(a_violation(1, by=None, message=SEVENTH),),
                appeals=(AGAINST_ONE,),
            ),
            CLEAR,
            [1],
        ),
        (
            a_blocked_case(blocks=(a_block(at=NOW - MINUTE),), appeals=(AGAINST_THE_BLOCK,)),
            UNBLOCK,
            [1],
        ),
        (a_blocked_case(appeals=BOTH), ANNUL, [1, 2]),
        (a_blocked_case(appeals=BOTH), replace(ANNUL, number=Number(2)), [2]),
    ],
)
def test_what_is_annulled_in_any_way_closes_its_appeal(
    case: Case, request_: Request, numbers: list[int]
) -> None:
    assert closed(case, request_) == numbers


def test_what_an_appeal_annuls_closes_the_others_and_not_itself() -> None:
    assert closed(a_blocked_case(appeals=BOTH), GRANT, HEAD) == [2]


def test_an_appeal_that_was_decided_is_not_closed_again() -> None:
    decided = replace(CONTESTED, appeals=(replace(AGAINST_ONE, decision=Decision.UPHELD),))
    assert closed(decided, ANNUL) == []


def test_a_term_that_ran_out_annuls_nothing() -> None:
    over = replace(BLOCK_CONTESTED, blocks=(a_block(ends_at=NOW),))
    assert closed(over, ExpireBlock(number=BlockNumber(1))) == []


def test_what_closed_an_appeal_is_not_undone_but_may_be_recorded_and_contested_anew() -> None:
    assert refused(FALLEN, BACK) == AppealClosedBy(number=FIRST, appeal=AppealNumber(1))

    of_a_message = replace(FALLEN.violations[0], message=SEVENTH)
    case = replace(FALLEN, violations=(of_a_message,))
    anew = violations.RecordViolation(by=A_TEACHER, rule=of_a_message.rule, message=SEVENTH)
    assert first(violations.ViolationRecorded, granted(case, anew))


def test_a_correction_that_is_contested_is_not_undone_either() -> None:
    """The act would be recorded still, under a number that nobody contested."""
    corrected = a_violation(1, annulled=True, annulled_at=NOW - MINUTE)
    correction = a_violation(5, at=NOW - MINUTE, replaces=FIRST)
    appeal = replace(AGAINST_ONE, violation=Number(5))
    case = a_case(violations=(corrected, correction), appeals=(appeal,))
    undo = Undo(by=A_TEACHER, act=TheReplacement(number=Number(5)))

    assert refused(case, undo) == violations.UnderAppeal(number=Number(5))
    assert isinstance(decide(replace(case, appeals=()), undo, NOW), Granted)


def test_no_administrators_word_stands_in_the_way_where_none_was_spoken() -> None:
    """Another moderator annuls; what falls does not bind as a decision does."""
    annulled, appeal = granted(CONTESTED, replace(ANNUL, by=an_actor(COLLEAGUE)))
    assert isinstance(annulled, violations.ViolationAnnulled)
    assert isinstance(appeal, AppealGranted)
    undone = a_blocked_case(
        blocks=(a_block(lift=Lift.ANNULLED, lifted_at=NOW),),
        appeals=(
            Appeal(
                number=AppealNumber(1),
                member=STUDENT,
                at=NOW,
                text="",
                block=BlockNumber(1),
                decision=Decision.FELL,
            ),
        ),
    )
    assert len(undone.counted(NOW)) == 4

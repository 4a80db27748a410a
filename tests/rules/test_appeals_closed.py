"""п. 6.1: whatever annuls what is contested closes the appeal as granted; nothing is left open."""

from dataclasses import replace

import pytest

from rules.case import Case, Granted
from rules.decide import decide
from rules.ids import AppealNumber, BlockNumber, MemberId, MessageId, SuspicionNumber
from rules.ids import ViolationNumber as Number
from rules.vocabulary import violations
from rules.vocabulary.appeals import Appeal, AppealClosedBy, AppealGranted, Decision
from rules.vocabulary.blocks import ExpireBlock, Lift
from rules.vocabulary.suspicions import ClearSuspicion, Settlement
from rules.vocabulary.undoing import TheBlock, TheReplacement, TheViolation, Undo
from rules.vocabulary.unions import Request
from tests.rules.asking import first, granted, refused
from tests.rules.builders import a_blocked_case, a_case
from tests.rules.moments import MINUTE, NOW
from tests.rules.people import A_TEACHER, COLLEAGUE, STUDENT, TEACHER, an_actor
from tests.rules.records import a_block, a_violation
from tests.rules.suspected import a_found, a_suspected_case, a_suspicion
from tests.rules.ways import (
    AGAINST_ONE,
    AGAINST_THE_BLOCK,
    BACK,
    BLOCK_CONTESTED,
    CONTESTED,
    FALLEN,
    GRANT,
    HEAD,
)

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

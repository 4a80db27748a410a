"""п. 6.1: once, in time, and never decided by whoever is part of the case."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rules.case import Granted, Refused
from rules.decide import decide
from rules.ids import MemberId, ViolationNumber
from rules.vocabulary import appeals
from rules.vocabulary.blocks import BlockLifted, Lift
from rules.vocabulary.people import Standing
from rules.vocabulary.violations import ViolationAnnulled
from tests.rules.asking import granted, refused, sole
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, INSTANT, NOW
from tests.rules.people import STUDENT, TEACHER, an_actor
from tests.rules.records import a_violation
from tests.rules.ways import (
    AGAINST_ONE,
    AGAINST_THE_BLOCK,
    APPEAL,
    BLOCK_CONTESTED,
    CONTESTED,
    GRANT,
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

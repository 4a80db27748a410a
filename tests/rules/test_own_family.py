"""п. 5.12.7, 6.1: nobody decides on the case of their family, nor on grounds of their own."""

from dataclasses import replace

import pytest

from rules.appeals import involved
from rules.case import Granted
from rules.decide import decide
from rules.ids import AppealNumber, MemberId
from rules.suspicions import judges
from rules.vocabulary.appeals import OWN_DECISION
from rules.vocabulary.people import Standing
from rules.vocabulary.violations import Violation
from tests.rules.asking import refused
from tests.rules.moments import NOW
from tests.rules.people import COLLEAGUE, STUDENT, TEACHER, an_actor
from tests.rules.records import a_block, a_violation, numbers, the_violations
from tests.rules.suspected import a_suspected_case
from tests.rules.ways import BLOCK_CONTESTED, GRANT

HEAD = MemberId(3)
ASKER = MemberId(4)


def test_the_card_goes_to_nobody_of_the_family() -> None:
    case = a_suspected_case(family=frozenset({TEACHER, HEAD}))
    assert judges(case, {TEACHER, COLLEAGUE}, {HEAD}) == {COLLEAGUE}


def test_an_administrator_does_not_decide_the_appeal_of_their_family() -> None:
    decision = replace(GRANT, by=an_actor(HEAD, Standing.ADMINISTRATOR))
    assert isinstance(decide(BLOCK_CONTESTED, decision, NOW), Granted)
    kin = replace(BLOCK_CONTESTED, family=frozenset({HEAD}))
    assert refused(kin, decision) == OWN_DECISION


@pytest.mark.parametrize("which", [1, 2, 3, 4])
@pytest.mark.parametrize("mine", [a_violation(1, by=HEAD), a_violation(1, asked_by=HEAD)])
def test_nobody_decides_on_a_block_one_of_whose_grounds_they_recorded_or_asked_for(
    which: int, mine: Violation
) -> None:
    grounds = the_violations(range(1, 5), carried_by=a_block().number)
    mine = replace(mine, number=numbers(which)[0], carried_by=a_block().number)
    others = tuple(each for each in grounds if each.number != mine.number)
    case = replace(BLOCK_CONTESTED, violations=(*others, mine))
    decision = replace(GRANT, by=an_actor(HEAD, Standing.ADMINISTRATOR))
    assert refused(case, decision) == OWN_DECISION


def test_whoever_recorded_what_the_block_does_not_rest_on_decides() -> None:
    more = (*BLOCK_CONTESTED.violations, a_violation(9, by=HEAD, asked_by=ASKER))
    case = replace(BLOCK_CONTESTED, violations=more)
    assert involved(case, AppealNumber(1)) == {STUDENT, TEACHER}
    decision = replace(GRANT, by=an_actor(HEAD, Standing.ADMINISTRATOR))
    assert isinstance(decide(case, decision, NOW), Granted)

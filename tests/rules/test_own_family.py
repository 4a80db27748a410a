"""п. 5.12.7, 6.1: nobody decides on the case of their family, nor on grounds of their own."""

from dataclasses import replace

import pytest

from rules.appeals import involved
from rules.case import Case, Granted
from rules.decide import decide
from rules.ids import AppealNumber, MemberId, MessageId, RuleNumber, SuspicionNumber, VoteNumber
from rules.suspicions import judges
from rules.vocabulary.apologies import DecideLift, Outcome
from rules.vocabulary.appeals import OWN_DECISION
from rules.vocabulary.blocks import DeclineBlock, ImposeBlock
from rules.vocabulary.people import OWN_FAMILY, Standing
from rules.vocabulary.suspicions import ClearSuspicion, CountSuspicion, RemoveSuspected
from rules.vocabulary.undoing import TheBlock, TheViolation, Undo
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import AnnulViolation, RecordViolation, RemoveMessage, Violation
from tests.rules.asking import refused
from tests.rules.builders import (
    a_block,
    a_blocked_case,
    a_case,
    a_case_of,
    a_proposal,
    a_violation,
    numbers,
    the_violations,
)
from tests.rules.moments import NOW, ONE_DAY
from tests.rules.people import A_TEACHER, COLLEAGUE, STUDENT, TEACHER, an_actor
from tests.rules.suspected import a_suspected_case
from tests.rules.voting import a_closed_vote
from tests.rules.ways_appeals import BLOCK_CONTESTED, GRANT

HEAD = MemberId(3)
ASKER = MemberId(4)

ONE = numbers(1)[0]

DEEDS: list[tuple[Case, Request]] = [
    (a_case(), RecordViolation(by=A_TEACHER, rule=RuleNumber(1))),
    (a_case_of(1), AnnulViolation(by=A_TEACHER, number=ONE, reason="ошибка")),
    (a_case(), RemoveMessage(by=A_TEACHER, rule=RuleNumber(1), message=MessageId(7))),
    (a_case_of(4), ImposeBlock(by=A_TEACHER, term=ONE_DAY)),
    (a_case_of(4, proposal=a_proposal()), DeclineBlock(by=A_TEACHER)),
    (
        a_blocked_case(votes=(a_closed_vote(Outcome.UNOPPOSED),)),
        DecideLift(by=A_TEACHER, vote=VoteNumber(1), lift=True),
    ),
    (a_suspected_case(), CountSuspicion(by=A_TEACHER, number=SuspicionNumber(1))),
    (a_suspected_case(), RemoveSuspected(by=A_TEACHER, number=SuspicionNumber(1))),
    (a_suspected_case(), ClearSuspicion(by=A_TEACHER, number=SuspicionNumber(1))),
    (
        a_case(violations=(a_violation(1, at=NOW),)),
        Undo(by=A_TEACHER, act=TheViolation(number=ONE)),
    ),
    (
        a_blocked_case(blocks=(a_block(at=NOW),)),
        Undo(by=A_TEACHER, act=TheBlock(number=a_block().number)),
    ),
]


@pytest.mark.parametrize(("case", "request_"), DEEDS, ids=lambda each: type(each).__name__)
def test_a_moderator_decides_on_others_and_not_on_their_family(
    case: Case, request_: Request
) -> None:
    assert isinstance(decide(case, request_, NOW), Granted)
    kin = replace(case, family=frozenset({TEACHER}))
    assert refused(kin, request_) == OWN_FAMILY
    administrator = an_actor(standing=Standing.ADMINISTRATOR)
    by = replace(request_, by=administrator)  # type: ignore[arg-type]
    assert refused(kin, by) == OWN_FAMILY


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

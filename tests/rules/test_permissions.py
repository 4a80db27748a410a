"""п. 5.12.2, 5.12.7: who may do what to whom."""

from dataclasses import replace

import pytest

from rules.ids import BlockNumber, MemberId, MessageId, RuleNumber, ViolationNumber
from rules.permissions import (
    against_acting,
    against_ground,
    against_recording,
    against_seeing,
    may_moderate,
    takes_part,
)
from rules.rights import Deed
from rules.vocabulary import people
from rules.vocabulary.bases import Refusal
from rules.vocabulary.blocks import DeclineBlock, ImposeBlock
from rules.vocabulary.people import Standing
from rules.vocabulary.undoing import TheBlock, TheRefusalToBlock, TheRemoval, TheViolation, Undo
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import (
    AnnulViolation,
    NoSuchRule,
    RecordViolation,
    RemoveMessage,
    RuleMissing,
    ViolationRecorded,
)
from tests.rules.asking import first, granted, refused, sole
from tests.rules.builders import a_blocked_case, a_case, a_case_of, a_proposal
from tests.rules.moments import ONE_DAY
from tests.rules.people import A_TEACHER, COLLEAGUE, STUDENT, TEACHER, an_actor

MODERATE = {Standing.MODERATOR, Standing.ADMINISTRATOR}

ACT = Deed.REMOVE_MESSAGE


@pytest.mark.parametrize("standing", Standing)
def test_only_moderators_and_administrators_moderate(standing: Standing) -> None:
    assert may_moderate(an_actor(standing=standing)) is (standing in MODERATE)


@pytest.mark.parametrize("standing", Standing)
def test_everyone_may_see_their_own_standing(standing: Standing) -> None:
    assert against_seeing(Deed.SEE_STANDING, an_actor(STUDENT, standing), STUDENT) is None


@pytest.mark.parametrize("standing", Standing)
def test_only_moderators_may_see_the_standing_of_others(standing: Standing) -> None:
    for deed in (Deed.SEE_STANDING, Deed.READ_JOURNAL):
        refusal = against_seeing(deed, an_actor(TEACHER, standing), STUDENT)
        assert refusal == (None if standing in MODERATE else people.ONLY_ONESELF)


@pytest.mark.parametrize("standing", Standing)
def test_people_who_are_in_the_chat_take_part(standing: Standing) -> None:
    part = {Standing.MEMBER, Standing.MODERATOR, Standing.ADMINISTRATOR}
    assert takes_part(an_actor(standing=standing)) is (standing in part)


def test_an_administrator_who_is_not_in_the_chat_does_not_take_part() -> None:
    assert not takes_part(an_actor(standing=Standing.ADMINISTRATOR, joined_at=None))


@pytest.mark.parametrize(
    ("standing", "refusal"),
    [
        (Standing.MEMBER, None),
        (Standing.LEFT, None),
        (Standing.MODERATOR, people.AGAINST_MODERATOR),
        (Standing.ADMINISTRATOR, people.AGAINST_MODERATOR),
        (Standing.OUTSIDER, people.NOT_PARTICIPANT),
        (Standing.COMMUNITY, people.NOT_PARTICIPANT),
    ],
)
def test_a_moderator_acts_on_members_present_and_past(
    standing: Standing, refusal: Refusal | None
) -> None:
    assert against_acting(a_case(standing=standing), A_TEACHER, ACT) == refusal


def test_a_moderator_does_not_act_in_their_own_case() -> None:
    case = a_case(member=TEACHER, standing=Standing.MODERATOR)
    assert against_acting(case, A_TEACHER, ACT) == people.OWN_CASE


def test_an_administrator_does_not_act_against_a_moderator() -> None:
    case = a_case(member=COLLEAGUE, standing=Standing.MODERATOR)
    by = an_actor(standing=Standing.ADMINISTRATOR)
    assert against_acting(case, by, ACT) == people.AGAINST_MODERATOR


def test_an_administrator_records_a_moderators_violation_and_nothing_follows() -> None:
    case = a_case_of(4, member=COLLEAGUE, standing=Standing.MODERATOR)
    request = RecordViolation(by=an_actor(standing=Standing.ADMINISTRATOR), rule=RuleNumber(1))
    assert sole(ViolationRecorded, granted(case, request))


def test_an_administrator_does_not_record_another_administrators_violation() -> None:
    case = a_case(member=COLLEAGUE, standing=Standing.ADMINISTRATOR)
    by = an_actor(standing=Standing.ADMINISTRATOR)
    assert against_recording(case, by, Deed.RECORD_VIOLATION) == people.AGAINST_MODERATOR


@pytest.mark.parametrize(("rule", "against"), [(3, COLLEAGUE), (1, TEACHER)])
def test_whom_an_insult_hurt_does_not_record_it(rule: int, against: MemberId) -> None:
    request = RecordViolation(by=A_TEACHER, rule=RuleNumber(rule), aimed_at=frozenset({against}))
    assert granted(a_case(), request)
    hurt = replace(request, rule=RuleNumber(3), aimed_at=frozenset({TEACHER}))
    assert refused(a_case(), hurt) == people.OWN_GRIEVANCE


def test_whom_an_act_was_against_stays_with_its_record() -> None:
    hurt = frozenset({TEACHER, COLLEAGUE})
    request = RecordViolation(by=A_TEACHER, rule=RuleNumber(1), aimed_at=hurt)
    assert first(ViolationRecorded, granted(a_case(), request)).aimed_at == (TEACHER, COLLEAGUE)


def test_a_ground_is_a_rule_of_conduct_in_force() -> None:
    assert against_ground(a_case(), RuleNumber(3)) is None


def test_no_ground_is_refused_with_the_rules_there_are() -> None:
    known = (RuleNumber(1), RuleNumber(2), RuleNumber(3))
    assert against_ground(a_case(), None) == RuleMissing(known=known)


def test_an_unknown_ground_is_refused_with_the_rules_there_are() -> None:
    known = (RuleNumber(1), RuleNumber(2), RuleNumber(3))
    assert against_ground(a_case(), RuleNumber(4)) == NoSuchRule(number=RuleNumber(4), known=known)


def acts_by(standing: Standing) -> dict[str, Request]:
    by = an_actor(standing=standing)
    return {
        "record": RecordViolation(by=by, rule=RuleNumber(1)),
        "annul": AnnulViolation(by=by, number=ViolationNumber(1), reason="ошибка"),
        "remove": RemoveMessage(by=by, rule=RuleNumber(1), message=MessageId(7)),
        "block": ImposeBlock(by=by, term=ONE_DAY),
        "decline": DeclineBlock(by=by),
        "undo a violation": Undo(by=by, act=TheViolation(number=ViolationNumber(1))),
        "undo a block": Undo(by=by, act=TheBlock(number=BlockNumber(1))),
        "undo a refusal to block": Undo(by=by, act=TheRefusalToBlock()),
        "undo a removal": Undo(by=by, act=TheRemoval(message=MessageId(7))),
    }


@pytest.mark.parametrize("standing", sorted(set(Standing) - MODERATE))
@pytest.mark.parametrize("act", acts_by(Standing.MODERATOR))
def test_whoever_is_no_moderator_does_nothing_to_others(act: str, standing: Standing) -> None:
    request = acts_by(standing)[act]
    for case in (a_case_of(4, proposal=a_proposal()), a_blocked_case()):
        assert refused(case, request) == people.NOT_MODERATOR


@pytest.mark.parametrize("act", acts_by(Standing.MODERATOR))
def test_no_moderator_acts_in_their_own_case(act: str) -> None:
    request = acts_by(Standing.MODERATOR)[act]
    case = a_case_of(4, member=TEACHER, standing=Standing.MODERATOR, proposal=a_proposal())
    assert refused(case, request) == people.OWN_CASE


@pytest.mark.parametrize("act", acts_by(Standing.MODERATOR))
def test_no_moderator_acts_against_another(act: str) -> None:
    request = acts_by(Standing.MODERATOR)[act]
    case = a_case_of(4, standing=Standing.ADMINISTRATOR, proposal=a_proposal())
    assert refused(case, request) == people.AGAINST_MODERATOR

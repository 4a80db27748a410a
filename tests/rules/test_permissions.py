"""п. 5.12.2, 5.12.7: who may do what to whom."""

from dataclasses import replace

import pytest

from rules import permissions
from rules.case import Case
from rules.ids import MemberId, RuleNumber
from rules.rights import READ_JOURNAL, SEE_STANDING
from rules.violations import RECORD_VIOLATION, REMOVE_MESSAGE
from rules.vocabulary import people
from rules.vocabulary.acquaintance import AskForAcknowledgement
from rules.vocabulary.chats import AdoptChat, ChangeSetting
from rules.vocabulary.complaints import Complain
from rules.vocabulary.invitations import MakeInvitation, RevokeInvitation
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.reminders import Remind
from rules.vocabulary.silence import BeginSilence, EndSilence
from rules.vocabulary.spread import ReturnPage
from rules.vocabulary.undoing import TheReminder
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import NoSuchRule, RecordViolation, RuleMissing, ViolationRecorded
from rules.vocabulary.wordlist import ExceptWord, ListWord, UnexceptWord, UnlistWord
from tests.rules.asking import first, granted, refused, sole
from tests.rules.builders import a_case, a_case_of
from tests.rules.people import A_TEACHER, COLLEAGUE, STUDENT, TEACHER, an_actor
from tests.rules.test_decide import GRANTED

MODERATE = {Standing.MODERATOR, Standing.ADMINISTRATOR}

ACT = REMOVE_MESSAGE


@pytest.mark.parametrize("standing", Standing)
def test_only_moderators_and_administrators_moderate(standing: Standing) -> None:
    assert permissions.may_moderate(an_actor(standing=standing)) is (standing in MODERATE)


@pytest.mark.parametrize("standing", Standing)
def test_everyone_may_see_their_own_standing(standing: Standing) -> None:
    assert permissions.against_seeing(SEE_STANDING, an_actor(STUDENT, standing), STUDENT) is None


@pytest.mark.parametrize("standing", Standing)
def test_only_moderators_may_see_the_standing_of_others(standing: Standing) -> None:
    for deed in (SEE_STANDING, READ_JOURNAL):
        refusal = permissions.against_seeing(deed, an_actor(TEACHER, standing), STUDENT)
        assert refusal == (None if standing in MODERATE else people.ONLY_ONESELF)


@pytest.mark.parametrize("standing", Standing)
def test_people_who_are_in_the_chat_take_part(standing: Standing) -> None:
    part = {Standing.MEMBER, Standing.MODERATOR, Standing.ADMINISTRATOR}
    assert permissions.takes_part(an_actor(standing=standing)) is (standing in part)


def test_an_administrator_who_is_not_in_the_chat_does_not_take_part() -> None:
    assert not permissions.takes_part(an_actor(standing=Standing.ADMINISTRATOR, joined_at=None))


def test_an_administrator_does_not_act_against_a_moderator() -> None:
    case = a_case(member=COLLEAGUE, standing=Standing.MODERATOR)
    by = an_actor(standing=Standing.ADMINISTRATOR)
    assert permissions.against_acting(case, by, ACT) == people.AGAINST_MODERATOR


def test_an_administrator_records_a_moderators_violation_and_nothing_follows() -> None:
    case = a_case_of(4, member=COLLEAGUE, standing=Standing.MODERATOR)
    request = RecordViolation(by=an_actor(standing=Standing.ADMINISTRATOR), rule=RuleNumber(1))
    assert sole(ViolationRecorded, granted(case, request))


def test_an_administrator_does_not_record_another_administrators_violation() -> None:
    case = a_case(member=COLLEAGUE, standing=Standing.ADMINISTRATOR)
    by = an_actor(standing=Standing.ADMINISTRATOR)
    assert permissions.against_recording(case, by, RECORD_VIOLATION) == people.AGAINST_MODERATOR


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
    assert permissions.against_ground(a_case(), RuleNumber(3)) is None


def test_no_ground_and_an_unknown_one_are_refused_with_the_rules_there_are() -> None:
    known = (RuleNumber(1), RuleNumber(2), RuleNumber(3))
    assert permissions.against_ground(a_case(), None) == RuleMissing(known=known)
    assert permissions.against_ground(a_case(), RuleNumber(4)) == NoSuchRule(
        number=RuleNumber(4), known=known
    )


MODERATED = [
    (case, request)
    for case, request in GRANTED
    if isinstance(by := getattr(request, "by", None), Actor)
    and by.standing is Standing.MODERATOR
    # every member may complain, of a moderator as well
    and not isinstance(request, Complain)
    # the owner of a page says as well that it is theirs again
    and not isinstance(request, ReturnPage)
]
OF_THE_CHAT = (
    AdoptChat,
    AskForAcknowledgement,
    BeginSilence,
    ChangeSetting,
    EndSilence,
    ListWord,
    ExceptWord,
    MakeInvitation,
    Remind,
    RevokeInvitation,
    UnlistWord,
    UnexceptWord,
    TheReminder,
)
"""What is about nobody in particular, among it to take a reminder back."""

ABOUT_SOMEBODY = [
    (case, request)
    for case, request in MODERATED
    if not isinstance(getattr(request, "act", request), OF_THE_CHAT)
]


def name_of(given: Case | Request) -> str:
    return type(getattr(given, "act", given)).__name__


def asked_by(request: Request, standing: Standing) -> Request:
    return replace(request, by=an_actor(standing=standing))  # type: ignore[arg-type]


@pytest.mark.parametrize(("case", "request_"), MODERATED, ids=name_of)
def test_only_moderators_do_what_moderators_do(case: Case, request_: Request) -> None:
    for standing in set(Standing) - MODERATE:
        assert refused(case, asked_by(request_, standing)) == people.NOT_MODERATOR


@pytest.mark.parametrize(("case", "request_"), ABOUT_SOMEBODY, ids=name_of)
def test_a_moderator_decides_on_others_who_are_no_family_and_no_moderators(
    case: Case, request_: Request
) -> None:
    for standing in (Standing.MEMBER, Standing.LEFT):
        assert granted(replace(case, standing=standing), request_)
    # also if another moderator decided before
    assert granted(case, replace(request_, by=an_actor(COLLEAGUE)))[0].by == COLLEAGUE  # type: ignore[arg-type]
    own = replace(case, member=TEACHER, standing=Standing.MODERATOR)
    assert refused(own, request_) == people.OWN_CASE
    for standing in MODERATE:
        assert refused(replace(case, standing=standing), request_) == people.AGAINST_MODERATOR
    for standing in (Standing.OUTSIDER, Standing.COMMUNITY):
        assert refused(replace(case, standing=standing), request_) == people.NOT_PARTICIPANT
    kin = replace(case, family=frozenset({TEACHER}))
    for standing in MODERATE:
        assert refused(kin, asked_by(request_, standing)) == people.OWN_FAMILY

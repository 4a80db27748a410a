"""п. 5.12.4: reminders by a moderator, and by the bot when a chat heats up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rules.case import Case
from rules.ids import MemberId, MessageId, ReminderNumber, RuleNumber
from rules.policy import Heat
from rules.vocabulary.people import NOT_MODERATOR, NOT_PARTICIPANT, Standing
from rules.vocabulary.reminders import Remind, Reminded
from rules.vocabulary.violations import NoSuchRule, Recent, RecordViolation, ViolationRecorded
from tests.rules.asking import granted, refused
from tests.rules.builders import a_case
from tests.rules.moments import INSTANT, MINUTE, NOW
from tests.rules.people import A_TEACHER, CLASSMATE, STUDENT, TEACHER, an_actor
from tests.rules.policies import a_policy

ANOTHER = RecordViolation(by=A_TEACHER, rule=RuleNumber(1))


@pytest.mark.parametrize("to", [None, STUDENT])
@pytest.mark.parametrize("rule", [None, RuleNumber(2)])
def test_a_moderator_reminds_all_or_one_of_all_rules_or_one(
    to: MemberId | None, rule: RuleNumber | None
) -> None:
    assert granted(a_case(), Remind(by=A_TEACHER, rule=rule, to=to)) == (
        Reminded(number=ReminderNumber(2), member=to, by=TEACHER, rule=rule),
    )


@pytest.mark.parametrize(
    "standing", [Standing.MEMBER, Standing.LEFT, Standing.OUTSIDER, Standing.COMMUNITY]
)
def test_only_moderators_remind(standing: Standing) -> None:
    request = Remind(by=an_actor(standing=standing), rule=None, to=None)
    assert refused(a_case(), request) == NOT_MODERATOR


def test_nobody_is_reminded_of_a_rule_that_is_not_there() -> None:
    request = Remind(by=A_TEACHER, rule=RuleNumber(9), to=None)
    known = (RuleNumber(1), RuleNumber(2), RuleNumber(3))
    assert refused(a_case(), request) == NoSuchRule(number=RuleNumber(9), known=known)


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.OUTSIDER, Standing.COMMUNITY])
def test_whoever_is_not_in_the_chat_is_not_reminded(standing: Standing) -> None:
    request = Remind(by=A_TEACHER, rule=None, to=STUDENT)
    assert refused(a_case(standing=standing), request) == NOT_PARTICIPANT


def test_a_reminder_to_all_asks_for_nobodys_standing() -> None:
    request = Remind(by=A_TEACHER, rule=None, to=None)
    assert granted(a_case(standing=Standing.LEFT), request)


def test_a_moderator_may_be_reminded_as_well() -> None:
    request = Remind(by=A_TEACHER, rule=None, to=STUDENT)
    assert granted(a_case(standing=Standing.MODERATOR), request)


def heated(*recent: Recent, **changes: object) -> Case:
    return a_case(recent=recent, **changes)


def reminds(case: Case) -> bool:
    """Say whether one more violation makes the bot remind everyone."""
    recorded, *followed = granted(case, ANOTHER)
    assert isinstance(recorded, ViolationRecorded)
    if not followed:
        return False
    assert followed == [Reminded(number=ReminderNumber(2), member=None, by=None, rule=None)]
    return True


def by(member: MemberId, ago: timedelta = MINUTE) -> Recent:
    return Recent(member=member, at=NOW - ago)


def about(member: MemberId, *messages: int) -> Recent:
    return replace(by(member), messages=frozenset(map(MessageId, messages)))


def test_several_violations_by_several_people_heat_a_chat_up() -> None:
    assert reminds(heated(by(CLASSMATE), by(CLASSMATE)))
    assert reminds(heated(by(STUDENT), by(CLASSMATE)))


def test_violations_by_one_person_do_not_heat_a_chat_up() -> None:
    assert not reminds(heated(by(STUDENT), by(STUDENT), by(STUDENT)))


def test_few_violations_do_not_heat_a_chat_up() -> None:
    assert not reminds(heated(by(CLASSMATE)))


def test_violations_of_some_time_ago_do_not_heat_a_chat_up() -> None:
    long_ago = timedelta(minutes=10)
    assert not reminds(heated(by(CLASSMATE), by(CLASSMATE, long_ago)))
    assert reminds(heated(by(CLASSMATE), by(CLASSMATE, long_ago - INSTANT)))


def test_the_bot_keeps_quiet_for_a_while_after_a_reminder() -> None:
    recent = by(CLASSMATE), by(CLASSMATE)
    quiet = timedelta(minutes=30)

    assert not reminds(heated(*recent, last_reminder_at=NOW - quiet + INSTANT))
    assert reminds(heated(*recent, last_reminder_at=NOW - quiet))


def test_a_college_may_say_what_heat_is() -> None:
    policy = a_policy(heat=Heat(violations=2, people=2, within=MINUTE))
    assert reminds(heated(by(CLASSMATE, MINUTE - INSTANT), policy=policy))
    assert not reminds(heated(by(CLASSMATE, MINUTE), policy=policy))


def test_one_person_heats_no_chat_up_whatever_the_college_says() -> None:
    policy = a_policy(heat=Heat(violations=2, people=1, within=MINUTE))
    assert not reminds(heated(by(STUDENT, INSTANT), by(STUDENT, INSTANT), policy=policy))


def test_a_suspicion_and_its_violation_are_one_act() -> None:
    """Two people, two messages: four records of them are still two acts."""
    suspected = about(CLASSMATE, 7), about(STUDENT, 8)
    recorded = replace(ANOTHER, message=MessageId(8))

    cold = granted(heated(*suspected, about(CLASSMATE, 7)), recorded)
    hot = granted(heated(*suspected, by(CLASSMATE)), ANOTHER)

    assert [type(fact) for fact in cold] == [ViolationRecorded]
    assert [type(fact) for fact in hot] == [ViolationRecorded, Reminded]


def test_what_was_suspected_before_does_not_heat_anew_when_it_is_recorded() -> None:
    recent = by(CLASSMATE), by(CLASSMATE), about(STUDENT, 8)
    assert [
        type(fact) for fact in granted(heated(*recent), replace(ANOTHER, message=MessageId(8)))
    ] == [ViolationRecorded]

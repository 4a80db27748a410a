"""п. 5.12.4: reminders by a moderator, and by the bot when a chat heats up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rules.case import Case
from rules.ids import MemberId, MessageId, ReminderNumber, RuleNumber
from rules.policy import Heat
from rules.reminders import heated_by
from rules.vocabulary.people import NOT_PARTICIPANT, Standing
from rules.vocabulary.reminders import Remind, Reminded
from rules.vocabulary.violations import NoSuchRule, Recent, RecordViolation, ViolationRecorded
from tests.rules.asking import granted, refused, sole
from tests.rules.builders import a_case
from tests.rules.moments import INSTANT, MINUTE, NOW
from tests.rules.people import A_TEACHER, CLASSMATE, STUDENT, TEACHER
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


def by(member: MemberId, ago: timedelta = MINUTE) -> Recent:
    return Recent(member=member, at=NOW - ago)


def about(member: MemberId, *messages: int) -> Recent:
    return replace(by(member), messages=frozenset(map(MessageId, messages)))


QUIET, LONG_AGO = timedelta(minutes=30), timedelta(minutes=10)
HEATED = by(CLASSMATE), by(CLASSMATE)
SOON = a_policy(heat=Heat(violations=2, people=2, within=MINUTE))
BY_ONE = a_policy(heat=Heat(violations=2, people=1, within=MINUTE))

REMINDING: dict[str, tuple[bool, Case]] = {
    "several by several people": (True, a_case(recent=HEATED)),
    "by the same person and another": (True, a_case(recent=(by(STUDENT), by(CLASSMATE)))),
    "by one person": (False, a_case(recent=(by(STUDENT),) * 3)),
    "few": (False, a_case(recent=HEATED[:1])),
    "one some time ago": (False, a_case(recent=(by(CLASSMATE), by(CLASSMATE, LONG_AGO)))),
    "one a little later": (True, a_case(recent=(by(CLASSMATE), by(CLASSMATE, LONG_AGO - INSTANT)))),
    "quiet after a reminder": (
        False,
        a_case(recent=HEATED, last_reminder_at=NOW - QUIET + INSTANT),
    ),
    "quiet no more": (True, a_case(recent=HEATED, last_reminder_at=NOW - QUIET)),
    "as the college says": (True, a_case(recent=(by(CLASSMATE, MINUTE - INSTANT),), policy=SOON)),
    "not as the college says": (False, a_case(recent=(by(CLASSMATE, MINUTE),), policy=SOON)),
    "by one whatever the college says": (
        False,
        a_case(recent=(by(STUDENT, INSTANT),) * 2, policy=BY_ONE),
    ),
}


@pytest.mark.parametrize(("reminds", "case"), REMINDING.values(), ids=REMINDING)
def test_one_more_violation_makes_the_bot_remind_everyone_in_a_heated_chat(
    reminds: bool, case: Case
) -> None:
    recorded, *followed = granted(case, ANOTHER)
    assert isinstance(recorded, ViolationRecorded)
    reminder = Reminded(number=ReminderNumber(2), member=None, by=None, rule=None)
    assert followed == [reminder] * reminds


def test_a_suspicion_and_its_violation_are_one_act() -> None:
    """Two people, two messages: four records of them are still two acts."""
    suspected = about(CLASSMATE, 7), about(STUDENT, 8)
    recorded = replace(ANOTHER, message=MessageId(8))

    cold = granted(a_case(recent=(*suspected, about(CLASSMATE, 7))), recorded)
    hot = granted(a_case(recent=(*suspected, by(CLASSMATE))), ANOTHER)

    assert [type(fact) for fact in cold] == [ViolationRecorded]
    assert [type(fact) for fact in hot] == [ViolationRecorded, Reminded]


def test_what_was_suspected_before_does_not_heat_anew_when_it_is_recorded() -> None:
    case = a_case(recent=(*HEATED, about(STUDENT, 8)))
    assert sole(ViolationRecorded, granted(case, replace(ANOTHER, message=MessageId(8))))


def broke(*rules: int, ago: timedelta = MINUTE) -> Recent:
    return replace(by(STUDENT, ago), rules=frozenset(map(RuleNumber, rules)))


@pytest.mark.parametrize(
    ("recent", "named"),
    [
        ((), []),
        ((broke(1), broke(3, 2), broke(3)), [3, 1]),
        ((broke(1, ago=11 * MINUTE), broke(2)), [2]),  # the first act heats up nothing any more
        ((broke(1), broke(9), broke(9)), [1]),  # the policy no longer has rule 9
    ],
)
def test_a_heated_chat_is_reminded_of_what_was_broken(
    recent: tuple[Recent, ...], named: list[int]
) -> None:
    assert [rule.number for rule in heated_by(a_case(recent=recent), NOW)] == named

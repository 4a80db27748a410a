"""п. 5.12.7: a moderator's act is undone from its own message while the window is open."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rules.case import Case
from rules.ids import BlockNumber, MessageId, ReminderNumber, RuleNumber, ViolationNumber
from rules.vocabulary import undoing
from rules.vocabulary.apologies import Outcome, VoteClosed
from rules.vocabulary.blocks import BlockLifted, BlockProposed, Lift, ProposalState
from rules.vocabulary.people import NOTHING_TO_UNDO, TOO_LATE_TO_UNDO, Standing
from rules.vocabulary.reminders import Reminder, ReminderWithdrawn
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    Removal,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationReinstated,
)
from tests.rules.asking import granted, refused
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import INSTANT, MINUTE, NOW
from tests.rules.people import A_TEACHER, STUDENT, TEACHER
from tests.rules.policies import a_policy
from tests.rules.records import (
    a_block,
    a_proposal,
    a_violation,
    an_ended_block,
    numbers,
    the_violations,
)
from tests.rules.voting import a_vote

FIRST = ViolationNumber(1)
THE_VIOLATION = undoing.TheViolation(number=FIRST)
THE_ANNULMENT = undoing.TheAnnulment(number=FIRST)
THE_BLOCK = undoing.TheBlock(number=BlockNumber(1))
THE_REMINDER = undoing.TheReminder(number=ReminderNumber(1))
THE_REMOVAL = undoing.TheRemoval(message=MessageId(7))

LIFTED = BlockLifted(number=BlockNumber(1), member=STUDENT, by=TEACHER, how=Lift.ANNULLED)

REMINDER = Reminder(number=ReminderNumber(1), to=STUDENT, at=NOW, by=TEACHER)
REMOVAL = Removal(message=MessageId(7), member=STUDENT, rule=RuleNumber(1), at=NOW, by=TEACHER)


def undo(act: undoing.Act) -> undoing.Undo:
    return undoing.Undo(by=A_TEACHER, act=act)


JUST_RECORDED = a_case(violations=(a_violation(1, at=NOW),))
JUST_ANNULLED = a_case(violations=(a_violation(1, annulled=True, annulled_at=NOW),))
JUST_BLOCKED = a_blocked_case(blocks=(a_block(at=NOW),))
DECLINED = a_proposal(ProposalState.DECLINED, closed_at=NOW)
JUST_DECLINED = a_case_of(4, proposal=DECLINED)
REFUSAL = undoing.TheRefusalToBlock()

DONE: list[tuple[undoing.Act, Case, Fact]] = [
    (
        THE_VIOLATION,
        JUST_RECORDED,
        ViolationAnnulled(number=FIRST, member=STUDENT, by=TEACHER, reason="", undone=True),
    ),
    (THE_ANNULMENT, JUST_ANNULLED, ViolationReinstated(number=FIRST, member=STUDENT, by=TEACHER)),
    (THE_BLOCK, JUST_BLOCKED, LIFTED),
    (
        REFUSAL,
        JUST_DECLINED,
        BlockProposed(member=STUDENT, by=TEACHER, grounds=numbers(1, 2, 3, 4)),
    ),
    (
        THE_REMINDER,
        a_case(reminder=REMINDER),
        ReminderWithdrawn(number=ReminderNumber(1), member=STUDENT, by=TEACHER),
    ),
    (
        THE_REMOVAL,
        a_case(removal=REMOVAL),
        RemovalWithdrawn(message=MessageId(7), member=STUDENT, by=TEACHER),
    ),
]
EACH = pytest.mark.parametrize(
    ("act", "case", "fact"), DONE, ids=[type(act).__name__ for act, _, _ in DONE]
)


@EACH
def test_an_act_is_undone_until_the_window_closes(act: undoing.Act, case: Case, fact: Fact) -> None:
    closes = NOW + timedelta(minutes=10)
    for at in (NOW, closes):
        assert granted(case, undo(act), at) == (fact,)
    assert refused(case, undo(act), closes + INSTANT) == TOO_LATE_TO_UNDO


OTHERS: list[undoing.Act] = [
    undoing.TheViolation(number=ViolationNumber(7)),
    undoing.TheAnnulment(number=ViolationNumber(7)),
    undoing.TheBlock(number=BlockNumber(2)),
    undoing.TheReminder(number=ReminderNumber(2)),
    undoing.TheRemoval(message=MessageId(8)),
]

VOID: dict[str, tuple[Case, undoing.Act]] = {
    **{f"{type(act).__name__} is not there": (a_case(), act) for act, _, _ in DONE},
    **{
        f"another {type(other).__name__}": (case, other)
        for act, case, _ in DONE
        for other in OTHERS
        if type(act) is type(other)
    },
    "a violation that is annulled already": (JUST_ANNULLED, THE_VIOLATION),
    "an annulment that is undone already": (JUST_RECORDED, THE_ANNULMENT),
    **{
        f"a block that ended, {lift}": (
            a_blocked_case(blocks=(an_ended_block(lift=lift, at=NOW),)),
            THE_BLOCK,
        )
        for lift in Lift
    },
    "a proposal that is open": (a_case_of(4, proposal=a_proposal()), REFUSAL),
    "one that is closed": (a_case_of(4, proposal=a_proposal(ProposalState.CLOSED)), REFUSAL),
    "a refusal to block who is blocked": (
        a_blocked_case(violations=the_violations(range(1, 5)), proposal=DECLINED),
        REFUSAL,
    ),
    "a refusal to block without four violations": (a_case_of(3, proposal=DECLINED), REFUSAL),
    "a reminder that is withdrawn": (
        a_case(reminder=replace(REMINDER, withdrawn=True)),
        THE_REMINDER,
    ),
    "a removal that is withdrawn": (a_case(removal=replace(REMOVAL, withdrawn=True)), THE_REMOVAL),
}


@pytest.mark.parametrize(("case", "act"), VOID.values(), ids=VOID)
def test_what_is_not_there_is_not_undone(case: Case, act: undoing.Act) -> None:
    assert refused(case, undo(act)) == NOTHING_TO_UNDO


def test_a_block_falls_with_the_violation_that_is_undone() -> None:
    carried = the_violations(range(1, 5), carried_by=BlockNumber(1), at=NOW)
    case = a_blocked_case(violations=carried, votes=(a_vote(),))

    annulled, lifted, closed = granted(case, undo(THE_VIOLATION))

    assert isinstance(annulled, ViolationAnnulled)
    assert lifted == LIFTED
    assert isinstance(closed, VoteClosed)


def test_a_vote_is_over_when_its_block_is_undone() -> None:
    case = replace(JUST_BLOCKED, votes=(a_vote(),))

    lifted, closed = granted(case, undo(THE_BLOCK))

    assert lifted == LIFTED
    assert isinstance(closed, VoteClosed)
    assert closed.outcome is Outcome.OBSOLETE


def test_a_proposal_made_again_rests_on_what_counts_now() -> None:
    case = replace(JUST_DECLINED, violations=the_violations(range(2, 7)))
    (proposed,) = granted(case, undo(REFUSAL))
    assert proposed == BlockProposed(member=STUDENT, by=TEACHER, grounds=numbers(2, 3, 4, 5, 6))


def test_a_reminder_to_everyone_is_withdrawn_by_whomever_it_reached_as_well() -> None:
    to_all = replace(REMINDER, to=None)
    case = a_case(member=TEACHER, standing=Standing.MODERATOR, reminder=to_all)
    assert granted(case, undo(THE_REMINDER)) == (
        ReminderWithdrawn(number=ReminderNumber(1), member=None, by=TEACHER),
    )


def test_a_policy_may_leave_no_time_for_undoing() -> None:
    case = replace(JUST_RECORDED, policy=a_policy(undo_window=timedelta(0)))
    assert granted(case, undo(THE_VIOLATION))
    assert refused(case, undo(THE_VIOLATION), NOW + MINUTE) == TOO_LATE_TO_UNDO

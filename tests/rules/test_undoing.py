"""п. 5.12.7: a moderator's act is undone from its own message while the window is open."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rules.case import Case
from rules.ids import BlockNumber, MessageId, ReminderNumber, RuleNumber, ViolationNumber
from rules.vocabulary import undoing
from rules.vocabulary.apologies import Outcome, VoteClosed
from rules.vocabulary.blocks import BlockLifted, BlockProposed, Lift, Proposal, ProposalState
from rules.vocabulary.people import NOTHING_TO_UNDO, TOO_LATE_TO_UNDO, Standing
from rules.vocabulary.reminders import Reminder, ReminderWithdrawn
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    Removal,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationReinstated,
)
from tests.rules.asking import granted, refused, sole
from tests.rules.builders import (
    a_block,
    a_blocked_case,
    a_case,
    a_case_of,
    a_proposal,
    a_violation,
    an_ended_block,
    numbers,
    the_violations,
)
from tests.rules.moments import INSTANT, MINUTE, NOW
from tests.rules.people import A_TEACHER, COLLEAGUE, STUDENT, TEACHER, an_actor
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


def just_recorded() -> Case:
    return a_case(violations=(a_violation(1, at=NOW),))


def just_annulled() -> Case:
    return a_case(violations=(a_violation(1, annulled=True, annulled_at=NOW),))


def just_blocked() -> Case:
    return a_blocked_case(blocks=(a_block(at=NOW),))


def just_declined() -> Case:
    return a_case_of(4, proposal=a_proposal(ProposalState.DECLINED, closed_at=NOW))


DONE: list[tuple[undoing.Act, Case, Fact]] = [
    (
        THE_VIOLATION,
        just_recorded(),
        ViolationAnnulled(number=FIRST, member=STUDENT, by=TEACHER, reason="", undone=True),
    ),
    (
        THE_ANNULMENT,
        just_annulled(),
        ViolationReinstated(number=FIRST, member=STUDENT, by=TEACHER),
    ),
    (THE_BLOCK, just_blocked(), LIFTED),
    (
        undoing.TheRefusalToBlock(),
        just_declined(),
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
def test_an_act_is_undone(act: undoing.Act, case: Case, fact: Fact) -> None:
    assert granted(case, undo(act)) == (fact,)


@EACH
def test_an_act_is_undone_until_the_window_closes(act: undoing.Act, case: Case, fact: Fact) -> None:
    latest = NOW + timedelta(minutes=10)
    assert granted(case, undo(act), latest) == (fact,)
    assert refused(case, undo(act), latest + INSTANT) == TOO_LATE_TO_UNDO


@EACH
def test_another_moderator_may_undo_an_act(act: undoing.Act, case: Case, fact: Fact) -> None:
    request = undoing.Undo(by=an_actor(COLLEAGUE), act=act)
    (undone,) = granted(case, request)
    assert undone.by == COLLEAGUE


@EACH
def test_what_is_not_there_is_not_undone(act: undoing.Act, case: Case, fact: Fact) -> None:
    assert refused(a_case(), undo(act)) == NOTHING_TO_UNDO


def numbered_otherwise(act: undoing.Act) -> undoing.Act | None:
    match act:
        case undoing.TheViolation() | undoing.TheAnnulment() | undoing.TheReplacement():
            return replace(act, number=ViolationNumber(7))
        case undoing.TheBlock():
            return replace(act, number=BlockNumber(2))
        case undoing.TheReminder():
            return replace(act, number=ReminderNumber(2))
        case undoing.TheRemoval():
            return replace(act, message=MessageId(8))
        case undoing.TheRefusalToBlock():
            return None


@EACH
def test_another_act_is_not_undone_in_its_place(act: undoing.Act, case: Case, fact: Fact) -> None:
    other = numbered_otherwise(act)
    if other is None:
        case, other = replace(case, proposal=a_proposal()), act
    assert refused(case, undo(other)) == NOTHING_TO_UNDO


def test_a_violation_that_is_annulled_already_is_not_undone() -> None:
    assert refused(just_annulled(), undo(THE_VIOLATION)) == NOTHING_TO_UNDO


def test_an_annulment_that_is_undone_already_is_not_undone_again() -> None:
    assert refused(just_recorded(), undo(THE_ANNULMENT)) == NOTHING_TO_UNDO


def test_a_block_falls_with_the_violation_that_is_undone() -> None:
    carried = the_violations(range(1, 5), carried_by=BlockNumber(1), at=NOW)
    case = a_blocked_case(violations=carried, votes=(a_vote(),))

    annulled, lifted, closed = granted(case, undo(THE_VIOLATION))

    assert isinstance(annulled, ViolationAnnulled)
    assert lifted == LIFTED
    assert isinstance(closed, VoteClosed)


def test_a_vote_is_over_when_its_block_is_undone() -> None:
    case = replace(just_blocked(), votes=(a_vote(),))

    lifted, closed = granted(case, undo(THE_BLOCK))

    assert lifted == LIFTED
    assert isinstance(closed, VoteClosed)
    assert closed.outcome is Outcome.OBSOLETE


@pytest.mark.parametrize("lift", Lift)
def test_a_block_that_ended_is_not_undone(lift: Lift) -> None:
    case = a_blocked_case(blocks=(an_ended_block(lift=lift, at=NOW),))
    assert refused(case, undo(THE_BLOCK)) == NOTHING_TO_UNDO


@pytest.mark.parametrize("state", [ProposalState.OPEN, ProposalState.CLOSED])
def test_only_a_refusal_to_block_is_proposed_again(state: ProposalState) -> None:
    case = a_case_of(4, proposal=a_proposal(state))
    assert refused(case, undo(undoing.TheRefusalToBlock())) == NOTHING_TO_UNDO


def test_a_refusal_to_block_is_not_undone_once_they_are_blocked() -> None:
    declined: Proposal = a_proposal(ProposalState.DECLINED, closed_at=NOW)
    case = a_blocked_case(violations=the_violations(range(1, 5)), proposal=declined)
    assert refused(case, undo(undoing.TheRefusalToBlock())) == NOTHING_TO_UNDO


def test_a_refusal_to_block_is_not_undone_without_four_violations() -> None:
    case = replace(just_declined(), violations=the_violations(range(1, 4)))
    assert refused(case, undo(undoing.TheRefusalToBlock())) == NOTHING_TO_UNDO


def test_a_proposal_made_again_rests_on_what_counts_now() -> None:
    case = replace(just_declined(), violations=the_violations(range(2, 7)))
    assert sole(BlockProposed, granted(case, undo(undoing.TheRefusalToBlock()))).grounds == numbers(
        2, 3, 4, 5, 6
    )


def test_what_is_withdrawn_already_is_not_withdrawn_again() -> None:
    reminded = a_case(reminder=replace(REMINDER, withdrawn=True))
    removed = a_case(removal=replace(REMOVAL, withdrawn=True))

    assert refused(reminded, undo(THE_REMINDER)) == NOTHING_TO_UNDO
    assert refused(removed, undo(THE_REMOVAL)) == NOTHING_TO_UNDO


def test_a_reminder_to_everyone_is_withdrawn_by_whomever_it_reached_as_well() -> None:
    to_all = replace(REMINDER, to=None)
    case = a_case(member=TEACHER, standing=Standing.MODERATOR, reminder=to_all)
    assert granted(case, undo(THE_REMINDER)) == (
        ReminderWithdrawn(number=ReminderNumber(1), member=None, by=TEACHER),
    )


def test_a_policy_may_leave_no_time_for_undoing() -> None:
    case = just_recorded()
    case = replace(case, policy=replace(case.policy, undo_window=timedelta(0)))
    later: datetime = NOW + MINUTE

    assert granted(case, undo(THE_VIOLATION))
    assert refused(case, undo(THE_VIOLATION), later) == TOO_LATE_TO_UNDO

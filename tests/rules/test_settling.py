"""п. 5.12.2, 5.12.7: what moderators say of a suspicion, and taking back what was a mistake."""

from dataclasses import replace
from typing import Any

import pytest

from rules.conduct import Conduct
from rules.ids import BlockNumber, MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.vocabulary import people, suspicions
from rules.vocabulary.apologies import VoteClosed
from rules.vocabulary.blocks import BlockLifted, BlockProposed, Lift
from rules.vocabulary.chats import BeforeAdoption
from rules.vocabulary.people import NOTHING_TO_UNDO, TOO_LATE_TO_UNDO, Standing
from rules.vocabulary.violations import (
    MessageRemoved,
    NoSuchRule,
    Recent,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
)
from tests.rules.asking import first, granted, last, refused, sole
from tests.rules.builders import a_blocked_case
from tests.rules.moments import INSTANT, MINUTE, NOW, SECOND
from tests.rules.people import A_TEACHER, CLASSMATE, COLLEAGUE, STUDENT, TEACHER, an_actor
from tests.rules.policies import a_policy, a_rule
from tests.rules.records import a_violation, the_violations
from tests.rules.suspected import CLEARED, COUNTED, a_found, a_suspected_case, a_suspicion, settled
from tests.rules.voting import a_vote

Press = (
    suspicions.CountSuspicion
    | suspicions.RemoveSuspected
    | suspicions.ClearSuspicion
    | suspicions.LeaveSuspicion
    | suspicions.ReopenSuspicion
)

FIRST = SuspicionNumber(1)
COUNT = suspicions.CountSuspicion(by=A_TEACHER, number=FIRST)
REMOVE = suspicions.RemoveSuspected(by=A_TEACHER, number=FIRST)
CLEAR = suspicions.ClearSuspicion(by=A_TEACHER, number=FIRST)
LEAVE = suspicions.LeaveSuspicion(by=A_TEACHER, number=FIRST)
REOPEN = suspicions.ReopenSuspicion(by=A_TEACHER, number=FIRST)
A_HEAD = an_actor(COLLEAGUE, Standing.ADMINISTRATOR)
FIFTH = ViolationNumber(5)
SEVENTH = MessageId(7)

SETTLED_AS = suspicions.SuspicionSettled(
    number=FIRST,
    member=STUDENT,
    by=TEACHER,
    how=suspicions.Settlement.COUNTED,
    violation=FIFTH,
    message=SEVENTH,
)


@pytest.mark.parametrize(
    "press", [COUNT, REMOVE, CLEAR, LEAVE, REOPEN], ids=lambda each: type(each).__name__
)
@pytest.mark.parametrize("suspicion", [None, a_suspicion(number=SuspicionNumber(2))])
def test_what_is_not_suspected_is_not_settled(press: Press, suspicion: Any) -> None:
    case = a_suspected_case(suspicion=suspicion)
    assert refused(case, press) == suspicions.NO_SUCH_SUSPICION


@pytest.mark.parametrize("press", [COUNT, CLEAR])
def test_an_administrator_settles_what_is_about_a_moderator(press: Press) -> None:
    case = a_suspected_case(standing=Standing.MODERATOR)
    assert (
        last(suspicions.SuspicionSettled, granted(case, replace(press, by=A_HEAD))).by == COLLEAGUE
    )


def test_a_moderators_message_is_not_removed_by_an_administrator_either() -> None:
    case = a_suspected_case(standing=Standing.MODERATOR)
    assert refused(case, replace(REMOVE, by=A_HEAD)) == people.AGAINST_MODERATOR


@pytest.mark.parametrize("standing", [Standing.MEMBER, Standing.LEFT])
def test_a_suspicion_is_counted_once_by_the_gravest_rule(standing: Standing) -> None:
    found = a_found(7, rule=1), a_found(9, rule=2), a_found(8, rule=2)
    case = a_suspected_case(*found, standing=standing)
    assert granted(case, COUNT) == (
        ViolationRecorded(
            number=FIFTH,
            member=STUDENT,
            by=TEACHER,
            rule=RuleNumber(2),
            message=MessageId(8),
            note="",
        ),
        replace(SETTLED_AS, message=MessageId(8)),
    )


@pytest.mark.parametrize("how", [COUNTED, CLEARED])
def test_what_is_settled_is_not_counted(how: dict[str, Any]) -> None:
    assert refused(settled(**how), COUNT) == suspicions.SETTLED_ALREADY


def test_what_was_reopened_is_counted() -> None:
    # the violation that the bot had recorded was annulled
    case = settled(violation=ViolationNumber(4), removed=frozenset())
    assert granted(case, COUNT)[1:] == (SETTLED_AS,)


def test_a_moderator_whom_it_hurt_does_not_count_it() -> None:
    case = a_suspected_case(a_found(7, rule=3), a_found(8, rule=2))
    hurt = replace(COUNT, aimed_at=frozenset({CLASSMATE, TEACHER}))

    assert refused(case, hurt) == people.OWN_GRIEVANCE
    assert granted(case, replace(hurt, by=an_actor(COLLEAGUE)))


def test_what_is_not_personal_may_be_counted_by_whom_it_was_said_to() -> None:
    hurt = replace(COUNT, aimed_at=frozenset({TEACHER}))
    assert granted(a_suspected_case(a_found(rule=2)), hurt)


def test_the_fourth_violation_is_proposed_to_be_a_block() -> None:
    case = a_suspected_case(violations=the_violations([1, 2, 3]))
    *_, proposed = granted(case, COUNT)
    assert proposed == BlockProposed(
        member=STUDENT, by=None, grounds=(*(ViolationNumber(n) for n in (1, 2, 3)), FIFTH)
    )


def test_counting_heats_the_chat_up_no_more_than_the_suspicion_did() -> None:
    recent = tuple(Recent(member=who, at=NOW - MINUTE) for who in (STUDENT, CLASSMATE, CLASSMATE))
    assert len(granted(a_suspected_case(recent=recent), COUNT)) == 2


@pytest.mark.parametrize("press", [COUNT, REMOVE])
def test_nothing_is_done_by_a_rule_that_is_no_more(press: Press) -> None:
    case = a_suspected_case(a_found(rule=9))
    known = tuple(each.number for each in case.policy.conduct.rules)
    assert refused(case, press) == NoSuchRule(number=RuleNumber(9), known=known)


def test_of_rules_that_are_no_more_one_that_is_left_is_counted() -> None:
    one = a_policy(conduct=Conduct(rules=(a_rule(1),)))
    case = a_suspected_case(a_found(7, rule=2), a_found(8, rule=1), policy=one)

    recorded, _ = granted(case, COUNT)
    removed = granted(case, REMOVE)

    assert isinstance(recorded, ViolationRecorded)
    assert (recorded.rule, recorded.message) == (1, 8)
    assert [each.message for each in removed if isinstance(each, MessageRemoved)] == [8]


def test_a_moderator_removes_every_message_under_its_gravest_rule() -> None:
    case = a_suspected_case(a_found(8, rule=1), a_found(7, rule=1), a_found(7, rule=2))
    assert granted(case, REMOVE) == tuple(
        MessageRemoved(
            message=MessageId(message),
            member=STUDENT,
            by=TEACHER,
            rule=RuleNumber(rule),
            posted_at=NOW - SECOND,
        )
        for message, rule in ((7, 2), (8, 1))
    )


def test_what_is_removed_already_is_left() -> None:
    found = a_found(7), a_found(8)
    one = a_suspicion(*found, removed=frozenset({SEVENTH}))
    both = a_suspicion(*found, removed=frozenset({SEVENTH, MessageId(8)}))

    assert sole(MessageRemoved, granted(a_suspected_case(suspicion=one), REMOVE)).message == 8
    assert refused(a_suspected_case(suspicion=both), REMOVE) == suspicions.SUSPECTED_REMOVED


def test_what_is_counted_may_still_be_removed_and_what_is_none_may_not() -> None:
    assert granted(settled(**COUNTED), REMOVE)
    assert refused(settled(**CLEARED), REMOVE) == suspicions.SETTLED_ALREADY


def test_a_card_counts_nothing_that_was_written_before_the_chat_was_adopted() -> None:
    old, new = a_found(7, rule=3, posted_at=NOW - 2 * MINUTE), a_found(8, rule=2)
    adopted = NOW - MINUTE
    all_old = a_suspected_case(old, adopted_at=adopted)
    assert refused(all_old, COUNT) == BeforeAdoption(adopted_at=adopted)
    some_new = a_suspected_case(old, new, adopted_at=adopted)
    recorded = first(ViolationRecorded, granted(some_new, COUNT))
    assert (recorded.message, recorded.rule) == (8, 2)


CLEARED_AS = suspicions.SuspicionSettled(
    number=FIRST,
    member=STUDENT,
    by=TEACHER,
    how=suspicions.Settlement.CLEARED,
    message=SEVENTH,
)


def test_what_is_none_is_settled() -> None:
    assert granted(a_suspected_case(), CLEAR) == (CLEARED_AS,)


def test_what_the_bot_removed_and_counted_by_mistake_is_taken_back() -> None:
    suspicion = a_suspicion(
        a_found(8), a_found(7), removed=frozenset({MessageId(8), SEVENTH}), **COUNTED
    )
    case = a_suspected_case(suspicion=suspicion, violations=(a_violation(5, by=None),))
    assert granted(case, CLEAR) == (
        CLEARED_AS,
        replace(CLEARED_AS, message=MessageId(8)),
        RemovalWithdrawn(message=SEVENTH, member=STUDENT, by=TEACHER),
        RemovalWithdrawn(message=MessageId(8), member=STUDENT, by=TEACHER),
        ViolationAnnulled(number=FIFTH, member=STUDENT, by=TEACHER, reason="", undone=True),
    )


def test_a_block_that_loses_its_ground_falls() -> None:
    case = a_blocked_case(
        suspicion=a_suspicion(**(COUNTED | {"violation": ViolationNumber(4)})), votes=(a_vote(),)
    )

    _, annulled, lifted, closed = granted(case, CLEAR)

    assert isinstance(annulled, ViolationAnnulled)
    assert lifted == BlockLifted(
        number=BlockNumber(1), member=STUDENT, by=TEACHER, how=Lift.ANNULLED
    )
    assert isinstance(closed, VoteClosed)


def test_a_violation_that_was_annulled_since_is_not_annulled_again() -> None:
    fell = a_violation(5, by=None, annulled=True, annulled_at=NOW)
    case = replace(settled(**COUNTED), violations=(fell,))
    assert granted(case, CLEAR) == (CLEARED_AS,)


def test_what_a_moderator_counted_is_not_called_none() -> None:
    assert refused(settled(**COUNTED, counted_by=COLLEAGUE), CLEAR) == (suspicions.SETTLED_ALREADY)


def test_what_is_called_none_is_not_called_so_again() -> None:
    assert refused(settled(**CLEARED), CLEAR) == suspicions.SETTLED_ALREADY


def test_it_is_taken_back_while_the_window_is_open() -> None:
    reopened = suspicions.SuspicionReopened(number=FIRST, member=STUDENT, by=TEACHER)
    latest = NOW + 10 * MINUTE

    assert granted(settled(**CLEARED), REOPEN, latest) == (reopened,)
    assert refused(settled(**CLEARED), REOPEN, latest + INSTANT) == TOO_LATE_TO_UNDO


@pytest.mark.parametrize("how", [{}, COUNTED])
def test_only_what_was_called_none_is_reopened(how: dict[str, Any]) -> None:
    assert refused(settled(**how), REOPEN) == NOTHING_TO_UNDO

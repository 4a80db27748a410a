"""п. 5.12.2, 5.12.5: what is found in recorded messages is open, and counts no second time."""

from dataclasses import replace
from typing import Any

import pytest

from rules.case import Case
from rules.detectors.registry import Detector, Label
from rules.ids import MemberId, MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.openness import correctable, countable, settlement_of
from rules.responses import Response
from rules.vocabulary import suspicions, violations
from rules.vocabulary.undoing import TheAnnulment, Undo
from tests.rules.asking import granted, refused
from tests.rules.moments import MINUTE, NOW, SECOND
from tests.rules.people import A_TEACHER, COLLEAGUE, STUDENT, TEACHER, an_actor
from tests.rules.records import a_violation
from tests.rules.suspected import a_found, a_suspected_case, a_suspicion, suspect

A_COLLEAGUE = an_actor(COLLEAGUE)
CARD, FIRST, SEVENTH = SuspicionNumber(1), ViolationNumber(1), MessageId(7)
LEAVE = suspicions.LeaveSuspicion(by=A_COLLEAGUE, number=CARD)
COUNT = suspicions.CountSuspicion(by=A_COLLEAGUE, number=CARD)
BY_THE_TEACHER: dict[str, Any] = {
    "settled": suspicions.Settlement.COUNTED,
    "settled_at": NOW,
    "violation": FIRST,
    "counted_by": TEACHER,
}
LEFT: dict[str, Any] = {
    "settled": suspicions.Settlement.LEFT,
    "settled_at": NOW,
    "cleared_by": COLLEAGUE,
}


def recorded(**changes: Any) -> violations.Violation:
    return replace(a_violation(1), message=MessageId(7), by=TEACHER, at=NOW - MINUTE, **changes)


def edited(suspicion: suspicions.Suspicion | None = None, **changes: Any) -> Case:
    """The message of violation № 1 was edited, and something was found in it."""
    return a_suspected_case(
        suspicion=suspicion or a_suspicion(a_found(7, response=Response.HINT)),
        violations=(recorded(**changes),),
    )


def state(case: Case) -> suspicions.Settlement | None:
    assert case.suspicion is not None
    return settlement_of(case, case.suspicion)


def test_what_is_found_in_a_recorded_message_is_left_open() -> None:
    case = edited()
    assert refused(case, suspicions.EnforceSuspicion(number=CARD)) == suspicions.NOTHING_TO_ENFORCE
    assert state(case) is None


def test_it_counts_no_second_time() -> None:
    stands = violations.AlreadyRecorded(number=FIRST, rule=RuleNumber(1), by=TEACHER)
    assert refused(edited(), COUNT) == stands


def test_a_moderator_leaves_it_as_it_is() -> None:
    (settled,) = granted(edited(), LEAVE)

    assert settled == suspicions.SuspicionSettled(
        number=CARD,
        member=STUDENT,
        by=COLLEAGUE,
        how=suspicions.Settlement.LEFT,
        message=SEVENTH,
    )
    left = edited(a_suspicion(**LEFT))
    assert state(left) is suspicions.Settlement.LEFT
    assert refused(left, LEAVE) == suspicions.SETTLED_ALREADY


def test_what_was_left_is_open_once_the_record_falls() -> None:
    fallen = edited(a_suspicion(**LEFT), annulled=True, annulled_at=NOW)
    assert state(fallen) is None
    assert granted(fallen, COUNT)


def test_another_rule_for_the_record_settles_the_card() -> None:
    case = edited()
    case = replace(case, suspicions=tuple(filter(None, [case.suspicion])))
    request = violations.ReplaceViolation(by=A_COLLEAGUE, number=FIRST, rule=RuleNumber(2))

    settled = granted(case, request)[-1]

    assert isinstance(settled, suspicions.SuspicionSettled)
    assert (settled.by, settled.violation) == (COLLEAGUE, case.next.violation)


def test_a_block_keeps_its_ground_from_being_corrected() -> None:
    plain = edited()
    assert plain.suspicion is not None

    assert correctable(plain, plain.suspicion, SEVENTH) == recorded()
    two = replace(plain, violations=(recorded(), replace(recorded(), number=ViolationNumber(2))))
    assert correctable(two, plain.suspicion, SEVENTH) is None


def test_more_found_after_a_moderator_settled_it_opens_it_again() -> None:
    for settled in (BY_THE_TEACHER, LEFT):
        case = edited(a_suspicion(last_at=NOW - SECOND, **settled))

        reopened, grown = granted(case, suspect(message=MessageId(8)))

        assert reopened == suspicions.SuspicionReopened(
            number=CARD, member=STUDENT, by=None, message=MessageId(8)
        )
        assert isinstance(grown, suspicions.SuspicionGrown)


def test_what_is_open_again_counts_once_all_the_same() -> None:
    again = a_suspicion(a_found(7), a_found(8, response=Response.COUNT), violation=FIRST)
    case = edited(again)

    assert countable(case, again) == []
    assert isinstance(refused(case, COUNT), violations.AlreadyRecorded)


def test_no_violation_takes_no_moderators_record_back() -> None:
    again = a_suspicion(a_found(7), a_found(8), removed=frozenset({MessageId(8)}), violation=FIRST)

    clear = suspicions.ClearSuspicion(by=A_COLLEAGUE, number=CARD)
    *cleared, taken = granted(edited(again), clear)

    assert [type(each) for each in cleared] == [suspicions.SuspicionSettled] * 2
    assert taken == violations.RemovalWithdrawn(message=MessageId(8), member=STUDENT, by=COLLEAGUE)


@pytest.mark.parametrize(("remover", "is_withdrawn"), [(COLLEAGUE, True), (TEACHER, False)])
def test_no_violation_takes_no_other_moderators_removal_back(
    remover: MemberId, is_withdrawn: bool
) -> None:
    gone = {"removed": frozenset({SEVENTH}), "removed_by_hand": {SEVENTH: remover}}
    clear = suspicions.ClearSuspicion(by=A_COLLEAGUE, number=CARD)
    case = a_suspected_case(suspicion=a_suspicion(**gone))
    withdrawn = [f for f in granted(case, clear) if isinstance(f, violations.RemovalWithdrawn)]
    assert bool(withdrawn) is is_withdrawn


def by_itself(*findings: suspicions.SettledFinding) -> Case:
    """A card of messages 7 and 8, of which these are settled."""
    return a_suspected_case(suspicion=a_suspicion(a_found(7), a_found(8), findings=findings))


def settled_as(how: suspicions.Settlement, **changes: Any) -> suspicions.SettledFinding:
    usual = suspicions.SettledFinding(message=SEVENTH, how=how, by=TEACHER, at=NOW)
    return replace(usual, **changes)


def test_findings_are_settled_one_by_one() -> None:
    cleared = by_itself(settled_as(suspicions.Settlement.CLEARED))
    assert state(cleared) is None
    seventh = replace(COUNT, message=SEVENTH)
    assert refused(cleared, seventh) == suspicions.SETTLED_ALREADY
    recorded, settled = granted(cleared, replace(COUNT, message=MessageId(8)))
    assert isinstance(recorded, violations.ViolationRecorded)
    assert isinstance(settled, suspicions.SuspicionSettled)
    assert recorded.message == settled.message == 8
    last = settled_as(suspicions.Settlement.COUNTED, message=MessageId(8), violation=FIRST)
    assert state(by_itself(*cleared.suspicion.findings, last)) is suspicions.Settlement.COUNTED  # type: ignore[union-attr]


def test_an_automatic_record_leaves_the_rest_to_the_moderators() -> None:
    counted = settled_as(suspicions.Settlement.COUNTED, by=None, violation=FIRST)
    case = replace(by_itself(counted), violations=(replace(a_violation(1), message=SEVENTH),))
    assert state(case) is None
    assert granted(case, replace(COUNT, message=MessageId(8)))
    # its own record is withdrawn where it was a mistake, and nothing else
    clear = suspicions.ClearSuspicion(by=A_COLLEAGUE, number=CARD, message=SEVENTH)
    settled, annulled = granted(case, clear)
    assert isinstance(settled, suspicions.SuspicionSettled)
    assert isinstance(annulled, violations.ViolationAnnulled)


def test_a_flood_is_one_act() -> None:
    flood: dict[str, Any] = {"detector": Detector.FLOOD, "label": Label.FREQUENT}
    case = a_suspected_case(a_found(7, **flood), a_found(8, **flood), a_found(9))
    _, *settled = granted(case, replace(COUNT, message=MessageId(8)))
    assert [f.message for f in settled if isinstance(f, suspicions.SuspicionSettled)] == [7, 8]


def test_whoever_brings_a_record_back_settles_the_card_in_their_own_name() -> None:
    case = edited(annulled=True, annulled_at=NOW)
    case = replace(case, suspicions=tuple(filter(None, [case.suspicion])))

    settled = granted(case, Undo(by=A_COLLEAGUE, act=TheAnnulment(number=FIRST)))[-1]

    assert isinstance(settled, suspicions.SuspicionSettled)
    assert (settled.by, settled.violation) == (COLLEAGUE, FIRST)


def test_a_teacher_may_leave_what_they_recorded_themselves() -> None:
    assert granted(edited(), replace(LEAVE, by=A_TEACHER))

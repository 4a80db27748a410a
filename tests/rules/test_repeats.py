"""п. 5.12.5: nothing counts twice; a message carries one violation and is a ground once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rules.case import Case
from rules.ids import BlockNumber, MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.policy import ForDays
from rules.responses import Response
from rules.settings import Blocks
from rules.vocabulary import suspicions
from rules.vocabulary.blocks import BlockImposed, BlockLifted, ImposeBlock, Lift, TooFewViolations
from rules.vocabulary.people import NOT_MODERATOR, OWN_GRIEVANCE, Standing
from rules.vocabulary.undoing import TheAnnulment, TheReplacement, TheViolation, Undo
from rules.vocabulary.violations import (
    AlreadyAnnulled,
    AlreadyGround,
    AlreadyRecorded,
    AnnulViolation,
    JustRecorded,
    MessageRemoved,
    NoSuchRule,
    NoSuchViolation,
    Recent,
    RecordViolation,
    ReplaceViolation,
    UnderAppeal,
    Violation,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from tests.rules.asking import first, granted, last, refused
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, INSTANT, MINUTE, NOW, ONE_DAY
from tests.rules.people import (
    A_CLASSMATE,
    A_TEACHER,
    CLASSMATE,
    COLLEAGUE,
    STUDENT,
    TEACHER,
    an_actor,
)
from tests.rules.policies import a_policy
from tests.rules.records import a_block, a_violation, an_ended_block, the_violations
from tests.rules.suspected import a_found, a_suspected_case, a_suspicion
from tests.rules.ways import AGAINST_ONE

SEVENTH, EIGHTH = MessageId(7), MessageId(8)
FIRST, FIFTH = ViolationNumber(1), ViolationNumber(5)
RECORD = RecordViolation(by=A_TEACHER, rule=RuleNumber(1), message=SEVENTH)
BY_NAME = replace(RECORD, message=None)
REPLACE = ReplaceViolation(by=A_TEACHER, number=FIRST, rule=RuleNumber(2))
BLOCK = ImposeBlock(by=A_TEACHER, term=ONE_DAY)
COUNT = suspicions.CountSuspicion(by=A_TEACHER, number=SuspicionNumber(1))
ENFORCE = suspicions.EnforceSuspicion(number=SuspicionNumber(1))


def of_a_message(number: int = 1, message: MessageId = SEVENTH, **changes: Any) -> Violation:
    return a_violation(number, message=message, **changes)


RECORDED = a_case(violations=(of_a_message(),))
HURT = a_case(violations=(of_a_message(aimed_at=frozenset({TEACHER})),))
STANDS = AlreadyRecorded(number=FIRST, rule=RuleNumber(1), by=TEACHER)
BACK = Undo(by=A_TEACHER, act=TheAnnulment(number=FIRST))
FELL: dict[str, Any] = {"annulled": True, "annulled_at": NOW - MINUTE}


@pytest.mark.parametrize("by", [A_TEACHER, an_actor(COLLEAGUE)])
def test_a_message_is_recorded_once_whoever_asks(by: Any) -> None:
    asked = replace(RECORD, by=by, rule=RuleNumber(2))
    assert refused(RECORDED, asked) == STANDS
    assert granted(RECORDED, replace(asked, message=EIGHTH))


def test_what_the_bot_counted_is_recorded_as_well() -> None:
    case = a_case(violations=(of_a_message(by=None),))
    assert refused(case, RECORD) == replace(STANDS, by=None)


def test_what_was_annulled_may_be_recorded_anew_and_not_come_back_beside_it() -> None:
    annulled = of_a_message(**FELL)
    both = a_case(violations=(annulled, of_a_message(5)))

    assert granted(a_case(violations=(annulled,)), RECORD)
    assert refused(both, BACK) == replace(STANDS, number=FIFTH)
    assert granted(a_case(violations=(annulled,)), BACK)


@pytest.mark.parametrize("lift", [Lift.EXPIRED, Lift.FORGIVEN])
def test_a_ground_of_a_block_that_stood_is_no_ground_again(lift: Lift) -> None:
    """Also under a new number, after its own was annulled once the block was over."""
    spent = of_a_message(carried_by=BlockNumber(1), **FELL)
    case = a_case(
        violations=(spent, *the_violations([2, 3, 4]), of_a_message(5, at=NOW - MINUTE)),
        blocks=(an_ended_block(lift=lift, grounds=(FIRST,)),),
    )

    assert [each.number for each in case.counted(NOW)] == [2, 3, 4]
    assert refused(case, BLOCK) == TooFewViolations(counted=3, needed=4)
    without = replace(case, violations=case.violations[:-1])
    assert refused(without, RECORD) == AlreadyGround(block=BlockNumber(1), number=FIRST)


def test_a_block_that_was_undone_spends_nothing() -> None:
    case = a_case(
        violations=(of_a_message(carried_by=BlockNumber(1), **FELL),),
        blocks=(an_ended_block(lift=Lift.ANNULLED),),
    )
    assert granted(case, RECORD)


def test_of_old_records_of_one_message_one_counts() -> None:
    """Journals of before may hold several; the oldest that stands decides."""
    four = tuple(of_a_message(number) for number in (1, 2, 3, 4))
    case = a_case(violations=four)

    assert [each.number for each in case.counted(NOW)] == [1]
    assert refused(case, BLOCK) == TooFewViolations(counted=1, needed=4)
    fell = replace(case, violations=(replace(four[0], **FELL), *four[1:]))
    assert [each.number for each in fell.counted(NOW)] == [2]


def test_an_old_block_on_one_message_falls_with_any_of_its_grounds() -> None:
    carried = [of_a_message(number, carried_by=BlockNumber(1)) for number in range(1, 6)]
    block = a_block(grounds=tuple(each.number for each in carried))
    case = a_blocked_case(violations=tuple(carried), blocks=(block,))
    request = AnnulViolation(by=A_TEACHER, number=FIFTH, reason="то же сообщение")

    _, lifted = granted(case, request)

    assert isinstance(lifted, BlockLifted)


def test_an_undone_block_is_no_rung_of_the_ladder() -> None:
    policy = a_policy(blocks=Blocks.AUTOMATIC)
    undone = an_ended_block(lift=Lift.ANNULLED, grounds=())
    case = a_case_of(3, policy=policy, blocks=(undone,))

    assert last(BlockImposed, granted(case, RECORD)).ends_at == NOW + DAY
    assert case.stood == ()


# another rule


def test_another_rule_is_one_act_that_counts_nothing_anew() -> None:
    recent = tuple(Recent(member=CLASSMATE, at=NOW - MINUTE) for _ in range(5))
    noted = of_a_message(note="пять раз", asked_by=COLLEAGUE)
    case = a_case(violations=(noted, *the_violations([2, 3, 4])), recent=recent)

    assert granted(case, REPLACE) == (
        ViolationAnnulled(number=FIRST, member=STUDENT, by=TEACHER, reason="", replaced_by=FIFTH),
        ViolationRecorded(
            number=FIFTH,
            member=STUDENT,
            by=TEACHER,
            rule=RuleNumber(2),
            message=SEVENTH,
            note="пять раз",
            asked_by=COLLEAGUE,
            replaces=FIRST,
            since=noted.at,
        ),
    )


def test_a_correction_makes_no_old_violation_new() -> None:
    policy = a_policy(validity=ForDays(days=30))
    long_ago = NOW - 31 * DAY
    corrected = of_a_message(5, at=NOW, replaces=FIRST, since=long_ago)
    case = a_case(violations=(of_a_message(at=long_ago, **FELL), corrected), policy=policy)

    assert case.counted(NOW) == ()
    again = granted(case, replace(REPLACE, number=FIFTH, rule=RuleNumber(3)))
    assert isinstance(again[1], ViolationRecorded)
    assert again[1].since == long_ago


@pytest.mark.parametrize(
    ("case", "changes", "refusal"),
    [
        (RECORDED, {"by": A_CLASSMATE}, NOT_MODERATOR),
        (RECORDED, {"rule": RuleNumber(1)}, STANDS),
        (RECORDED, {"number": ViolationNumber(9)}, NoSuchViolation(number=ViolationNumber(9))),
        (RECORDED, {"rule": RuleNumber(3), "aimed_at": frozenset({TEACHER})}, OWN_GRIEVANCE),
        (a_case(violations=(of_a_message(asked_by=TEACHER),)), {}, OWN_GRIEVANCE),
        (HURT, {"rule": RuleNumber(3)}, OWN_GRIEVANCE),
        (a_case(violations=(of_a_message(**FELL),)), {}, AlreadyAnnulled(number=FIRST)),
        (a_case_of(1, appeals=(AGAINST_ONE,)), {}, UnderAppeal(number=FIRST)),
        (a_blocked_case(), {}, AlreadyGround(block=BlockNumber(1), number=FIRST)),
    ],
)
def test_what_stands_against_another_rule(case: Case, changes: Any, refusal: Any) -> None:
    assert refused(case, replace(REPLACE, **changes)) == refusal


def test_a_correction_keeps_whom_it_was_against_and_lets_others_cite_what_hurt() -> None:
    found = replace(REPLACE, by=an_actor(COLLEAGUE), rule=RuleNumber(3))

    _, recorded = granted(HURT, found)

    assert isinstance(recorded, ViolationRecorded)
    assert (recorded.rule, recorded.aimed_at) == (3, (TEACHER,))
    assert granted(HURT, REPLACE)


def test_another_rule_has_to_be_one() -> None:
    assert isinstance(refused(RECORDED, replace(REPLACE, rule=RuleNumber(9))), NoSuchRule)


CORRECTED = a_case(
    violations=(of_a_message(**FELL), of_a_message(5, at=NOW, replaces=FIRST, since=NOW - DAY))
)
UNDO = Undo(by=A_TEACHER, act=TheReplacement(number=FIFTH))


def test_a_correction_is_undone_as_a_whole() -> None:
    annulled, back = granted(CORRECTED, UNDO)
    assert annulled == ViolationAnnulled(
        number=FIFTH, member=STUDENT, by=TEACHER, reason="", undone=True, replaced_by=FIRST
    )
    assert back == ViolationReinstated(number=FIRST, member=STUDENT, by=TEACHER, instead_of=FIFTH)


def test_a_correction_is_not_undone_under_a_block() -> None:
    before, after = CORRECTED.violations
    carried = replace(after, carried_by=BlockNumber(1))
    case = a_blocked_case(violations=(before, *the_violations([2, 3, 4]), carried))

    assert refused(case, UNDO) == AlreadyGround(block=BlockNumber(1), number=FIFTH)


# by name


@pytest.mark.parametrize("before", [None, SEVENTH])
@pytest.mark.parametrize("asked", [None, EIGHTH])
@pytest.mark.parametrize("by", [TEACHER, COLLEAGUE])
def test_it_is_asked_whether_a_record_without_a_message_is_another_act(
    before: MessageId | None, asked: MessageId | None, by: Any
) -> None:
    latest = NOW - MINUTE + INSTANT
    case = a_case(violations=(a_violation(1, message=before, at=latest, by=by),))
    request = replace(RECORD, message=asked)

    if before is not None and asked is not None:
        assert granted(case, request)
    else:
        assert refused(case, request) == JustRecorded(number=FIRST, rule=RuleNumber(1), by=by)
        assert granted(case, replace(request, separate=True))
        assert granted(case, request, latest + MINUTE)


def test_what_was_annulled_is_not_asked_about() -> None:
    case = a_case(violations=(a_violation(1, at=NOW, **FELL),))
    assert granted(case, BY_NAME)


def test_a_college_may_ask_for_longer_or_not_at_all() -> None:
    case = a_case(violations=(a_violation(1, at=NOW - 2 * MINUTE),))
    longer = replace(case, policy=a_policy(repeat_within=3 * MINUTE))
    never = replace(
        case,
        policy=a_policy(repeat_within=timedelta(0)),
        violations=(a_violation(1, at=NOW),),
    )

    assert isinstance(refused(longer, BY_NAME), JustRecorded)
    assert granted(never, BY_NAME)


# cards

ALL_SETTLED = [
    suspicions.SuspicionSettled(
        number=SuspicionNumber(number),
        member=STUDENT,
        by=TEACHER,
        how=suspicions.Settlement.COUNTED,
        violation=FIFTH,
        message=SEVENTH,
    )
    for number in (1, 2, 3)
]


def test_a_record_settles_what_is_found_in_its_message_on_every_card() -> None:
    one, other = a_suspicion(a_found(7)), a_suspicion(a_found(7), number=SuspicionNumber(2))
    both = a_suspicion(a_found(7), a_found(8), number=SuspicionNumber(3))
    case = a_case(suspicions=(one, other, both))

    _, *settled = granted(case, RECORD)

    assert settled == ALL_SETTLED


def test_of_a_card_what_is_left_is_counted_by_its_own_rule() -> None:
    found = a_found(7, rule=2), a_found(8, rule=1)
    case = a_suspected_case(*found, violations=(of_a_message(),))

    recorded = first(ViolationRecorded, granted(case, COUNT))

    assert (recorded.rule, recorded.message) == (1, EIGHTH)


CARD = a_suspicion(
    a_found(7), a_found(8), settled=suspicions.Settlement.COUNTED, settled_at=NOW, violation=FIRST
)
COUNTED_CARD = a_case(violations=(of_a_message(at=NOW - MINUTE),), suspicions=(CARD,))
RECORD_EIGHTH = replace(RECORD, message=EIGHTH)


def with_eighth(**changes: Any) -> Case:
    """The other message of the card has a record of its own, made before the card was counted."""
    own = of_a_message(1, EIGHTH, at=NOW - 3 * MINUTE, **changes)
    counted = of_a_message(2, at=NOW - MINUTE)
    card = replace(CARD, violation=counted.number)
    return a_case(violations=(own, counted), suspicions=(card,))


def test_every_message_of_a_counted_card_carries_its_violation() -> None:
    assert refused(COUNTED_CARD, RECORD_EIGHTH) == STANDS
    assert granted(COUNTED_CARD, replace(RECORD, message=MessageId(9)))
    corrected = replace(CORRECTED, suspicions=(replace(CARD, violation=FIFTH),))
    assert refused(corrected, RECORD_EIGHTH) == replace(STANDS, number=FIFTH)


def test_once_it_fell_they_are_free_and_it_comes_back_beside_none_of_them() -> None:
    fell = replace(COUNTED_CARD, violations=(of_a_message(at=NOW - 2 * MINUTE, **FELL),))
    anew = first(ViolationRecorded, granted(fell, RECORD_EIGHTH))
    # it is no younger for that
    assert anew.since == NOW - 2 * MINUTE

    both = replace(fell, violations=(*fell.violations, of_a_message(5, EIGHTH)))
    assert granted(fell, BACK)
    assert refused(both, BACK) == replace(STANDS, number=FIFTH)


def test_the_ground_of_a_block_are_all_messages_of_its_card() -> None:
    spent = of_a_message(at=NOW - DAY, carried_by=BlockNumber(1), **FELL)
    block = an_ended_block(lift=Lift.EXPIRED, grounds=(FIRST,))
    case = replace(COUNTED_CARD, violations=(spent,), blocks=(block,))

    assert refused(case, RECORD_EIGHTH) == AlreadyGround(block=BlockNumber(1), number=FIRST)


@pytest.mark.parametrize(
    ("own", "carries"),
    [
        # it stood: also if it falls afterwards, the card gives the message nothing
        ({}, 1),
        ({"annulled": True, "annulled_at": NOW}, None),
        # it had fallen before, so the card counted that message as well
        ({"annulled": True, "annulled_at": NOW - 2 * MINUTE}, 2),
    ],
)
def test_a_record_of_before_the_card_was_counted_stays_its_messages_own(
    own: dict[str, Any], carries: int | None
) -> None:
    if carries is None:
        assert granted(with_eighth(**own), RECORD_EIGHTH)
    else:
        assert refused(with_eighth(**own), RECORD_EIGHTH) == replace(
            STANDS, number=ViolationNumber(carries)
        )


def test_in_an_old_journal_both_records_of_a_card_stand() -> None:
    """An older version let another message of a counted card be recorded."""
    own = of_a_message(5, EIGHTH, at=NOW)
    case = replace(COUNTED_CARD, violations=(*COUNTED_CARD.violations, own))

    assert [each.number for each in case.counted(NOW)] == [1, 5]
    assert refused(case, RECORD_EIGHTH) == replace(STANDS, number=FIFTH)
    assert granted(case, replace(REPLACE, number=FIFTH))
    assert granted(case, REPLACE)


def test_a_counted_card_settles_the_cards_of_its_messages() -> None:
    seen_again = a_suspicion(a_found(7), number=SuspicionNumber(2))
    case = a_suspected_case(a_found(7), a_found(8), suspicions=(seen_again,))

    _, *settled = granted(case, COUNT)

    # the other message of the card is left
    assert settled == ALL_SETTLED[:2]


def test_a_card_with_nothing_left_says_what_stands() -> None:
    case = a_suspected_case(a_found(7), violations=(of_a_message(),))
    assert refused(case, COUNT) == STANDS


def test_the_bot_counts_nothing_that_was_recorded_meanwhile() -> None:
    found = a_found(7, response=Response.COUNT)
    case = a_suspected_case(found, violations=(of_a_message(),))

    facts = granted(case, ENFORCE)

    # what it removes is shown to the moderators, and settled by none of them
    assert [type(fact) for fact in facts] == [MessageRemoved]


def test_a_card_whose_violation_fell_is_open_again() -> None:
    settled = a_suspicion(
        settled=suspicions.Settlement.COUNTED, settled_at=NOW, violation=FIRST, counted_by=TEACHER
    )
    case = a_suspected_case(suspicion=settled, violations=(of_a_message(**FELL),))

    assert granted(case, COUNT)
    assert case.standing is Standing.MEMBER


def test_undoing_a_violation_needs_nothing_of_its_message() -> None:
    case = a_case(violations=(of_a_message(at=NOW),))
    assert granted(case, Undo(by=A_TEACHER, act=TheViolation(number=FIRST)))

"""п. 5.12.2, 5.12.4, 5.12.7: violations and removals, each with a rule of conduct."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from rules.case import Case
from rules.ids import BlockNumber, MessageId, RuleNumber, ViolationNumber, VoteNumber
from rules.policy import Policy
from rules.vocabulary import violations
from rules.vocabulary.apologies import NOT_BLOCKED, Outcome, VoteClosed
from rules.vocabulary.blocks import BlockLifted, Lift
from rules.vocabulary.chats import BeforeAdoption
from rules.vocabulary.people import Standing
from rules.vocabulary.unions import Fact, Request
from tests.rules.asking import granted, refused, sole
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, HOUR, INSTANT, MINUTE, NOW, SECOND
from tests.rules.people import A_TEACHER, STUDENT, TEACHER
from tests.rules.policies import a_policy
from tests.rules.records import a_block, a_violation, an_ended_block, numbers, the_violations
from tests.rules.voting import a_vote

KNOWN = (RuleNumber(1), RuleNumber(2), RuleNumber(3))
MISTAKE = violations.AnnulViolation(by=A_TEACHER, number=ViolationNumber(1), reason="  ошибка ")
ANNULLED = violations.ViolationAnnulled(
    number=ViolationNumber(1), member=STUDENT, by=TEACHER, reason="ошибка"
)
FELL: dict[str, Any] = {"annulled": True, "annulled_at": NOW}
LIFTED = BlockLifted(number=BlockNumber(1), member=STUDENT, by=TEACHER, how=Lift.ANNULLED)


def test_a_violation_is_recorded_with_its_rule_moderator_and_message() -> None:
    request = violations.RecordViolation(
        by=A_TEACHER, rule=RuleNumber(2), message=MessageId(7), note="  при всех "
    )
    assert granted(a_case(), request) == (
        violations.ViolationRecorded(
            number=ViolationNumber(5),
            member=STUDENT,
            by=TEACHER,
            rule=RuleNumber(2),
            message=MessageId(7),
            note="при всех",
        ),
    )


def test_a_violation_of_someone_who_left_is_recorded() -> None:
    request = violations.RecordViolation(by=A_TEACHER, rule=RuleNumber(1))
    assert granted(a_case(standing=Standing.LEFT), request)


def acts_under(rule: RuleNumber | None) -> list[Request]:
    return [
        violations.RecordViolation(by=A_TEACHER, rule=rule),
        violations.RemoveMessage(by=A_TEACHER, rule=rule, message=MessageId(7)),
    ]


@pytest.mark.parametrize("place", [0, 1], ids=["record", "remove"])
def test_nothing_is_recorded_or_removed_without_a_rule_that_is_there(place: int) -> None:
    missing, unknown = acts_under(None)[place], acts_under(RuleNumber(9))[place]
    assert refused(a_case(), missing) == violations.RuleMissing(known=KNOWN)
    assert refused(a_case(), unknown) == violations.NoSuchRule(number=RuleNumber(9), known=KNOWN)


GROUNDS = the_violations(range(1, 6), carried_by=BlockNumber(1))
ON_FIVE = a_case(violations=GROUNDS, blocks=(a_block(grounds=numbers(1, 2, 3, 4, 5)),))
CLOSED = VoteClosed(
    vote=VoteNumber(1), member=STUDENT, outcome=Outcome.OBSOLETE, objections=0, consents=0
)

ANNULMENTS: dict[str, tuple[Case, tuple[Fact, ...]]] = {
    "no block": (a_case_of(2), (ANNULLED,)),
    "the fourth ground of a block": (a_blocked_case(), (ANNULLED, LIFTED)),
    "a vote on the block is over": (a_blocked_case(votes=(a_vote(),)), (ANNULLED, LIFTED, CLOSED)),
    "a block on five stands on the other four": (ON_FIVE, (ANNULLED,)),
    "and falls with the second annulment": (
        replace(ON_FIVE, violations=(*GROUNDS[:4], replace(GROUNDS[4], **FELL))),
        (ANNULLED, LIFTED),
    ),
    "later violations do not take the place of a ground": (
        a_blocked_case(violations=(*GROUNDS[:4], *the_violations([5, 6]))),
        (ANNULLED, LIFTED),
    ),
    "a block that ended is left as it ended": (
        a_blocked_case(blocks=(an_ended_block(),)),
        (ANNULLED,),
    ),
}


@pytest.mark.parametrize(("case", "facts"), ANNULMENTS.values(), ids=ANNULMENTS)
def test_a_violation_is_annulled_with_its_reason(case: Case, facts: tuple[Fact, ...]) -> None:
    assert granted(case, MISTAKE) == facts


@pytest.mark.parametrize("policy", [a_policy(), a_policy(threshold=6)], ids=["", "milder"])
def test_a_block_stands_when_a_violation_that_it_does_not_rest_on_is_annulled(
    policy: Policy,
) -> None:
    case = a_blocked_case(policy=policy, violations=(*GROUNDS[:4], a_violation(5)))
    request = replace(MISTAKE, number=ViolationNumber(5))
    assert granted(case, request) == (replace(ANNULLED, number=ViolationNumber(5)),)


def test_a_violation_that_stands_is_annulled_for_a_reason_and_once() -> None:
    first = ViolationNumber(1)
    assert refused(a_case_of(1), replace(MISTAKE, reason="  ")) == violations.REASON_MISSING
    assert refused(a_case(), MISTAKE) == violations.NoSuchViolation(number=first)
    annulled = a_case(violations=(a_violation(1, **FELL),))
    assert refused(annulled, MISTAKE) == violations.AlreadyAnnulled(number=first)


def test_a_message_is_removed_under_a_rule() -> None:
    request = violations.RemoveMessage(by=A_TEACHER, rule=RuleNumber(3), message=MessageId(7))
    assert granted(a_case(), request) == (
        violations.MessageRemoved(
            message=MessageId(7), member=STUDENT, by=TEACHER, rule=RuleNumber(3)
        ),
    )


def test_a_message_is_removed_once() -> None:
    gone = violations.Removal(
        message=MessageId(7), member=STUDENT, rule=RuleNumber(1), at=NOW, by=TEACHER
    )
    request = violations.RemoveMessage(by=A_TEACHER, rule=RuleNumber(3), message=MessageId(7))
    assert refused(a_case(removal=gone), request) == violations.ALREADY_REMOVED


def erase(
    written_at: datetime, message: int = 7, announced: int | None = None
) -> violations.EraseMessage:
    told = None if announced is None else MessageId(announced)
    return violations.EraseMessage(message=MessageId(message), posted_at=written_at, announced=told)


BLOCK = a_block()


@pytest.mark.parametrize("written_at", [BLOCK.at, NOW, BLOCK.ends_at - SECOND])
@pytest.mark.parametrize("later", [timedelta(0), 30 * DAY])
def test_what_a_blocked_member_writes_is_removed_on_the_ground_of_the_block(
    written_at: datetime, later: timedelta
) -> None:
    """Also once the block is over: it held when the message was written."""
    assert granted(a_blocked_case(), erase(written_at), NOW + later) == (
        violations.MessageErased(
            message=MessageId(7), member=STUDENT, block=BlockNumber(1), posted_at=written_at
        ),
    )


@pytest.mark.parametrize(
    "written_at", [BLOCK.at - SECOND, BLOCK.ends_at - INSTANT, BLOCK.ends_at, NOW + 30 * DAY]
)
def test_what_was_written_before_the_block_or_after_it_stays(written_at: datetime) -> None:
    """Also while nobody has lifted it: the bot may have been off when its term ran out."""
    assert refused(a_blocked_case(), erase(written_at)) == NOT_BLOCKED


def test_in_the_second_in_which_a_block_began_the_order_of_messages_decides() -> None:
    """So does it where the clocks differ; without the order, what is in doubt stays."""
    for ago in (SECOND / 2, MINUTE):
        written_at = BLOCK.at - ago
        assert refused(a_blocked_case(), erase(written_at)) == NOT_BLOCKED
        before = erase(written_at, 7, announced=8)
        assert refused(a_blocked_case(), before) == NOT_BLOCKED
        assert granted(a_blocked_case(), erase(written_at, 9, announced=8))


@pytest.mark.parametrize("lift", Lift)
def test_what_was_written_in_a_block_that_is_over_goes_and_what_came_after_stays(
    lift: Lift,
) -> None:
    """A block that was annulled is no ground for anything."""
    case = a_blocked_case(blocks=(an_ended_block(lift=lift),))
    assert refused(case, erase(NOW - HOUR)) == NOT_BLOCKED
    if lift is Lift.ANNULLED:
        assert refused(case, erase(NOW - 2 * HOUR)) == NOT_BLOCKED
    else:
        assert granted(case, erase(NOW - 2 * HOUR))


def test_the_removal_rests_on_the_block_in_which_the_message_was_written() -> None:
    case = a_blocked_case(blocks=(an_ended_block(1), a_block(2)))
    assert sole(
        violations.MessageErased, granted(case, erase(NOW - 2 * HOUR))
    ).block == BlockNumber(1)


ADOPTED = NOW - HOUR
"""When the chat was adopted, in these tests."""


def of_a_message(posted_at: datetime | None) -> violations.RecordViolation:
    return violations.RecordViolation(
        by=A_TEACHER, rule=RuleNumber(1), message=MessageId(5), posted_at=posted_at
    )


def test_what_was_written_before_the_chat_was_adopted_is_no_violation() -> None:
    for ago in (SECOND, HOUR, 30 * DAY):
        refusal = refused(a_case(adopted_at=ADOPTED), of_a_message(ADOPTED - ago))
        assert refusal == BeforeAdoption(adopted_at=ADOPTED)


def test_what_was_written_since_is_one_and_so_is_what_nobody_knows_the_time_of() -> None:
    for posted_at in (ADOPTED, NOW, None):
        assert granted(a_case(adopted_at=ADOPTED + SECOND / 2), of_a_message(posted_at))


def test_a_message_from_before_the_adoption_can_be_removed() -> None:
    request = violations.RemoveMessage(
        by=A_TEACHER, rule=RuleNumber(1), message=MessageId(5), posted_at=ADOPTED - DAY
    )
    assert granted(a_case(adopted_at=ADOPTED), request)

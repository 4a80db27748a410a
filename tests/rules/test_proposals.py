"""п. 5.12.5, «вправе»: what follows from a violation is proposed, or done by a ladder."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rules.case import Case
from rules.ids import BlockNumber, RuleNumber
from rules.settings import Blocks
from rules.times import Span, Unit
from rules.vocabulary.blocks import (
    NOTHING_PROPOSED,
    BlockDeclined,
    BlockImposed,
    BlockProposed,
    DeclineBlock,
    Lift,
    ProposalState,
)
from rules.vocabulary.violations import RecordViolation
from tests.rules.asking import granted, refused
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, NOW, ONE_WEEK
from tests.rules.people import A_TEACHER, CLASSMATE, STUDENT, TEACHER
from tests.rules.policies import a_policy
from tests.rules.records import a_proposal, a_violation, an_ended_block, numbers, the_violations

ANOTHER = RecordViolation(by=A_TEACHER, rule=RuleNumber(1))
DECLINE = DeclineBlock(by=A_TEACHER)
A_MONTH_ON = datetime(2026, 12, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize("count", range(3))
def test_nothing_follows_from_the_first_three_violations(count: int) -> None:
    assert len(granted(a_case_of(count), ANOTHER)) == 1


def recorded_after(case: Case) -> BlockProposed | BlockImposed:
    _, followed = granted(case, ANOTHER)
    assert isinstance(followed, BlockProposed | BlockImposed)
    return followed


def test_the_fourth_violation_puts_a_proposal_before_the_moderators() -> None:
    case = a_case(violations=the_violations(range(2, 5)))
    assert recorded_after(case) == BlockProposed(
        member=STUDENT, by=None, grounds=numbers(2, 3, 4, 5)
    )


def test_after_a_refusal_to_block_the_next_violation_proposes_again() -> None:
    case = a_case_of(4, proposal=a_proposal(ProposalState.DECLINED))
    assert recorded_after(case) == BlockProposed(
        member=STUDENT, by=None, grounds=numbers(1, 2, 3, 4, 5)
    )


def test_violations_of_a_blocked_member_propose_nothing() -> None:
    case = a_blocked_case(violations=the_violations(range(1, 5)))
    assert len(granted(case, ANOTHER)) == 1


def test_a_college_may_have_the_bot_block_by_itself() -> None:
    case = a_case(policy=a_policy(blocks=Blocks.AUTOMATIC), violations=the_violations(range(2, 5)))
    assert recorded_after(case) == BlockImposed(
        number=BlockNumber(2),
        member=STUDENT,
        by=None,
        grounds=numbers(2, 3, 4, 5),
        ends_at=NOW + DAY,
    )


def automatic(*earlier: Lift, **policy: object) -> BlockImposed:
    blocks = tuple(
        an_ended_block(place, lift, grounds=numbers(place)) for place, lift in enumerate(earlier)
    )
    case = a_case(
        policy=a_policy(blocks=Blocks.AUTOMATIC, **policy),
        violations=the_violations(range(2, 5)),
        blocks=blocks,
    )
    fact = recorded_after(case)
    assert isinstance(fact, BlockImposed)
    return fact


@pytest.mark.parametrize(
    ("earlier", "ends_at"),
    [
        ([], NOW + DAY),
        ([Lift.EXPIRED], NOW + 7 * DAY),
        ([Lift.FORGIVEN], NOW + 7 * DAY),
        ([Lift.ANNULLED], NOW + DAY),
        ([Lift.EXPIRED, Lift.EXPIRED], A_MONTH_ON),
        ([Lift.EXPIRED] * 7, A_MONTH_ON),
    ],
    ids=str,
)
def test_the_ladder_climbs_with_each_block_that_was_not_annulled(
    earlier: list[Lift], ends_at: datetime
) -> None:
    assert automatic(*earlier).ends_at == ends_at


def test_a_step_of_the_ladder_is_cut_at_the_greatest_term() -> None:
    long = (Span(count=31, unit=Unit.DAY),)
    assert automatic(ladder=long).ends_at == A_MONTH_ON
    assert automatic(ladder=long, greatest_term=ONE_WEEK).ends_at == NOW + 7 * DAY


def test_a_moderator_may_choose_not_to_block() -> None:
    case = a_case_of(4, proposal=a_proposal())
    assert granted(case, DECLINE) == (
        BlockDeclined(member=STUDENT, by=TEACHER, grounds=numbers(1, 2, 3, 4)),
    )


@pytest.mark.parametrize(
    "case",
    [
        a_case_of(4),
        a_case_of(4, proposal=a_proposal(ProposalState.DECLINED)),
        a_case_of(4, proposal=a_proposal(ProposalState.CLOSED)),
    ],
    ids=["none", "declined", "closed"],
)
def test_only_an_open_proposal_is_declined(case: Case) -> None:
    assert refused(case, DECLINE) == NOTHING_PROPOSED


def test_a_proposal_that_lost_its_ground_is_not_declined() -> None:
    case = a_case(
        violations=(*the_violations(range(1, 4)), a_violation(4, annulled=True, annulled_at=NOW)),
        proposal=a_proposal(),
    )
    assert refused(case, DECLINE) == NOTHING_PROPOSED


def test_another_moderator_may_answer_the_proposal() -> None:
    case = a_case_of(4, proposal=a_proposal())
    by = replace(A_TEACHER, member=CLASSMATE)

    (fact,) = granted(case, DeclineBlock(by=by))

    assert fact.by == CLASSMATE

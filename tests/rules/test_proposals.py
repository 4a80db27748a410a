"""п. 5.12.5, «вправе»: what follows from a violation is proposed, or done by a ladder."""

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
from tests.rules.asking import granted, last, refused
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, NOW, ONE_WEEK
from tests.rules.people import A_TEACHER, STUDENT, TEACHER
from tests.rules.policies import a_policy
from tests.rules.records import a_proposal, a_violation, an_ended_block, numbers, the_violations

ANOTHER = RecordViolation(by=A_TEACHER, rule=RuleNumber(1))
DECLINE = DeclineBlock(by=A_TEACHER)
A_MONTH_ON = datetime(2026, 12, 23, 12, tzinfo=UTC)


PROPOSING: dict[str, tuple[Case, tuple[int, ...]]] = {
    **{f"after {count}": (a_case_of(count), ()) for count in range(3)},
    "the fourth": (a_case(violations=the_violations(range(2, 5))), (2, 3, 4, 5)),
    "the next after a refusal": (
        a_case_of(4, proposal=a_proposal(ProposalState.DECLINED)),
        (1, 2, 3, 4, 5),
    ),
    "of who is blocked": (a_blocked_case(violations=the_violations(range(1, 5))), ()),
}


@pytest.mark.parametrize(("case", "grounds"), PROPOSING.values(), ids=PROPOSING)
def test_a_violation_puts_a_proposal_before_the_moderators(
    case: Case, grounds: tuple[int, ...]
) -> None:
    _, *followed = granted(case, ANOTHER)
    proposed = BlockProposed(member=STUDENT, by=None, grounds=numbers(*grounds))
    assert followed == ([proposed] if grounds else [])


def test_a_college_may_have_the_bot_block_by_itself() -> None:
    case = a_case(policy=a_policy(blocks=Blocks.AUTOMATIC), violations=the_violations(range(2, 5)))
    assert last(BlockImposed, granted(case, ANOTHER)) == BlockImposed(
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
    return last(BlockImposed, granted(case, ANOTHER))


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


FOURTH_FELL = (*the_violations(range(1, 4)), a_violation(4, annulled=True, annulled_at=NOW))


@pytest.mark.parametrize(
    "case",
    [
        a_case_of(4),
        a_case_of(4, proposal=a_proposal(ProposalState.DECLINED)),
        a_case_of(4, proposal=a_proposal(ProposalState.CLOSED)),
        a_case(violations=FOURTH_FELL, proposal=a_proposal()),
    ],
    ids=["none", "declined", "closed", "one that lost its ground"],
)
def test_only_an_open_proposal_is_declined(case: Case) -> None:
    assert refused(case, DECLINE) == NOTHING_PROPOSED

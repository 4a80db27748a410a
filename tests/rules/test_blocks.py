"""п. 5.12.5: «более трёх раз», «вправе», «на срок до одного месяца»."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rules.case import Case
from rules.ids import BlockNumber, VoteNumber
from rules.policy import ForDays
from rules.times import ONE_MONTH, Span, Term, Unit, Until
from rules.vocabulary import blocks
from rules.vocabulary.apologies import NOT_BLOCKED, Choice, Outcome, VoteClosed
from rules.vocabulary.blocks import Lift
from rules.vocabulary.violations import Violation
from tests.rules.asking import granted, refused, sole
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, HOUR, INSTANT, NOW, ONE_DAY, ONE_WEEK
from tests.rules.people import A_TEACHER, CLASSMATE, STUDENT, TEACHER
from tests.rules.policies import a_policy
from tests.rules.records import a_block, a_violation, an_ended_block, numbers, the_violations
from tests.rules.voting import a_vote, ballots

A_MONTH_ON = datetime(2026, 12, 23, 12, tzinfo=UTC)


def block_for(term: Term) -> blocks.ImposeBlock:
    return blocks.ImposeBlock(by=A_TEACHER, term=term)


def with_three(*more: Violation, **changes: Any) -> Case:
    return a_case(violations=(*more, *the_violations(range(1, 4))), **changes)


YEAR_BEGAN = datetime(2026, 8, 31, 20, tzinfo=UTC)
VALID_FOR_A_MONTH = a_policy(validity=ForDays(days=30))

COUNTING: dict[str, tuple[Case, Iterable[int]]] = {
    **{f"{count} violations": (a_case_of(count), range(1, count + 1)) for count in range(7)},
    "annulled": (with_three(a_violation(4, annulled=True)), (1, 2, 3)),
    "since the academic year began": (with_three(a_violation(4, at=YEAR_BEGAN)), (4, 1, 2, 3)),
    "before": (with_three(a_violation(4, at=YEAR_BEGAN - INSTANT)), (1, 2, 3)),
    "just valid": (
        with_three(a_violation(4, at=NOW - 30 * DAY), policy=VALID_FOR_A_MONTH),
        (4, 1, 2, 3),
    ),
    "valid no more": (
        with_three(a_violation(4, at=NOW - 30 * DAY - INSTANT), policy=VALID_FOR_A_MONTH),
        (1, 2, 3),
    ),
    # those of a block that was annulled count again
    **{
        f"of a block that was {lift}": (a_blocked_case(blocks=(an_ended_block(lift=lift),)), left)
        for lift, left in ((Lift.EXPIRED, ()), (Lift.FORGIVEN, ()), (Lift.ANNULLED, (1, 2, 3, 4)))
    },
}


@pytest.mark.parametrize(("case", "counting"), COUNTING.values(), ids=COUNTING)
def test_up_to_three_that_count_open_nothing_and_a_block_rests_on_all_of_more(
    case: Case, counting: Iterable[int]
) -> None:
    grounds = numbers(*counting)
    if len(grounds) <= 3:
        too_few = blocks.TooFewViolations(counted=len(grounds), needed=4)
        assert refused(case, block_for(ONE_DAY)) == too_few
    else:
        assert sole(blocks.BlockImposed, granted(case, block_for(ONE_DAY))).grounds == grounds


def test_the_fourth_violation_opens_the_possibility() -> None:
    assert granted(a_case_of(4), block_for(ONE_WEEK)) == (
        blocks.BlockImposed(
            number=BlockNumber(2),
            member=STUDENT,
            by=TEACHER,
            grounds=numbers(1, 2, 3, 4),
            ends_at=NOW + 7 * DAY,
        ),
    )


def test_a_college_may_ask_for_more_violations_than_the_regulation() -> None:
    case = a_case_of(5, policy=a_policy(threshold=5))
    assert refused(case, block_for(ONE_DAY)) == blocks.TooFewViolations(counted=5, needed=6)


def test_whoever_is_blocked_is_not_blocked_again() -> None:
    case = a_blocked_case(violations=the_violations(range(1, 10)))
    assert refused(case, block_for(ONE_DAY)) == blocks.AlreadyBlocked(ends_at=a_block().ends_at)


@pytest.mark.parametrize(
    "term",
    [
        ONE_MONTH,
        Until(moment=A_MONTH_ON),
        Span(count=30, unit=Unit.DAY),
        Span(count=4, unit=Unit.WEEK),
        Span(count=30 * 24, unit=Unit.HOUR),
        Until(moment=NOW + INSTANT),
    ],
    ids=str,
)
def test_a_term_of_up_to_one_month_is_granted(term: Term) -> None:
    assert granted(a_case_of(4), block_for(term))


@pytest.mark.parametrize(
    "term",
    [
        Span(count=2, unit=Unit.MONTH),
        Span(count=31, unit=Unit.DAY),
        Span(count=5, unit=Unit.WEEK),
        Span(count=30 * 24 * 60 + 1, unit=Unit.MINUTE),
        Until(moment=A_MONTH_ON + INSTANT),
        Until(moment=datetime.max.replace(tzinfo=ZoneInfo("America/New_York"))),
        Span(count=10**12, unit=Unit.WEEK),
        Span(count=10**6, unit=Unit.MONTH),
    ],
    ids=str,
)
def test_a_term_over_one_month_is_refused_whoever_asks(term: Term) -> None:
    assert refused(a_case_of(4), block_for(term)) == blocks.TermTooLong(latest=A_MONTH_ON)


def test_a_month_from_31_january_ends_with_february() -> None:
    imposed = granted(a_case_of(4), block_for(ONE_MONTH), datetime(2027, 1, 31, 12, tzinfo=UTC))
    assert sole(blocks.BlockImposed, imposed).ends_at == datetime(2027, 2, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("greatest", "days", "latest"),
    [(ONE_WEEK, 8, NOW + 7 * DAY), (Span(count=1000, unit=Unit.DAY), 31, A_MONTH_ON)],
    ids=["a shorter greatest term", "a longer one, which still ends with the month"],
)
def test_a_college_may_set_a_greatest_term(greatest: Span, days: int, latest: datetime) -> None:
    case = a_case_of(4, policy=a_policy(greatest_term=greatest))
    too_long = block_for(Span(count=days, unit=Unit.DAY))
    assert refused(case, too_long) == blocks.TermTooLong(latest=latest)
    assert granted(case, block_for(ONE_WEEK))


@pytest.mark.parametrize(
    "term", [Until(moment=NOW), Until(moment=NOW - DAY), Span(count=0, unit=Unit.DAY)], ids=str
)
def test_a_term_that_is_over_already_is_refused(term: Term) -> None:
    assert refused(a_case_of(4), block_for(term)) == blocks.TERM_NOT_AHEAD


EXPIRE = blocks.ExpireBlock(number=BlockNumber(1))
ENDS_AT = a_block().ends_at


def test_a_block_is_lifted_when_its_term_is_over_and_not_before() -> None:
    lifted = blocks.BlockLifted(number=EXPIRE.number, member=STUDENT, by=None, how=Lift.EXPIRED)
    for at in (ENDS_AT, ENDS_AT + 30 * DAY):
        assert granted(a_blocked_case(), EXPIRE, at) == (lifted,)
    early = refused(a_blocked_case(), EXPIRE, ENDS_AT - INSTANT)
    assert early == blocks.TermRuns(ends_at=ENDS_AT)


@pytest.mark.parametrize(
    "blocked_by",
    [(an_ended_block(1), a_block(2)), (a_block(3),), ()],
    ids=["one that ended", "another", "none"],
)
def test_only_the_block_in_force_expires(blocked_by: tuple[blocks.Block, ...]) -> None:
    assert refused(a_blocked_case(blocks=blocked_by), EXPIRE, NOW + 30 * DAY) == NOT_BLOCKED


def test_a_vote_that_still_runs_when_the_term_ends_is_over() -> None:
    block = a_block(ends_at=NOW + HOUR)
    said = ballots((CLASSMATE, Choice.OBJECT), (TEACHER, Choice.CONSENT))
    case = a_blocked_case(blocks=(block,), votes=(a_vote(ballots=said),))

    lifted, closed = granted(case, EXPIRE, NOW + HOUR)

    assert isinstance(lifted, blocks.BlockLifted)
    assert closed == VoteClosed(
        vote=VoteNumber(1), member=STUDENT, outcome=Outcome.OBSOLETE, objections=1, consents=1
    )

"""п. 5.12.5: «более трёх раз», «вправе», «на срок до одного месяца»."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.ids import BlockNumber, VoteNumber
from rules.policy import ForDays
from rules.times import ONE_MONTH, Span, Term, Unit, Until
from rules.vocabulary import blocks
from rules.vocabulary.apologies import NOT_BLOCKED, Choice, Outcome, VoteClosed
from tests.rules.asking import granted, refused, sole
from tests.rules.builders import (
    a_block,
    a_blocked_case,
    a_case,
    a_case_of,
    a_violation,
    an_ended_block,
    numbers,
    the_violations,
)
from tests.rules.moments import DAY, HOUR, INSTANT, NOW, ONE_DAY, ONE_WEEK
from tests.rules.people import A_TEACHER, CLASSMATE, STUDENT, TEACHER
from tests.rules.policies import a_policy
from tests.rules.voting import a_vote, ballots

A_MONTH_ON = datetime(2026, 12, 23, 12, tzinfo=UTC)


def block_for(term: Term) -> blocks.ImposeBlock:
    return blocks.ImposeBlock(by=A_TEACHER, term=term)


@pytest.mark.parametrize("count", range(4))
def test_up_to_three_violations_open_nothing(count: int) -> None:
    assert refused(a_case_of(count), block_for(ONE_DAY)) == blocks.TooFewViolations(
        counted=count, needed=4
    )


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


def test_a_block_rests_on_all_violations_that_count() -> None:
    assert sole(blocks.BlockImposed, granted(a_case_of(6), block_for(ONE_DAY))).grounds == numbers(
        1, 2, 3, 4, 5, 6
    )


def test_a_college_may_ask_for_more_violations_than_the_regulation() -> None:
    case = a_case_of(5, policy=a_policy(threshold=5))
    assert refused(case, block_for(ONE_DAY)) == blocks.TooFewViolations(counted=5, needed=6)


def test_whoever_is_blocked_is_not_blocked_again() -> None:
    case = a_blocked_case(violations=the_violations(range(1, 10)))
    assert refused(case, block_for(ONE_DAY)) == blocks.AlreadyBlocked(ends_at=a_block().ends_at)


@pytest.mark.parametrize("lift", [blocks.Lift.EXPIRED, blocks.Lift.FORGIVEN])
def test_violations_that_carried_a_block_do_not_count_again(lift: blocks.Lift) -> None:
    case = a_blocked_case(blocks=(an_ended_block(lift=lift),))
    assert refused(case, block_for(ONE_DAY)) == blocks.TooFewViolations(counted=0, needed=4)


def test_violations_of_a_block_that_was_annulled_count_again() -> None:
    case = a_blocked_case(blocks=(an_ended_block(lift=blocks.Lift.ANNULLED),))
    assert sole(blocks.BlockImposed, granted(case, block_for(ONE_DAY))).grounds == numbers(
        1, 2, 3, 4
    )


def test_annulled_violations_do_not_count() -> None:
    case = a_case(violations=(*the_violations(range(1, 4)), a_violation(4, annulled=True)))
    assert refused(case, block_for(ONE_DAY)) == blocks.TooFewViolations(counted=3, needed=4)


def test_violations_before_the_academic_year_do_not_count() -> None:
    start = datetime(2026, 8, 31, 20, tzinfo=UTC)
    at_start, before = a_violation(4, at=start), a_violation(4, at=start - INSTANT)
    three = the_violations(range(1, 4))

    assert granted(a_case(violations=(at_start, *three)), block_for(ONE_DAY))
    assert refused(
        a_case(violations=(before, *three)), block_for(ONE_DAY)
    ) == blocks.TooFewViolations(counted=3, needed=4)


def test_violations_older_than_their_validity_do_not_count() -> None:
    policy = a_policy(validity=ForDays(days=30))
    latest, before = a_violation(4, at=NOW - 30 * DAY), a_violation(4, at=NOW - 30 * DAY - INSTANT)
    three = the_violations(range(1, 4))

    in_time = a_case(policy=policy, violations=(latest, *three))
    too_late = a_case(policy=policy, violations=(before, *three))

    assert granted(in_time, block_for(ONE_DAY))
    assert refused(too_late, block_for(ONE_DAY)) == blocks.TooFewViolations(counted=3, needed=4)


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
    now = datetime(2027, 1, 31, 12, tzinfo=UTC)
    assert sole(
        blocks.BlockImposed, granted(a_case_of(4), block_for(ONE_MONTH), now)
    ).ends_at == datetime(2027, 2, 28, 12, tzinfo=UTC)


def test_a_college_may_set_a_shorter_greatest_term() -> None:
    case = a_case_of(4, policy=a_policy(greatest_term=ONE_WEEK))
    assert refused(case, block_for(Span(count=8, unit=Unit.DAY))) == blocks.TermTooLong(
        latest=NOW + 7 * DAY
    )
    assert granted(case, block_for(ONE_WEEK))


def test_a_greatest_term_beyond_one_month_still_ends_with_the_month() -> None:
    case = a_case_of(4, policy=a_policy(greatest_term=Span(count=1000, unit=Unit.DAY)))
    assert refused(case, block_for(Span(count=31, unit=Unit.DAY))) == blocks.TermTooLong(
        latest=A_MONTH_ON
    )


@pytest.mark.parametrize(
    "term", [Until(moment=NOW), Until(moment=NOW - DAY), Span(count=0, unit=Unit.DAY)], ids=str
)
def test_a_term_that_is_over_already_is_refused(term: Term) -> None:
    assert refused(a_case_of(4), block_for(term)) == blocks.TERM_NOT_AHEAD


@pytest.mark.parametrize("late", [timedelta(0), 30 * DAY])
def test_a_block_is_lifted_when_its_term_is_over(late: timedelta) -> None:
    block = a_block()
    assert granted(
        a_blocked_case(), blocks.ExpireBlock(number=block.number), block.ends_at + late
    ) == (
        blocks.BlockLifted(number=block.number, member=STUDENT, by=None, how=blocks.Lift.EXPIRED),
    )


def test_a_block_is_not_lifted_before_its_term_is_over() -> None:
    block = a_block()
    assert refused(
        a_blocked_case(), blocks.ExpireBlock(number=block.number), block.ends_at - INSTANT
    ) == blocks.TermRuns(ends_at=block.ends_at)


@pytest.mark.parametrize("number", [1, 3])
def test_only_the_block_in_force_expires(number: int) -> None:
    case = a_blocked_case(blocks=(an_ended_block(1), a_block(2)))
    assert (
        refused(case, blocks.ExpireBlock(number=BlockNumber(number)), NOW + 30 * DAY) == NOT_BLOCKED
    )


def test_whoever_is_not_blocked_has_no_block_to_expire() -> None:
    assert refused(a_case(), blocks.ExpireBlock(number=BlockNumber(1))) == NOT_BLOCKED


def test_a_vote_that_still_runs_when_the_term_ends_is_over() -> None:
    block = a_block(ends_at=NOW + HOUR)
    said = ballots((CLASSMATE, Choice.OBJECT), (TEACHER, Choice.CONSENT))
    case = a_blocked_case(blocks=(block,), votes=(a_vote(ballots=said),))

    lifted, closed = granted(case, blocks.ExpireBlock(number=block.number), NOW + HOUR)

    assert isinstance(lifted, blocks.BlockLifted)
    assert closed == VoteClosed(
        vote=VoteNumber(1), member=STUDENT, outcome=Outcome.OBSOLETE, objections=1, consents=1
    )

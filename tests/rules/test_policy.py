"""How long violations count, and which ones do (п. 5.12.5)."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.case import FIRST_NUMBERS
from rules.ids import BlockNumber, MemberId, RuleNumber, ViolationNumber
from rules.policy import ForDays, SinceDayOfYear, Validity, valid_since
from rules.vocabulary.apologies import Choice
from rules.vocabulary.blocks import Lift
from tests.rules.builders import a_case, a_case_of
from tests.rules.moments import NOW, ZONE
from tests.rules.people import CLASSMATE, TEACHER
from tests.rules.policies import POLICY
from tests.rules.records import a_block, an_ended_block, numbers, the_violations
from tests.rules.voting import a_closed_vote, a_vote, ballots

SEPTEMBER = SinceDayOfYear(month=9, day=1)
# midnight in Saratov
START = datetime(2026, 8, 31, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "since"),
    [
        (START, START),
        (START - timedelta(microseconds=1), datetime(2025, 8, 31, 20, tzinfo=UTC)),
        (datetime(2027, 1, 1, tzinfo=UTC), START),
        (datetime(2027, 8, 31, 19, 59, tzinfo=UTC), START),
        (datetime(2027, 8, 31, 20, tzinfo=UTC), datetime(2027, 8, 31, 20, tzinfo=UTC)),
    ],
)
def test_violations_count_since_the_academic_year_began(now: datetime, since: datetime) -> None:
    assert valid_since(SEPTEMBER, now, ZONE) == since


def test_violations_count_for_so_many_days() -> None:
    assert valid_since(ForDays(days=90), NOW, ZONE) == NOW - timedelta(days=90)


@pytest.mark.parametrize("validity", [SEPTEMBER, ForDays(days=90)])
def test_a_validity_is_told_in_utc(validity: Validity) -> None:
    assert valid_since(validity, NOW.astimezone(ZONE), ZONE).tzinfo is UTC


@given(
    st.integers(946_684_800, 4_102_444_800).map(lambda at: datetime.fromtimestamp(at, UTC)),
    st.sampled_from(["Europe/Saratov", "America/New_York", "Pacific/Auckland"]),
)
def test_an_academic_year_lasts_a_year(now: datetime, zone: str) -> None:
    since = valid_since(SEPTEMBER, now, ZoneInfo(zone))

    local = since.astimezone(ZoneInfo(zone))
    assert (local.month, local.day, local.hour, local.minute) == (9, 1, 0, 0)
    assert timedelta(0) <= now - since <= timedelta(days=366, hours=1)


def test_only_a_block_that_was_not_annulled_uses_up_its_violations() -> None:
    used = the_violations([1], carried_by=BlockNumber(1))
    freed = the_violations([2], carried_by=BlockNumber(2))
    case = a_case(
        violations=(*used, *freed, *the_violations([3])),
        blocks=(an_ended_block(1, Lift.EXPIRED), an_ended_block(2, Lift.ANNULLED)),
    )

    assert tuple(each.number for each in case.counted(NOW)) == numbers(2, 3)


def test_the_block_in_force_is_the_one_without_an_end() -> None:
    running = a_block(2)
    assert a_case(blocks=(an_ended_block(1), running)).block == running
    assert a_case(blocks=(an_ended_block(1),)).block is None


def test_the_open_vote_is_the_one_without_an_outcome() -> None:
    running = a_vote(2)
    assert a_case(votes=(a_closed_vote(), running)).vote == running
    assert a_case(votes=(a_closed_vote(),)).vote is None


def test_a_violation_is_found_by_its_number() -> None:
    case = a_case_of(3)
    assert case.violation(ViolationNumber(2)) == case.violations[1]
    assert case.violation(ViolationNumber(4)) is None


def test_a_chat_counts_everything_from_one() -> None:
    assert {getattr(FIRST_NUMBERS, field.name) for field in fields(FIRST_NUMBERS)} == {1}


def test_a_rule_is_found_by_its_number() -> None:
    assert POLICY.conduct.rule(RuleNumber(2)) == POLICY.conduct.rules[1]
    assert POLICY.conduct.rule(RuleNumber(4)) is None


def test_a_vote_knows_what_each_says_and_how_many() -> None:
    said = ballots(
        (TEACHER, Choice.CONSENT), (CLASSMATE, Choice.OBJECT), (MemberId(12), Choice.CONSENT)
    )
    vote = a_vote(ballots=said)

    assert (vote.count(Choice.CONSENT), vote.count(Choice.OBJECT)) == (2, 1)
    assert vote.choice_of(CLASSMATE) is Choice.OBJECT
    assert vote.choice_of(MemberId(13)) is None

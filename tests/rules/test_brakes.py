"""Many measures by one moderator within minutes wait for a second person (п. 5.12.7)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.brakes import against_haste
from rules.policy import Brakes
from rules.vocabulary.brakes import TooFast

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
USUAL = Brakes()
SECOND = timedelta(seconds=1)


def test_the_eleventh_within_five_minutes_waits() -> None:
    acts = [NOW - n * 20 * SECOND for n in range(1, 11)]
    assert against_haste(acts[:9], USUAL, NOW) is None
    assert against_haste(acts, USUAL, NOW) == TooFast(measures=10, within=USUAL.within)


def test_what_one_act_records_counts_once() -> None:
    assert against_haste([NOW - SECOND] * 30, USUAL, NOW) is None


def test_both_parts_of_one_act_are_done_or_none() -> None:
    acts = [NOW, *(NOW - n * 20 * SECOND for n in range(1, 10))]
    assert against_haste(acts, USUAL, NOW) is None


@given(ages=st.lists(st.integers(1, 900), unique=True, max_size=40))
def test_only_what_is_recent_counts(ages: list[int]) -> None:
    acts = [NOW - age * SECOND for age in ages]
    recent = [age for age in ages if age < 300]
    assert (against_haste(acts, USUAL, NOW) is not None) == (len(recent) >= 10)

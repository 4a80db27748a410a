"""Until when an answer is due: by day only, never on a Sunday (п. 5.12.2, 6.1)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.answers import answer_by, times_late
from rules.policy import Answers

SARATOV = ZoneInfo("Europe/Saratov")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
USUAL = Answers()

ZONES = st.sampled_from(
    [SARATOV, ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("UTC")]
)
MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
TERMS = st.timedeltas(min_value=HOUR, max_value=10 * DAY)


def here(day: int, hour: int, minute: int = 0) -> datetime:
    """Give a moment of December 2026, when the 6th is a Sunday."""
    return datetime(2026, 12, day, hour, minute, tzinfo=SARATOV)


@pytest.mark.parametrize(
    ("term", "since", "until"),
    [
        (DAY, here(1, 10), here(2, 10)),
        (DAY, here(1, 23), here(3, 7)),
        (DAY, here(5, 15), here(7, 15)),
        (DAY, here(6, 15), here(8, 7)),
        (5 * DAY, here(1, 10), here(7, 10)),
        (2 * HOUR, here(1, 10), here(1, 12)),
        (2 * HOUR, here(1, 21), here(2, 8)),
        (2 * HOUR, here(5, 21), here(7, 8)),
        (DAY + 2 * HOUR, here(4, 21), here(7, 8)),
    ],
)
def test_nights_and_sundays_do_not_count(term: timedelta, since: datetime, until: datetime) -> None:
    assert answer_by(term, since, USUAL, SARATOV) == until


@given(term=TERMS, since=MOMENTS, zone=ZONES)
def test_it_ends_by_day_and_on_no_sunday(term: timedelta, since: datetime, zone: ZoneInfo) -> None:
    until = answer_by(term, since, USUAL, zone).astimezone(zone)
    assert until > since
    assert until.weekday() != 6 or (until.hour, until.minute) == (0, 0)
    assert not USUAL.night.hold_at(until - timedelta(microseconds=1), zone) or (
        not USUAL.night.hold_at(until, zone)
    )


@given(term=TERMS, since=MOMENTS, later=st.timedeltas(timedelta(), 3 * DAY), zone=ZONES)
def test_what_begins_later_ends_no_earlier(
    term: timedelta, since: datetime, later: timedelta, zone: ZoneInfo
) -> None:
    assert answer_by(term, since, USUAL, zone) <= answer_by(term, since + later, USUAL, zone)


@given(term=TERMS, more=st.integers(0, 5), since=MOMENTS, zone=ZONES)
def test_a_longer_term_ends_no_earlier(
    term: timedelta, more: int, since: datetime, zone: ZoneInfo
) -> None:
    longer = term + more * DAY
    assert answer_by(term, since, USUAL, zone) <= answer_by(longer, since, USUAL, zone)


def test_lateness_is_counted_in_terms() -> None:
    late = [times_late(DAY, here(1, 10), USUAL, SARATOV, here(day, 11)) for day in (1, 2, 3, 4)]
    assert late == [0, 1, 2, 2]

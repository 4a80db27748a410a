"""Periods of the calendar, as people write them, in the chat's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.monthly import month_due, next_morning
from handlers.periods import Period, month_of, read_period

ZONE = ZoneInfo("Europe/Saratov")
NOW = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)
"""The 25th in Saratov already."""

moments = st.integers(0, 15 * 366 * 1440).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
zones = st.sampled_from(["Europe/Saratov", "Europe/Moscow", "Asia/Kamchatka", "Europe/Berlin"])


def days(period: Period) -> tuple[str, str]:
    """Give the first and the last day in Saratov."""
    last = period.until - timedelta(seconds=1)
    return (
        f"{period.since.astimezone(ZONE):%d.%m.%Y}",
        f"{last.astimezone(ZONE):%d.%m.%Y}",
    )


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("", "01.11.2026", "25.11.2026"),
        ("Месяц", "01.11.2026", "25.11.2026"),
        ("неделя", "19.11.2026", "25.11.2026"),
        ("week", "19.11.2026", "25.11.2026"),
        ("год", "01.09.2026", "25.11.2026"),
        ("прошлый  месяц", "01.10.2026", "31.10.2026"),
        ("сентябрь", "01.09.2026", "30.09.2026"),
        ("за", None, None),
        ("в мае", None, None),
        ("май", "01.05.2026", "31.05.2026"),
        ("мая", "01.05.2026", "31.05.2026"),
        ("март", "01.03.2026", "31.03.2026"),
        ("декабрь", "01.12.2025", "31.12.2025"),
        ("december", "01.12.2025", "31.12.2025"),
        ("2026-02", "01.02.2026", "28.02.2026"),
        ("2026-13", None, None),
        ("1999-12", None, None),
        ("01.09-30.11", "01.09.2026", "30.11.2026"),
        ("1.9.2025 – 31.12.2025", "01.09.2025", "31.12.2025"),
        ("30.11-01.09", None, None),
        ("31.02-01.03", None, None),
        ("когда-нибудь", None, None),
        ("99.99-99.99", None, None),
    ],
)
def test_a_period_is_read(words: str, first: str | None, last: str | None) -> None:
    period = read_period(words, NOW, ZONE)
    assert ((None, None) if period is None else days(period)) == (first, last)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_ends_where_the_next_begins(month: int) -> None:
    this = month_of(2027, month, ZONE)
    following = month_of(2027 + month // 12, month % 12 + 1, ZONE)
    assert this.until == following.since


@given(st.text(max_size=30))
def test_nonsense_is_no_period_and_no_fault(words: str) -> None:
    period = read_period(words, NOW, ZONE)
    assert period is None or period.since < period.until


@given(moments, zones)
def test_the_month_due_is_over_and_the_next_one_is_ahead(now: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    due, following = month_due(now, zone), next_morning(now, zone)
    assert due.until < now < following or now == following
    assert following - now <= timedelta(days=31, hours=1)
    # at that morning, and not before, the next month is due
    assert month_due(following, zone).since == due.until
    assert month_due(following - timedelta(seconds=1), zone) == due


def test_the_morning_is_that_of_the_zone() -> None:
    assert next_morning(NOW, ZONE) == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert days(month_due(NOW, ZONE)) == ("01.10.2026", "31.10.2026")
    early = datetime(2026, 12, 1, 4, 59, tzinfo=UTC)
    assert days(month_due(early, ZONE)) == ("01.10.2026", "31.10.2026")

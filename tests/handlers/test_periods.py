"""Periods of the calendar, as people write them, in the chat's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.periods import NotBegun, Period, month_of, read_period
from handlers.reports import month_due, next_morning
from rules.policy import SinceDayOfYear

ZONE = ZoneInfo("Europe/Saratov")
NOW = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)
"""The 25th in Saratov already."""
JANUARY = datetime(2027, 1, 20, 9, tzinfo=UTC)
SEPTEMBER = SinceDayOfYear(month=9, day=1)

moments = st.integers(0, 15 * 366 * 1440).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
zones = st.sampled_from(["Europe/Saratov", "Europe/Moscow", "Asia/Kamchatka", "Europe/Berlin"])


def days(period: Period | NotBegun | None) -> tuple[str, str]:
    """Give the first and the last day in Saratov."""
    assert isinstance(period, Period)
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
        ("за эту неделю", "23.11.2026", "25.11.2026"),
        ("за прошлую неделю", "16.11.2026", "22.11.2026"),
        ("сегодня", "25.11.2026", "25.11.2026"),
        ("вчера", "24.11.2026", "24.11.2026"),
        ("последние 10 дней", "16.11.2026", "25.11.2026"),
        ("0 дней", None, None),
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
        # a period that ends before it begins spans the new year
        ("30.11-01.09", "30.11.2025", "01.09.2026"),
        ("31.02-01.03", None, None),
        ("когда-нибудь", None, None),
        ("99.99-99.99", None, None),
    ],
)
def test_a_period_is_read(words: str, first: str | None, last: str | None) -> None:
    period = read_period(words, NOW, ZONE, SEPTEMBER)
    assert ((None, None) if period is None else days(period)) == (first, last)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("01.09-31.12", "01.09.2026", "31.12.2026"),
        ("с 01.09 по 31.12", "01.09.2026", "31.12.2026"),
        ("01.09-31.01", "01.09.2026", "31.01.2027"),
        ("20.01-20.01", "20.01.2027", "20.01.2027"),
        ("21.01-25.01", "21.01.2026", "25.01.2026"),
        ("01.01-30.06", "01.01.2027", "30.06.2027"),
        ("29.02-10.03", "29.02.2024", "10.03.2024"),
        ("01.12-29.02", "01.12.2023", "29.02.2024"),
        ("01.09.2025-31.01", "01.09.2025", "31.01.2026"),
        ("01.09-31.01.2026", "01.09.2025", "31.01.2026"),
        ("01.09.25-31.12.25", "01.09.2025", "31.12.2025"),
        ("31.12.2025-01.09.2025", None, None),
        ("01.01.1999-31.12.2025", None, None),
        ("01.01.2026-31.12.9999", None, None),
        ("декабрь", "01.12.2026", "31.12.2026"),
        ("сентябрь 2025", "01.09.2025", "30.09.2025"),
        ("за сентябрь 2025 года", "01.09.2025", "30.09.2025"),
        ("сентябрь 0000", None, None),
        # what runs ends today
        ("год", "01.09.2026", "20.01.2027"),
        ("учебный год", "01.09.2026", "20.01.2027"),
        ("прошлый учебный год", "01.09.2025", "31.08.2026"),
        ("2025/2026", "01.09.2025", "31.08.2026"),
        ("2025-2026", "01.09.2025", "31.08.2026"),
        ("2025–26 уч. год", "01.09.2025", "31.08.2026"),
        ("учебный год 2026/2027", "01.09.2026", "20.01.2027"),
        ("2025-2027", None, None),
        ("9999/10000", None, None),
        # twelve is a month, and no year follows 2025 with it
        ("2025-12", "01.12.2025", "31.12.2025"),
        ("2025/12", None, None),
        ("2026", "01.01.2026", "31.12.2026"),
        ("2027 год", "01.01.2027", "20.01.2027"),
        ("0000", None, None),
        ("9999", None, None),
        ("семестр", "01.01.2027", "20.01.2027"),
        ("полугодие", "01.01.2027", "20.01.2027"),
        ("прошлый семестр", "01.09.2026", "31.12.2026"),
        ("осенний семестр", "01.09.2026", "31.12.2026"),
        ("первое полугодие", "01.09.2026", "31.12.2026"),
        ("I полугодие", "01.09.2026", "31.12.2026"),
        ("1-й семестр", "01.09.2026", "31.12.2026"),
        ("весенний семестр", "01.01.2027", "20.01.2027"),
        ("второе полугодие 2025/2026", "01.01.2026", "31.08.2026"),
        ("осенний семестр 2025", "01.09.2025", "31.12.2025"),
        ("весенний семестр 2026 года", "01.01.2026", "31.08.2026"),
        # the calendar's or the academic year's: nobody can tell
        ("первое полугодие 2026", None, None),
        ("полугодие 2025/2026", None, None),
        ("первое полугодие 9999/10000", None, None),
        ("осенний семестр 9999", None, None),
        ("3 семестр", None, None),
    ],
)
def test_without_a_year_it_is_the_newest_that_has_begun(
    words: str, first: str | None, last: str | None
) -> None:
    period = read_period(words, JANUARY, ZONE, SEPTEMBER)
    assert ((None, None) if period is None else days(period)) == (first, last)


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("21.01.2027-31.01.2027", "21.01.2027"),
        ("01.09.2027-31.01", "01.09.2027"),
        ("2027-02", "01.02.2027"),
        ("февраль 2027", "01.02.2027"),
        ("2027/2028", "01.09.2027"),
        ("2028 год", "01.01.2028"),
        ("осенний семестр 2027", "01.09.2027"),
        ("второе полугодие 2027-2028", "01.01.2028"),
    ],
)
def test_a_period_of_the_future_is_none_yet(words: str, begins: str) -> None:
    period = read_period(words, JANUARY, ZONE, SEPTEMBER)
    assert isinstance(period, NotBegun)
    assert f"{period.since.astimezone(ZONE):%d.%m.%Y}" == begins


def test_the_academic_year_is_the_policys() -> None:
    october = SinceDayOfYear(month=10, day=15)
    assert days(read_period("учебный год", JANUARY, ZONE, october)) == ("15.10.2026", "20.01.2027")
    assert days(read_period("осенний семестр", NOW, ZONE, october)) == ("15.10.2026", "25.11.2026")
    spring = SinceDayOfYear(month=2, day=1)
    assert days(read_period("прошлое полугодие", NOW, ZONE, spring)) == ("01.02.2026", "31.07.2026")


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_ends_where_the_next_begins(month: int) -> None:
    this = month_of(2027, month, ZONE)
    following = month_of(2027 + month // 12, month % 12 + 1, ZONE)
    assert this.until == following.since


pieces = st.sampled_from(
    [*"0123456789 .-–/", "29.02", "31.12", "9999", "2025", "2026", "год", "семестр", "прошлый "]
)


@given(st.text(max_size=30) | st.lists(pieces, max_size=12).map("".join), moments)
def test_nonsense_is_no_period_and_no_fault(words: str, now: datetime) -> None:
    match read_period(words, now, ZONE, SEPTEMBER):
        case Period(since=since, until=until):
            assert since <= now
            assert since < until
        case NotBegun(since=since):
            assert since > now
        case None:
            pass


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

"""Reading a period of the calendar: «неделя», «сентябрь», «01.09-30.11», «2026-11», «год»."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_MONTHS = (
    ("янв", "jan"),
    ("фев", "feb"),
    ("мар", "mar"),
    ("апр", "apr"),
    ("ма", "may"),
    ("июн", "jun"),
    ("июл", "jul"),
    ("авг", "aug"),
    ("сен", "sep"),
    ("окт", "oct"),
    ("ноя", "nov"),
    ("дек", "dec"),
)
_DAYS = re.compile(
    r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?\s*[-–—]\s*(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?"
)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one moment to another, which is left out (UTC)."""

    since: datetime
    until: datetime


def read_period(words: str, now: datetime, zone: tzinfo) -> Period | None:
    """Read a period; nothing said is this month so far. None for what is none."""
    text = " ".join(words.casefold().split())
    today = now.astimezone(zone).date()
    tomorrow = today + timedelta(days=1)
    if not text or text in {"месяц", "этот месяц", "month", "this month"}:
        return _period(today.replace(day=1), tomorrow, zone)
    if text in {"неделя", "неделю", "week"}:
        return _period(today - timedelta(days=6), tomorrow, zone)
    if text in {"год", "учебный год", "year"}:
        year = today.year if today.month >= 9 else today.year - 1
        return _period(date(year, 9, 1), tomorrow, zone)
    if text in {"прошлый месяц", "last month"}:
        last = today.replace(day=1) - timedelta(days=1)
        return month_of(last.year, last.month, zone)
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        return month_of(year, month, zone) if 1 <= month <= 12 and year >= 2000 else None
    if match := _DAYS.fullmatch(text):
        return _days(match, today, zone)
    for month, stems in enumerate(_MONTHS, start=1):
        if text.isalpha() and len(text) >= 3 and text.startswith(stems):
            return month_of(today.year - (month > today.month), month, zone)
    return None


def month_of(year: int, month: int, zone: tzinfo) -> Period:
    """Give a month of the calendar."""
    first = date(year, month, 1)
    return _period(first, (first + timedelta(days=32)).replace(day=1), zone)


def _days(match: re.Match[str], today: date, zone: tzinfo) -> Period | None:
    try:
        first = date(int(match[3] or today.year), int(match[2]), int(match[1]))
        last = date(int(match[6] or today.year), int(match[5]), int(match[4]))
    except ValueError:
        return None
    return _period(first, last + timedelta(days=1), zone) if first <= last else None


def _period(first: date, after: date, zone: tzinfo) -> Period:
    def begins(day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)

    return Period(since=begins(first), until=begins(after))

"""Parse reporting periods: «неделя», «сентябрь», «01.09-30.11», «семестр», «2025/2026»."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from rules.policy import SinceDayOfYear

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
_DAY = r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?(?:\s*г\.?)?"
_DAYS = re.compile(rf"(?:с\s+)?{_DAY}\s*(?:[-–—]|по)\s*{_DAY}")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NAMED_MONTH = re.compile(r"([^\W\d_]{3,})(?:\s+(\d{4})(?:\s*(?:г\.?|года?))?)?")

_PREVIOUS = r"прошл(?:ый|ое|ую|ая|ой)|предыдущ(?:ий|ее|ую|ая)|last|previous"
_RUNNING = r"эт(?:от|о|у|а)|текущ(?:ий|ее|ую|ая)|this"
_WEEK = re.compile(rf"(?:(?P<which>{_PREVIOUS}|{_RUNNING})\s+)?(?:недел[яюи]|week)")
_LATEST_DAYS = re.compile(r"(?:последни[еих]{1,2}\s+|last\s+)?(\d{1,3})\s+(?:день|дня|дней|days?)")
_AUTUMN, _SPRING = r"осенний|autumn|fall", r"весенний|spring"
_FIRST = rf"1(?:-?(?:й|ый|е|ое|st))?|i|перв(?:ый|ое)|first|{_AUTUMN}"
_SECOND = rf"2(?:-?(?:й|ой|е|ое|nd))?|ii|втор(?:ой|ое)|second|{_SPRING}"
_YEAR = r"(?:(?:учебн(?:ый|ого)|уч\.?|academic|school)\s*)?(?:года?|year|г\.?)"
_OF_YEAR = rf"(?P<year>\d{{4}})(?:\s*[-–—/]\s*(?P<next>\d{{4}}|\d{{2}}))?(?:\s*{_YEAR})?"
_ACADEMIC_YEAR = re.compile(
    rf"(?:(?P<which>{_PREVIOUS}|{_RUNNING})\s+)?{_YEAR}|(?:{_YEAR}\s+)?{_OF_YEAR}"
)
_HALF = re.compile(
    rf"(?:(?P<which>{_PREVIOUS}|{_RUNNING}|{_FIRST}|{_SECOND})\s+)?"
    rf"(?:полугодие|семестр|semester|term|half[- ]year)(?:\s+{_OF_YEAR})?"
)
_EARLIEST, _LATEST = 2000, 2100
"""First and last year of reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A half-open period in UTC: `until` is excluded."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBegun:
    """A period in the future; `since` is its beginning (UTC)."""

    since: datetime


_Days = tuple[date, date]
"""The first day and the day after the last."""


def read_period(
    words: str, now: datetime, zone: tzinfo, year_begins: SinceDayOfYear
) -> Period | NotBegun | None:
    """Parse a reporting period. Empty input means the current month to date.

    Without a year it is the newest matching period that has begun; it may span the new year. A
    named period («семестр», «учебный год») ends today while it runs. `year_begins` is the first day
    of the academic year. Unparseable input returns None.
    """
    text = re.sub(r"^(?:за|for) ", "", " ".join(words.casefold().split()))
    days = _read(text, now.astimezone(zone).date(), year_begins)
    if days is None:
        return None
    period = _period(*days, zone)
    return period if period.since <= now else NotBegun(since=period.since)


def month_of(year: int, month: int, zone: tzinfo) -> Period:
    """Return a calendar month."""
    return _period(*_month(year, month), zone)


def _read(text: str, today: date, year_begins: SinceDayOfYear) -> _Days | None:
    tomorrow = today + timedelta(days=1)
    if text in {"", "месяц", "этот месяц", "текущий месяц", "month", "this month"}:
        return today.replace(day=1), tomorrow
    if text in {"сегодня", "день", "today", "day"}:
        return today, tomorrow
    if text in {"вчера", "yesterday"}:
        return today - timedelta(days=1), today
    if match := _WEEK.fullmatch(text):
        return _week(match["which"], today)
    if (match := _LATEST_DAYS.fullmatch(text)) and int(match[1]) > 0:
        return tomorrow - timedelta(days=int(match[1])), tomorrow
    if text in {"прошлый месяц", "last month"}:
        last = today.replace(day=1) - timedelta(days=1)
        return _month(last.year, last.month)
    if (match := _MONTH.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        return _month(int(match[1]), int(match[2])) if _is_reported(int(match[1])) else None
    if match := _DAYS.fullmatch(text):
        return _days(match, today)
    if match := _ACADEMIC_YEAR.fullmatch(text):
        return _academic_year(match, today, year_begins)
    if match := _HALF.fullmatch(text):
        return _half(match, today, year_begins)
    if match := _NAMED_MONTH.fullmatch(text):
        return _named_month(match[1], match[2], today)
    return None


def _week(which: str | None, today: date) -> _Days:
    """Return the last seven days, or the calendar week that is named: it begins on Monday."""
    monday = today - timedelta(days=today.weekday())
    if which is None:
        return today - timedelta(days=6), today + timedelta(days=1)
    if re.fullmatch(_PREVIOUS, which):
        return monday - timedelta(days=7), monday
    return monday, today + timedelta(days=1)


def _named_month(name: str, year: str | None, today: date) -> _Days | None:
    for month, stems in enumerate(_MONTHS, start=1):
        if name.startswith(stems):
            if year is None:
                return _month(today.year - (month > today.month), month)
            return _month(int(year), month) if _is_reported(int(year)) else None
    return None


def _days(match: re.Match[str], today: date) -> _Days | None:
    first, last = (int(match[2]), int(match[1])), (int(match[5]), int(match[4]))
    first_year, last_year = _year(match[3]), _year(match[6])
    if first_year is None and last_year is not None:
        first_year = last_year - (first > last)
    # without a year, the newest that has begun: 29 February may be eight years apart
    years = range(today.year, today.year - 9, -1) if first_year is None else (first_year,)
    for year in years:
        following = year + (last < first) if last_year is None else last_year
        try:
            begins, ends = date(year, *first), date(following, *last)
        except ValueError:
            continue
        if first_year is None and begins > today:
            continue
        is_period = begins <= ends and _is_reported(year) and _is_reported(following)
        return (begins, ends + timedelta(days=1)) if is_period else None
    return None


def _academic_year(match: re.Match[str], today: date, year_begins: SinceDayOfYear) -> _Days | None:
    def terms(year: int) -> tuple[_Days, ...]:
        return ((_begin(year, year_begins), _begin(year + 1, year_begins)),)

    if match["year"] and not match["next"]:
        # «2025 год» alone is a calendar year
        year = int(match["year"])
        if not _is_reported(year):
            return None
        return _to_date((date(year, 1, 1), date(year + 1, 1, 1)), today)
    return _chosen(terms, match, today)


def _half(match: re.Match[str], today: date, year_begins: SinceDayOfYear) -> _Days | None:
    which = match["which"] or ""
    is_first, is_second = re.fullmatch(_FIRST, which), re.fullmatch(_SECOND, which)

    def terms(year: int) -> tuple[_Days, ...]:
        begins, ends = _begin(year, year_begins), _begin(year + 1, year_begins)
        turn = date(year + 1, 1, 1) if begins.month > 6 else date(year, begins.month + 6, 1)
        halves = (begins, turn), (turn, ends)
        return halves[:1] if is_first else halves[1:] if is_second else halves

    if match["year"] and not match["next"] and not re.fullmatch(f"{_AUTUMN}|{_SPRING}", which):
        # ambiguous: «первое полугодие 2026» may belong to the calendar or to the academic year
        return None
    return _chosen(terms, match, today)


def _chosen(
    terms: Callable[[int], tuple[_Days, ...]], match: re.Match[str], today: date
) -> _Days | None:
    """Return the term of the given year; without a year, the newest that has begun or the one
    before.

    `terms` returns the terms of the academic year that begins in a calendar year.
    """
    if not match["year"]:
        years = range(today.year - 3, today.year + 1)
        begun = [term for year in years for term in terms(year) if term[0] <= today]
        is_previous = re.fullmatch(_PREVIOUS, match["which"] or "")
        return begun[-2] if is_previous else _to_date(begun[-1], today)
    year = int(match["year"])
    if not _is_reported(year):
        return None
    if match["next"] is None:
        # «весенний семестр 2026» begins in that year, not in the one after
        year -= terms(year)[0][0].year > year
    elif int(match["next"]) not in {year + 1, (year + 1) % 100}:
        return None
    found = terms(year)
    return _to_date(found[0], today) if len(found) == 1 else None


def _begin(year: int, year_begins: SinceDayOfYear) -> date:
    return date(year, year_begins.month, year_begins.day)


def _month(year: int, month: int) -> _Days:
    first = date(year, month, 1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _to_date(days: _Days, today: date) -> _Days:
    """End a running term today."""
    begins, after = days
    return (begins, min(after, today + timedelta(days=1))) if begins <= today else days


def _year(digits: str | None) -> int | None:
    return None if digits is None else int(digits) + (2000 if len(digits) == 2 else 0)


def _is_reported(year: int) -> bool:
    return _EARLIEST <= year <= _LATEST


def _period(first: date, after: date, zone: tzinfo) -> Period:
    def begins(day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)

    return Period(since=begins(first), until=begins(after))

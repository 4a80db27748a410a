"""п. 5.12.5: «на срок до одного месяца», on the calendar of the chat."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.times import ONE_MONTH, Span, TermOutOfRangeError, Unit, Until, end_of, greatest_end

SARATOV = ZoneInfo("Europe/Saratov")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


def local(zone: ZoneInfo, *parts: int, fold: int = 0) -> datetime:
    year, month, day, *time = parts
    hour, minute = (*time, 0, 0)[:2]
    return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((2026, 11, 23, 14, 30), (2026, 12, 23, 14, 30)),
        ((2027, 1, 31), (2027, 2, 28)),
        ((2028, 1, 31), (2028, 2, 29)),
        ((2100, 1, 31), (2100, 2, 28)),
        ((2000, 1, 30), (2000, 2, 29)),
        ((2027, 2, 28), (2027, 3, 28)),
        ((2027, 3, 31), (2027, 4, 30)),
        ((2026, 12, 31), (2027, 1, 31)),
        ((2026, 12, 1), (2027, 1, 1)),
    ],
    ids=str,
)
def test_a_month_is_the_calendars(start: tuple[int, ...], end: tuple[int, ...]) -> None:
    assert greatest_end(local(SARATOV, *start), SARATOV) == local(SARATOV, *end)


def test_the_calendar_is_the_chats() -> None:
    late = datetime(2027, 1, 30, 21, tzinfo=UTC)
    assert greatest_end(late, SARATOV) == datetime(2027, 2, 27, 21, tzinfo=UTC)
    assert greatest_end(late, ZoneInfo("UTC")) == datetime(2027, 2, 28, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "end"),
    [(2, (2027, 1, 30)), (3, (2027, 2, 28)), (13, (2027, 12, 30)), (14, (2028, 1, 30))],
)
def test_months_keep_the_day_where_there_is_one(count: int, end: tuple[int, ...]) -> None:
    start = local(SARATOV, 2026, 11, 30)
    assert end_of(Span(count=count, unit=Unit.MONTH), start, SARATOV) == local(SARATOV, *end)


@pytest.mark.parametrize(
    ("unit", "length"),
    [
        (Unit.MINUTE, timedelta(minutes=3)),
        (Unit.HOUR, timedelta(hours=3)),
        (Unit.DAY, timedelta(days=3)),
        (Unit.WEEK, timedelta(days=21)),
    ],
)
def test_a_span_is_so_many_units(unit: Unit, length: timedelta) -> None:
    start = local(SARATOV, 2026, 11, 23, 14, 30)
    assert end_of(Span(count=3, unit=unit), start, SARATOV) == start + length


def test_a_day_keeps_the_time_of_day_where_clocks_change() -> None:
    autumn, spring = local(NEW_YORK, 2026, 10, 31, 12), local(NEW_YORK, 2026, 3, 7, 12)

    def real_time(start: datetime, span: Span) -> timedelta:
        return end_of(span, start, NEW_YORK) - start.astimezone(UTC)

    assert real_time(autumn, Span(count=1, unit=Unit.DAY)) == timedelta(hours=25)
    assert real_time(spring, Span(count=1, unit=Unit.WEEK)) == timedelta(days=7, hours=-1)
    assert real_time(spring, ONE_MONTH) == timedelta(days=31, hours=-1)


@pytest.mark.parametrize(
    "span", [Span(count=24, unit=Unit.HOUR), Span(count=1440, unit=Unit.MINUTE)]
)
def test_hours_are_counted_on_the_clock_where_clocks_change(span: Span) -> None:
    autumn = local(NEW_YORK, 2026, 10, 31, 12)
    assert end_of(span, autumn, NEW_YORK) == local(NEW_YORK, 2026, 11, 1, 11).astimezone(UTC)


@pytest.mark.parametrize("unit", Unit)
def test_an_end_is_told_in_utc(unit: Unit) -> None:
    end = end_of(Span(count=1, unit=unit), local(SARATOV, 2026, 11, 23), SARATOV)
    assert end.tzinfo is UTC


def test_a_day_that_would_end_in_a_gap_ends_after_it() -> None:
    start = local(NEW_YORK, 2026, 3, 7, 2, 30)
    end = end_of(Span(count=1, unit=Unit.DAY), start, NEW_YORK)
    assert end == local(NEW_YORK, 2026, 3, 8, 3, 30)


def test_a_day_begins_in_the_hour_that_comes_twice_at_either_time() -> None:
    first, second = (local(NEW_YORK, 2026, 11, 1, 1, 30, fold=fold) for fold in (0, 1))
    ends = {end_of(Span(count=1, unit=Unit.DAY), start, NEW_YORK) for start in (first, second)}
    assert ends == {local(NEW_YORK, 2026, 11, 2, 1, 30).astimezone(UTC)}


def test_an_end_that_is_named_is_taken_as_it_is() -> None:
    end = local(NEW_YORK, 2026, 12, 1, 9)

    given_back = end_of(Until(moment=end), local(SARATOV, 2026, 11, 23), SARATOV)

    assert given_back == end
    assert given_back.tzinfo is UTC


@pytest.mark.parametrize(
    "term",
    [
        *(Span(count=10**12, unit=unit) for unit in Unit),
        Span(count=9999 * 12, unit=Unit.MONTH),
        Span(count=-(10**12), unit=Unit.MONTH),
        Until(moment=datetime.max.replace(tzinfo=NEW_YORK)),
    ],
    ids=str,
)
def test_a_term_beyond_the_calendar_says_so(term: Span | Until) -> None:
    with pytest.raises(TermOutOfRangeError):
        end_of(term, local(SARATOV, 2026, 11, 23), SARATOV)


moments = st.integers(631_152_000, 4_102_444_800).map(lambda at: datetime.fromtimestamp(at, UTC))
zones = st.sampled_from([SARATOV, NEW_YORK, LORD_HOWE, ZoneInfo("Pacific/Apia"), ZoneInfo("UTC")])


@given(moments, zones)
def test_a_month_is_of_28_to_31_days(start: datetime, zone: ZoneInfo) -> None:
    length = greatest_end(start, zone) - start
    # a day is what clocks, and a change of the date line, make it
    slack = timedelta(days=1, hours=1) if zone.key == "Pacific/Apia" else timedelta(hours=1)
    assert timedelta(days=28) - slack <= length <= timedelta(days=31) + slack


@given(moments, zones)
def test_a_month_keeps_the_time_of_day_or_meets_a_gap(start: datetime, zone: ZoneInfo) -> None:
    begins = start.astimezone(zone)
    ends = greatest_end(start, zone).astimezone(zone)

    months = (ends.year - begins.year) * 12 + ends.month - begins.month
    exists = (
        begins.replace(year=ends.year, month=ends.month, day=ends.day, fold=0)
        .astimezone(UTC)
        .astimezone(zone)
    )
    assert months == 1 or exists.date() != ends.date()
    assert ends.day <= begins.day or ends.time() != begins.time()
    assert exists.time() == ends.time()


@given(moments, zones, st.integers(1, 40), st.sampled_from([Unit.MINUTE, Unit.HOUR]))
def test_time_on_the_clock_knows_no_zone(
    start: datetime, zone: ZoneInfo, count: int, unit: Unit
) -> None:
    span = Span(count=count, unit=unit)
    assert end_of(span, start, zone) == end_of(span, start, UTC)

"""Terms of blocks: periods on the chat's calendar, one month at most.

п. 5.12.5: «на срок до одного месяца». A month is the calendar's: from 31 January it ends on the
last day of February at the same time of day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum


class Unit(StrEnum):
    """Units of a term."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A term as a number of units, for example three days."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """A term as its end (aware, any zone)."""

    moment: datetime


Term = Span | Until

ONE_MONTH = Span(count=1, unit=Unit.MONTH)


class TermOutOfRangeError(ValueError):
    """The term ends after the last moment that a calendar can hold."""


def end_of(term: Term, start: datetime, zone: tzinfo) -> datetime:
    """Return the moment (UTC) at which a term that begins at `start` ends.

    Minutes and hours are counted on the clock; days, weeks and months on the calendar of
    `zone`, so that «до завтра» means the same time of day even where clocks change.
    Raises `TermOutOfRangeError` for a term beyond the calendar.
    """
    try:
        match term:
            case Until(moment=moment):
                return moment.astimezone(UTC)
            case Span(count=count, unit=unit):
                return _span_later(start, zone, count, unit)
    except (OverflowError, ValueError) as beyond:
        raise TermOutOfRangeError(str(beyond)) from beyond


def greatest_end(start: datetime, zone: tzinfo) -> datetime:
    """Return the latest moment (UTC) at which a block that begins at `start` may end."""
    return end_of(ONE_MONTH, start, zone)


def corrected_end(begun: datetime, ends_at: datetime, now: datetime, zone: tzinfo) -> datetime:
    """Return when (UTC) a block ends that was to begin only after `now`: its clock was ahead.

    It lasts from now on for as long as it was meant to, and a calendar month at most: since it
    began before now, that is never less than it was to last.
    """
    return min(ends_at, greatest_end(now, zone), now.astimezone(UTC) + (ends_at - begun))


def _span_later(start: datetime, zone: tzinfo, count: int, unit: Unit) -> datetime:
    match unit:
        case Unit.MINUTE:
            return start.astimezone(UTC) + timedelta(minutes=count)
        case Unit.HOUR:
            return start.astimezone(UTC) + timedelta(hours=count)
        case Unit.DAY:
            return _on_calendar(start, zone, days=count)
        case Unit.WEEK:
            return _on_calendar(start, zone, days=7 * count)
        case Unit.MONTH:
            return _months_later(start, zone, count)


def _on_calendar(start: datetime, zone: tzinfo, *, days: int) -> datetime:
    wall = start.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _months_later(start: datetime, zone: tzinfo, count: int) -> datetime:
    wall = start.astimezone(zone).replace(tzinfo=None)
    years, month_index = divmod(wall.month - 1 + count, 12)
    year, month = wall.year + years, month_index + 1
    day = min(wall.day, monthrange(year, month)[1])
    return wall.replace(year=year, month=month, day=day, tzinfo=zone).astimezone(UTC)

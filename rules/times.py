"""Times: terms on the calendar, quiet hours, and what clocks that differ let one compare."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum

from rules.ids import MessageId

CLOCKS_APART = timedelta(minutes=5)
"""The greatest difference between the process's clock and the messenger's that terms tolerate."""

_SECOND = timedelta(seconds=1)


def are_apart(ahead: timedelta) -> bool:
    """Whether clocks with this difference are too far apart to keep a term."""
    return abs(ahead) > CLOCKS_APART


def is_dated_ahead(at: datetime, now: datetime) -> bool:
    """Whether a past event is dated after `now` (both UTC), because a wrong clock dated it."""
    return at > now + CLOCKS_APART


def is_surely_before(written_at: datetime, moment: datetime) -> bool:
    """Whether what was written in the second from `written_at` came before `moment` for certain;
    within the same second it may not have.
    """
    return written_at + _SECOND <= moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A period (UTC) in which somebody may not write; `until` None: its end is not known yet.

    `announced` is the chat's message that announced it, once it exists.
    """

    since: datetime
    until: datetime | None
    announced: MessageId | None = None

    def covers(self, written_at: datetime, message: MessageId) -> bool:
        """Whether it surely held when a message was written; in doubt it did not.

        It did if the message was written (UTC, in whole seconds) after its begin and before the
        second of its end. Even clocks that agree differ a little, so a message behind the
        announcing one came after the begin, even if dated slightly before.
        """
        if self.until is not None and not is_surely_before(written_at, self.until):
            return False
        if self.announced is not None and message > self.announced:
            return not is_dated_ahead(self.since, written_at)
        return written_at >= self.since

    def holds_at(self, moment: datetime) -> bool:
        """Whether it holds at `moment`."""
        return self.since <= moment and (self.until is None or moment < self.until)

    def ended(self, at: datetime) -> "Hold":
        """Return the period with its end at `at`, or earlier if it ended earlier."""
        return replace(self, until=at if self.until is None else min(at, self.until))


def clock_ahead(theirs: datetime, before: datetime, after: datetime) -> timedelta:
    """Return how far our clock is at least ahead of theirs; negative: behind.

    They told `theirs` (UTC, in whole seconds) while our clock went from `before` to `after`. Zero
    if both clocks may be right.
    """
    if theirs + _SECOND < before:
        return before - (theirs + _SECOND)
    return min(after - theirs, timedelta())


def is_over(began: datetime, lasting: timedelta, now: datetime) -> bool:
    """Return whether what began then (UTC) has ended; a date in the future is a wrong clock's."""
    return now > began + lasting or is_dated_ahead(began, now)


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


class NoSuchValueError(Exception):
    """The text is not a value of this setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Quiet hours by the chat's clock; `ends` may be on the next day."""

    begins: time
    ends: time

    def hold_at(self, moment: datetime, zone: tzinfo) -> bool:
        """Whether `moment` (aware) is within the quiet hours."""
        at = moment.astimezone(zone).time()
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def end_after(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return when (UTC) the quiet hours around `moment` end."""
        local = moment.astimezone(zone)
        day = local.date()
        if self.begins > self.ends and local.time() >= self.begins:
            day += timedelta(days=1)
        return datetime.combine(day, self.ends, tzinfo=zone).astimezone(UTC)

    def evening_of(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return when (UTC) the quiet hours around `moment` began."""
        local = moment.astimezone(zone)
        day = local.date()
        if self.begins > self.ends and local.time() < self.ends:
            day -= timedelta(days=1)
        return datetime.combine(day, self.begins, tzinfo=zone).astimezone(UTC)

    @property
    def length(self) -> timedelta:
        """Their duration."""
        begins = timedelta(hours=self.begins.hour, minutes=self.begins.minute)
        ends = timedelta(hours=self.ends.hour, minutes=self.ends.minute)
        return (ends - begins) % timedelta(days=1)


_SPAN = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))? ?[-–—] ?([0-9]{1,2})(?::([0-9]{2}))?")


def read_quiet_hours(text: str) -> QuietHours:
    """Parse «22:00-07:00». Raises `NoSuchValueError` for anything else."""
    match = _SPAN.fullmatch(text)
    if match is None:
        raise NoSuchValueError
    try:
        begins = time(int(match[1]), int(match[2] or 0))
        ends = time(int(match[3]), int(match[4] or 0))
    except ValueError:
        raise NoSuchValueError from None
    if begins == ends:
        raise NoSuchValueError
    return QuietHours(begins=begins, ends=ends)

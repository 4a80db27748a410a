"""The quiet hours of a chat, in the evening and at night (п. 5.11.1)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo


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

"""When things happen in the tests of the policy, and how long they take."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from rules.times import Span, Unit

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

ZONE = ZoneInfo("Europe/Saratov")

LONG_AGO = datetime(2026, 9, 1, 6, tzinfo=UTC)

SECOND = timedelta(seconds=1)

MINUTE = timedelta(minutes=1)

HOUR = timedelta(hours=1)

DAY = timedelta(days=1)

INSTANT = timedelta(microseconds=1)

ONE_DAY = Span(count=1, unit=Unit.DAY)

ONE_WEEK = Span(count=1, unit=Unit.WEEK)

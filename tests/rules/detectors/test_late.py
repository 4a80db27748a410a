"""Late hours, by the clock of the chat."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.detection import Clearance
from rules.detectors.late import LateHours
from rules.detectors.message import Message
from rules.detectors.registry import Label
from rules.ids import MemberId
from rules.times import QuietHours

SARATOV = ZoneInfo("Europe/Saratov")
NIGHT = QuietHours(begins=time(22), ends=time(7))
NOON = QuietHours(begins=time(12), ends=time(13))
ME = MemberId(1)


def at(hour: int, minute: int, second: int = 0) -> Message:
    moment = datetime(2026, 11, 25, hour, minute, second, tzinfo=SARATOV)
    return Message(text="привет", author=ME, at=int(moment.timestamp()))


@pytest.mark.parametrize(
    ("hours", "message", "late"),
    [
        (NIGHT, at(21, 59, 59), False),
        (NIGHT, at(22, 0), True),
        (NIGHT, at(23, 59, 59), True),
        (NIGHT, at(0, 0), True),
        (NIGHT, at(6, 59, 59), True),
        (NIGHT, at(7, 0), False),
        (NOON, at(11, 59, 59), False),
        (NOON, at(12, 0), True),
        (NOON, at(13, 0), False),
    ],
)
def test_a_message_within_the_hours_is_late(
    hours: QuietHours, message: Message, late: bool
) -> None:
    found = LateHours(hours=hours, zone=SARATOV).detect(message)

    assert [each.label for each in found] == ([Label.LATE] if late else [])
    assert all(each.certainty == 1.0 for each in found)


def test_a_message_by_day_says_so() -> None:
    answer = LateHours(hours=NIGHT, zone=SARATOV).explain(at(12, 0))

    assert [each.why for each in answer.cleared] == [Clearance.WITHIN_MEASURE]


@given(
    st.lists(st.integers(1_700_000_000, 1_900_000_000), max_size=20),
    st.tuples(st.integers(0, 23), st.integers(0, 59)),
    st.tuples(st.integers(0, 23), st.integers(0, 59)),
    st.sampled_from(["Europe/Saratov", "America/New_York", "Asia/Kathmandu"]),
)
def test_what_came_before_changes_nothing(
    moments: list[int], begins: tuple[int, int], ends: tuple[int, int], zone: str
) -> None:
    hours = QuietHours(begins=time(*begins), ends=time(*ends))
    detector = LateHours(hours=hours, zone=ZoneInfo(zone))

    for moment in moments:
        found = detector.detect(Message(text="", author=ME, at=moment))

        late = hours.hold_at(datetime.fromtimestamp(moment, UTC), ZoneInfo(zone))
        assert bool(found) == late

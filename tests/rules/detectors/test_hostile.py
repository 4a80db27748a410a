"""Hostile messages cost no more than their length: what is twice as long takes about twice as long.

Times are compared with each other in one process, never with a clock's figure.
"""

import time
from datetime import UTC

import pytest

from rules.assembly import watchers_for
from rules.detectors import obscenity
from rules.detectors.inspection import Watcher
from rules.detectors.message import Message
from rules.detectors.obscenity import Reader
from rules.detectors.registry import Detector
from rules.ids import MemberId
from rules.responses import Response
from rules.settings import OF_DETECTOR, Setting, settings_from

SHAPES = (
    *("а", "х у й ", "х.", "х*", "еб", "xу1", "х\u0301\u0302", "х😀", "бля", "долба", "eba"),
    *("9", "9 ", "1.", "@", "a@", "a.ru ", "тг: ", "[.]", "ул. а ", "живет на ", "убью ", "дебил "),
    *("ты дурак ", '"', "п***а ", "ae0dbxy ", "-", "(9", "собака ", "д*бил ", "д*бял ", "дe"),
    *("сказал что дурак ", "дам по морде по ", "убью тебя ", "[id1|@all *", "д\n", '«"„“', ","),
)
SHORT, LONG = 1024, 4096
GROWS_AT_MOST = 12.0
"""Four times as long may take so many times as long; a square would take sixteen."""


def made() -> dict[Detector, Watcher]:
    return watchers_for(
        settings_from(
            {
                **dict.fromkeys(OF_DETECTOR.values(), Response.HINT.value),
                Setting.QUIET_HOURS: "22:00-07:00",
            }
        ),
        permitted=(),
        zone=UTC,
    )


def cost(text: str, patch: pytest.MonkeyPatch) -> float:
    message = Message(text=text, author=MemberId(1), at=1_790_000_000)
    best = float("inf")
    for _ in range(3):
        patch.setattr(obscenity, "_reader", Reader())
        watchers = made()
        began = time.process_time()
        for watcher in watchers.values():
            watcher.detect(message)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("shape", SHAPES)
def test_it_grows_no_faster_than_the_message(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shape * LONG
    short, long = cost(text[:SHORT], monkeypatch), cost(text[:LONG], monkeypatch)
    assert long <= GROWS_AT_MOST * short + 0.002

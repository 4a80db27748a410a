"""Hostile messages cost no more than their length: what is twice as long takes about twice as long.

Times are compared with each other in one process, never with a clock's figure.
"""

import time
from datetime import UTC

import pytest

from rules.assembly import watchers_for
from rules.detectors import obscenity
from rules.detectors.inspection import Watcher
from rules.detectors.link import Links
from rules.detectors.message import Message
from rules.detectors.obscenity import Reader
from rules.detectors.personal_data import PersonalData
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


LINKS = [
    *(".", "a.", "a", "ru.", "a.ru ", " . ", "[.]", "[", "(", "a-", "а точка ", "точка", "/"),
    *("vk.me/", "тг: ", "тг ", "@a", "[club1|", "http", "h t t p ", "https://", "t . m e "),
    *("заработок ", "9 р ", "пиши ", "www.", "a,b", "·", "т.", "t\u200b.", "𝐭.", "аa"),
    *("=http://a.", "vk.com/?=http://"),
]
NUMBERS = [
    *("9", "9 ", "8 9", "1.", "(9", "9\n", "0" * 9 + " ", "8ooo", "𝟾", "8\u200b", "девять "),
    *("@", "a@", "a.", "a@b.ru ", "собака ", "a at ", "89171234567 ", "паспорт 6310 "),
    *("112-233-445 95 ", "4276 3800 1234 5678 ", "а", "ул. а ", "живет на ", "ленина 5, "),
    *("кв ", "кв.1 ", "ул. Ленина, д. 5, кв. 3 ", "адрес а 5 "),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("detector", "piece", "last"),
    [
        *((Links(), piece, " t.me/abc") for piece in LINKS),
        *((PersonalData(), piece, "5") for piece in NUMBERS),
    ],
)
def test_one_detector_takes_time_by_the_length_alone(
    detector: Watcher, piece: str, last: str
) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[: length - len(last)] + last
        message = Message(text=text, author=MemberId(1))
        before = time.process_time()
        detector.detect(message)
        return time.process_time() - before

    seconds(64)

    # twice the length takes about twice the time; four times would be the square
    short = long = 9.0
    for turn in range(15):
        short, long = min(short, seconds(8_192)), min(long, seconds(16_384))
        # other processes only lengthen a turn: more turns come nearer to the truth of both
        if turn >= 2 and long < 3 * short + 0.001:
            break
    assert long < 3 * short + 0.001

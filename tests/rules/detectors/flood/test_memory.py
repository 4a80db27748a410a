"""What the counting keeps does not grow with the chat."""

import pickle
from collections.abc import Iterator

import pytest

from rules.detectors.flood import FloodDetector
from rules.detectors.message import Message
from rules.ids import MemberId, MessageId


def crowd(first: int, last: int) -> Iterator[tuple[MessageId, Message]]:
    for number in range(first, last):
        # many people, many texts, and one text of very many people
        text = f"сообщение {number} " + "слово" * 20 if number % 2 else "всем привет из отпуска"
        author = MemberId(number % 5_000 + 1)
        yield MessageId(number), Message(text=text, author=author, at=1_700_000_000 + number // 10)


def size_after(detector: FloodDetector, first: int, last: int) -> int:
    for key, message in crowd(first, last):
        detector.detect(message, key)
    return len(pickle.dumps(detector))


@pytest.mark.slow
def test_a_long_and_crowded_talk_takes_no_more_memory_than_a_short_one() -> None:
    detector = FloodDetector()

    early = size_after(detector, 0, 2_000)
    late = size_after(detector, 2_000, 20_000)

    assert late < 1.1 * early
    assert late < 100_000

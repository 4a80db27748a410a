"""What of ordinary talk is taken for flooding: the stream at hand, replayed as a lively class."""

from collections import Counter
from random import Random

from rules.detectors.flood import FloodDetector
from rules.detectors.message import Message
from rules.ids import MemberId
from tests.bench.collection import rows

_PEOPLE = 30
_PAUSE = 10
"""Seconds between two messages: six a minute."""


def measure(talks: int = 5) -> None:
    """Print how many messages were flagged, by label; each talk is said by other people."""
    stream = rows("stream_dev")
    flagged: Counter[str] = Counter()
    for seed in range(talks):
        choose = Random(seed)  # noqa: S311 -- who speaks is no secret
        detector = FloodDetector()
        for place, row in enumerate(stream):
            author = MemberId(choose.randrange(1, _PEOPLE + 1))
            message = Message(text=row.text, author=author, at=1_700_000_000 + _PAUSE * place)
            flagged.update(found.label for found in detector.detect(message))
    print(f"flooding in {talks * len(stream)} messages of ordinary talk: {dict(flagged) or 'none'}")


if __name__ == "__main__":
    measure()

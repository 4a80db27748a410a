"""How well insults and threats are recognised on the labelled half at hand, by source."""

import sys
from collections import Counter
from collections.abc import Iterator

from rules.detectors.insult import InsultDetector
from rules.detectors.message import NOBODYS, Message
from tests.bench.collection import Row, rows


def _half(name: str, parity: int | None) -> list[Row]:
    found = rows(name)
    return found if parity is None else found[parity::2]


def _sources(parity: int | None) -> Iterator[tuple[str, bool, list[Row]]]:
    insults = _half("rude_insult_dev", parity)
    for source in sorted({row.source for row in insults}):
        yield f"insults: {source}", True, [row for row in insults if row.source == source]
    for name in ("mat_dev", "obf_dev", "stream_dev"):
        yield f"clean: {name}", False, [row for row in _half(name, parity) if row.label == "0"]


def measure(parity: int | None = None) -> None:
    """Print recall and false flags a source, then the noisy labels of `toxicity_dev` by kind.

    `parity` takes every other row: 0 is the half that the words were chosen on, 1 the other.
    """
    detector = InsultDetector()

    def flags(row: Row) -> bool:
        return bool(detector.detect(Message(text=row.text, author=NOBODYS)))

    true, false, insults = 0, 0, 0
    for name, is_insult, some in _sources(parity):
        flagged = sum(map(flags, some))
        print(f"{name:32} {len(some):6} rows, {flagged:4} flagged")
        if is_insult:
            true, insults = true + flagged, insults + len(some)
        else:
            false += flagged
    print(f"precision {_share(true, true + false)}, recall {_share(true, insults)}")
    noisy = _half("toxicity_dev", parity)
    counts = Counter((row.kind, row.label, flags(row)) for row in noisy)
    for kind in sorted({row.kind for row in noisy}):
        toxic, clean = counts[kind, "1", True], counts[kind, "0", True]
        every = toxic + counts[kind, "1", False]
        print(
            f"toxicity, noisy labels: {kind:10} precision {_share(toxic, toxic + clean)},"
            f" recall {_share(toxic, every)}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "none"


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else None)

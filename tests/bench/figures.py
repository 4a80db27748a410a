"""What the benches share: two figures side by side, how fast something is, and rows of a table."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A figure of ours, the one that it stands beside, and their ratio."""

    ours: float
    bare: float
    ratio: float


def medians(turns: Iterable[tuple[float, float]], *, by_turn: bool = False) -> Pair:
    """Give the medians of both and their ratio; `by_turn`, the median of the turns' ratios: what
    slows the machine for a while slows both of a turn.
    """
    ours, bare = zip(*turns, strict=True)
    first, second = statistics.median(ours), statistics.median(bare)
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    return Pair(ours=first, bare=second, ratio=ratio if by_turn else first / second)


def rate(
    look: Callable[[Any], object],
    messages: Sequence[Any],
    *,
    rounds: int = 1,
    clock: Callable[[], float] = time.process_time,
) -> float:
    """Give messages a second, the best of some rounds: other work only ever slows."""
    best = float("inf")
    for _ in range(rounds):
        begun = clock()
        for message in messages:
            look(message)
        best = min(best, clock() - begun)
    return len(messages) / best


def resident(process: int | str = "self") -> float:
    """Give the megabytes of memory that a process has."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 / 2**20


def print_head(*cells: str) -> None:
    """Print the head of a table whose first column holds words, and the others figures."""
    print_row(*cells)
    print("|---|" + "---:|" * (len(cells) - 1))


def print_row(*cells: str) -> None:
    """Print one row of a table."""
    print(f"| {' | '.join(cells)} |")

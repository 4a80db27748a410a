"""`uv run python -m tests.chaos.long_run`: thirty days of a few chats; is the process's size flat?

The clock is turned five hours a round. Each day's figures are printed; what has to be flat is the
slope of a straight line through the last twenty days: those before them fill the caches.
"""

import argparse
import asyncio
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import linear_regression

from tests.chaos.playing import open_theatre
from tests.chaos.script import ROUND, write_script

FLAT_FROM = 10
"""The day, from 0, from which on it has to be flat."""

MOST_MEMORY = 0.25
"""MiB a day that memory may grow: under 100 MiB in a year of days without a restart."""

MOST_FILES = 0.1
"""Open files a day that may be added: 36 in a year, of the 1024 that a process has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A process at the end of a day: memory in MiB and open files."""

    number: int
    memory: float
    files: int


def measure(number: int, process: int) -> Day:
    """Measure a process, by what Linux tells of it."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    (resident,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    files = sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    return Day(number=number, memory=int(resident.split()[1]) / 1024, files=files)


def slopes(days: list[Day]) -> tuple[float, float]:
    """Give by how much memory (MiB) and open files grow a day, over the days that count."""
    counted = [day for day in days if day.number >= FLAT_FROM]
    numbers = [float(day.number) for day in counted]
    memory = linear_regression(numbers, [day.memory for day in counted]).slope
    files = linear_regression(numbers, [float(day.files) for day in counted]).slope
    return memory, files


async def run(days: int, *, seed: int, chats: int) -> list[Day]:
    """Let a bot live so many days; give its size at the end of each."""
    rounds = -(-timedelta(days=days) // ROUND)
    script = write_script(seed, updates=0, chats=chats, rounds=rounds)
    measured: list[Day] = []
    with tempfile.TemporaryDirectory() as folder:
        async with open_theatre(Path(folder), processes=1, database=None) as (theatre, _):

            def note(number: int) -> None:
                day = (number + 1) * ROUND // timedelta(days=1) - 1
                if day >= len(measured):
                    measured.append(measure(day, theatre.bots[0].number))
                    print(  # noqa: T201
                        f"day {day + 1}: {measured[-1].memory:.1f} MiB, {measured[-1].files} files",
                        flush=True,
                    )

            await theatre.play(script, after_round=note)
    return measured


def _main() -> int:
    parser = argparse.ArgumentParser(prog="tests.chaos.long_run", description=__doc__)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--chats", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    measured = asyncio.run(run(given.days, seed=given.seed, chats=given.chats))
    memory, files = slopes(measured)
    print(f"a day: {memory:+.3f} MiB (at most {MOST_MEMORY})")  # noqa: T201
    print(f"a day: {files:+.3f} files (at most {MOST_FILES})")  # noqa: T201
    return 0 if memory <= MOST_MEMORY and files <= MOST_FILES else 1


if __name__ == "__main__":
    sys.exit(_main())

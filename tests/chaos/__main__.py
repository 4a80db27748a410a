"""`uv run python -m tests.chaos --seed N --kills 200`: the crash test, with its figures."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.chaos.trial import Figures, attempt


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--updates", type=int, default=2000)
    parser.add_argument("--chats", type=int, default=20)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--database", help="address of an empty database; else SQLite")
    parser.add_argument("--keep", type=Path, help="folder for the databases and the logs")
    return parser.parse_args()


async def _main() -> int:
    given = _arguments()
    with tempfile.TemporaryDirectory() as passing:
        folder = given.keep or Path(passing)
        figures: Figures = await attempt(
            folder,
            seed=given.seed,
            kills=given.kills,
            updates=given.updates,
            chats=given.chats,
            processes=given.processes,
            database=given.database,
        )
    print(figures.in_words())  # noqa: T201
    return 1 if figures.differences else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_main()))

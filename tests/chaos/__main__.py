"""`uv run python -m tests.chaos --seed N --kills 200`: the crash test, with its figures.

`uv run python -m tests.postgresql tests.chaos --processes 3 --seed N --kills 200` does it on a
database of a PostgreSQL server that it starts.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.chaos.trial import Figures, attempt
from tests.databases import SERVER, a_postgresql


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--updates", type=int, default=2000)
    parser.add_argument("--chats", type=int, default=20)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--database", help="address of an empty database")
    parser.add_argument("--transport", choices=("longpoll", "callback"), default="longpoll")
    parser.add_argument("--keep", type=Path, help="folder for the databases and the logs")
    return parser.parse_args()


@asynccontextmanager
async def _database(given: str | None) -> AsyncIterator[str | None]:
    """Give the database under test: the one that is given, a server's, or none, for SQLite."""
    if given is not None or SERVER is None:
        yield given
    else:
        async with a_postgresql(SERVER) as made:
            yield made


async def _attempt(given: argparse.Namespace, folder: Path, database: str | None) -> Figures:
    return await attempt(
        folder,
        seed=given.seed,
        kills=given.kills,
        updates=given.updates,
        chats=given.chats,
        processes=given.processes,
        database=database,
        transport=given.transport,
    )


async def _main() -> int:
    given = _arguments()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    logging.getLogger("tests.chaos").setLevel(logging.INFO)
    async with _database(given.database) as database:
        with tempfile.TemporaryDirectory() as passing:
            figures = await _attempt(given, given.keep or Path(passing), database)
    print(figures.in_words())  # noqa: T201
    return 1 if figures.differences else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_main()))

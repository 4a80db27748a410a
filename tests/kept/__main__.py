"""`uv run python -m tests.kept` writes the kept database anew, with the words that belong to it;
`uv run python -m tests.kept words` writes the words alone, as the present code says them.
"""

import asyncio
import random
import secrets
import sqlite3
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from loguru import logger

from storage.verification import verify
from tests.databases import at_file
from tests.in_process.bot import open_bot
from tests.kept import past, present, presses, scenery, words
from tests.kept.seen import ADMINISTRATORS, DATABASE, SCENERY

BEGUN = datetime(2026, 5, 15, 8, 0, 0, 500, tzinfo=UTC)
"""Noon in Saratov; with a few microseconds, so that rounding ends in the same millisecond."""


async def write_database() -> None:
    """Play the whole story, and keep where it ends; choose which buttons are then pressed."""
    world = scenery.new_world(BEGUN)
    with TemporaryDirectory() as folder, same_chance():
        file, copy = Path(folder) / "bot.db", Path(folder) / "copy.db"
        async with open_bot(Path(folder), administrators=ADMINISTRATORS, world=world) as bot:
            before = await past.play(bot, file)
            await present.play(bot, before)
            with closing(sqlite3.connect(file)) as live, closing(sqlite3.connect(copy)) as kept:
                live.backup(kept)
            scenery.save(scenery.describe(world), SCENERY)
            await bot.follow()
            presses.save([*presses.choose(world)])
        shrink(copy, world.clock.now_ms())
        DATABASE.write_bytes(copy.read_bytes())
    verdict = await verify(at_file(DATABASE))
    assert not verdict.faults, verdict.faults


@contextmanager
def same_chance() -> Iterator[None]:
    """Let what is drawn by lot be drawn the same each time: salts, codes, ids."""
    chance = random.Random(17)  # noqa: S311 -- nothing is secret here
    with (
        patch.object(secrets, "token_hex", lambda size=32: chance.randbytes(size).hex()),
        patch.object(secrets, "token_urlsafe", lambda size=32: _code(chance.randbytes(size))),
        patch.object(secrets, "randbelow", lambda below: chance.randrange(below)),
    ):
        yield


def _code(drawn: bytes) -> str:
    return urlsafe_b64encode(drawn).rstrip(b"=").decode()


def shrink(file: Path, now_ms: int) -> None:
    """Make the file as small as it gets, and take the machine's own time out of it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("DELETE FROM inbox WHERE rowid <= (SELECT max(rowid) FROM inbox) - 9")
        database.execute("UPDATE inbox SET at_ms = ?", [now_ms])
        database.execute("UPDATE arrivals SET received_ms = ?", [now_ms])
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA page_size = 1024")
        database.execute("VACUUM")


async def main() -> None:
    """Write what is asked for."""
    if sys.argv[1:] != ["words"]:
        await write_database()
    await words.keep()


if __name__ == "__main__":
    # what is refused on purpose is no news
    logger.remove()
    asyncio.run(main())

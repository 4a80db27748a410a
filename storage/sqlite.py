"""Everything peculiar to SQLite, and nothing else."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from enum import IntEnum
from pathlib import Path
from threading import Thread
from typing import Any

import aiosqlite
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

BUSY_SECONDS = 10
"""How long a transaction waits for another process before it fails."""

_LAST_QUERY = 2.0
"""Seconds that a connection's last query may take after all users have left."""

WRITING: dict[str, Any] = {"poryadok_writes": True}
"""Execution options of a connection whose transactions write."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    # overwrite deleted rows with zeros
    "PRAGMA secure_delete = ON",
)

_LOG_WAITS = 0.5
"""Seconds that one attempt to empty the write-ahead log waits for readers; writers wait, too."""


class Remains(IntEnum):
    """Whether the file may hold copies of erased rows; stored in its `user_version`.

    `UNKNOWN`: the file was written before deleted rows were overwritten. `POSSIBLE`: something was
    erased since the file was last rewritten. SQLite overwrites the row, but not copies left where
    the rows of a page were moved to another (SQLite 3.40: one erased row of some hundreds).
    """

    UNKNOWN = 0
    NONE = 1
    POSSIBLE = 2


@asynccontextmanager
async def open_engine(url: str) -> AsyncIterator[AsyncEngine]:
    """Open an engine with durable commits and enforced foreign keys.

    At the end none of its threads runs, not even one whose user was cancelled in a query.
    """
    threads: set[Thread] = set()
    engine = _make_engine(url, threads)
    try:
        yield engine
    finally:
        await engine.dispose()
        await asyncio.to_thread(_join, threads)


def _make_engine(url: str, threads: set[Thread]) -> AsyncEngine:
    file = file_of(url)

    def connect() -> aiosqlite.Connection:
        connection = aiosqlite.connect(str(file))
        thread = connection._thread  # noqa: SLF001 -- as SQLAlchemy does where it connects itself
        thread.daemon = True
        # a thread without an id has not begun yet
        over = [each for each in threads if each.ident is not None and not each.is_alive()]
        threads.difference_update(over)
        threads.add(thread)
        return connection

    # rows hold people's words and names, which no log may contain
    engine = create_async_engine(
        url, hide_parameters=True, **({} if file is None else {"async_creator": connect})
    )
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _join(threads: set[Thread]) -> None:
    for thread in threads:
        if thread.is_alive():
            thread.join(_LAST_QUERY)


def _set_up(connection: Any, _record: object) -> None:
    # the driver would begin transactions by itself, but not before a SELECT
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    # a writer locks at once: of two that read first, neither could go on to write
    writes = connection.get_execution_options().get("poryadok_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def file_of(url: str) -> Path | None:
    """Return the file of an SQLite database; None for another kind, or one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return None
    return Path(str(parsed.database))


def make_private(file: Path) -> None:
    """Create an empty file that only its owner can read, and its folder, unless it exists.

    Raises `OSError` if that fails.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


async def note_remains(connection: AsyncConnection) -> None:
    """Note, in the erasing transaction, that the file has to be rewritten some time."""
    await connection.execute(text(f"PRAGMA user_version = {Remains.POSSIBLE}"))


def remains_of(file: Path) -> Remains:
    """Whether erased rows may have left copies in the file. Raises `sqlite3.Error`."""
    with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as plain:
        return Remains(plain.execute("PRAGMA user_version").fetchone()[0])


def rewrite(file: Path) -> None:
    """Rewrite the file so that it holds only its rows; writers wait meanwhile.

    Needs space for two copies. Raises `sqlite3.Error` and leaves the file as it was.
    """
    with closing(sqlite3.connect(file, isolation_level=None, timeout=BUSY_SECONDS)) as plain:
        # first, so that what is erased from now on is noted again
        plain.execute(f"PRAGMA user_version = {Remains.NONE}")
        try:
            plain.execute("VACUUM")
        except BaseException:
            plain.execute(f"PRAGMA user_version = {Remains.POSSIBLE}")
            raise


def empty_log(file: Path, *, seconds: float) -> bool:
    """Write the write-ahead log into the file and truncate it.

    Tries for `seconds` while others read; False if somebody read all the time. Raises
    `sqlite3.Error`.
    """
    until = time.monotonic() + seconds
    with closing(sqlite3.connect(file, isolation_level=None, timeout=_LOG_WAITS)) as plain:
        while True:
            try:
                busy, _, _ = plain.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError as failure:
                if failure.sqlite_errorname not in {"SQLITE_BUSY", "SQLITE_LOCKED"}:
                    raise
                busy = True
            if not busy:
                return True
            if time.monotonic() >= until:
                return False
            time.sleep(_LOG_WAITS)

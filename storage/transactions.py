"""Writing transactions, and wiping what erased rows left behind.

Transactions run one after another, each committed or rolled back completely. Erasing overwrites
the rows themselves. The write-ahead log keeps older pages until it is emptied, and the file may
keep copies of rows that moved between pages until it is rewritten.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from loguru import logger
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from rules.ids import ChatId
from storage import postgresql, sqlite
from storage.faults import DatabaseTrouble, TroubledError, connected, trouble_of, trouble_of_sqlite
from storage.sqlite import WRITING, Remains
from storage.tables import LOCAL, metadata


class Transactions:
    """Begins writing transactions.

    SQLite has one writer at a time; waiting writers of this process queue here, in order.
    PostgreSQL has as many as lock different chats. `note` is called after each with the database's
    trouble or None; a caller whose transaction fails gets a `TroubledError`.
    """

    def __init__(
        self, engine: AsyncEngine, *, note: Callable[[DatabaseTrouble | None], None]
    ) -> None:
        self._engine = engine
        self._note = note
        self._is_postgresql = postgresql.is_of(engine)
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def holding(self, chat: ChatId | None) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that is the only writer to a chat; None: the only writer at all."""
        async with self.brief() as connection:
            if self._is_postgresql:
                await postgresql.hold(connection, chat)
            yield connection

    @asynccontextmanager
    async def brief(self) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that locks only the rows it changes."""
        try:
            if self._is_postgresql:
                async with self._one() as connection:
                    yield connection
            else:
                async with self._lock, self._one() as connection:
                    yield connection
        except TroubledError as troubled:
            self._note(troubled.trouble)
            raise
        self._note(None)

    @asynccontextmanager
    async def pausing(self) -> AsyncIterator[None]:
        """Make other writers of this process wait, in order."""
        async with self._lock:
            yield

    @asynccontextmanager
    async def _one(self) -> AsyncIterator[AsyncConnection]:
        async with connected(self._engine) as plain:
            connection = await plain.execution_options(**WRITING)
            await connection.begin()
            try:
                yield connection
            except BaseException:
                await _to_its_end(connection.rollback())
                raise
            # a commit that began is completed, even if its caller is cancelled
            await _to_its_end(connection.commit())


async def _to_its_end(step: Coroutine[Any, Any, None]) -> None:
    # not a background task: its caller stays until it is over
    task = asyncio.get_running_loop().create_task(step)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


PATIENCE = 5.0
"""Seconds to wait for readers of the log while the bot works; it is tried again hourly."""


async def note_erased(connection: AsyncConnection) -> None:
    """Note, in the erasing transaction, that erased rows may have left remains."""
    if not postgresql.is_of(connection):
        await sqlite.note_remains(connection)


async def wipe(
    engine: AsyncEngine, transactions: Transactions, *, rewrite: bool, patience: float
) -> DatabaseTrouble | None:
    """Wipe remains of erased rows; return what prevented it, or None.

    With `rewrite` also from SQLite's file, if any may be there: nobody can write meanwhile (25
    seconds with a million entries). `patience`: seconds to wait for readers.
    """
    if postgresql.is_of(engine):
        return await _vacuum(engine)
    file = sqlite.file_of(engine.url.render_as_string(hide_password=False))
    if file is None:
        return None
    try:
        if rewrite:
            async with transactions.pausing():
                await asyncio.to_thread(_rewrite, file)
        emptied = await asyncio.to_thread(sqlite.empty_log, file, seconds=patience)
    except sqlite3.Error as failure:
        trouble = trouble_of_sqlite(failure)
        if trouble is None:
            raise
        return trouble
    return None if emptied else DatabaseTrouble.BUSY


async def wipe_at_first(engine: AsyncEngine) -> None:
    """Rewrite, once, a file that was written before erased rows were overwritten.

    If it fails, the bot still works, and it is tried again at night.
    """
    file = sqlite.file_of(engine.url.render_as_string(hide_password=False))
    if postgresql.is_of(engine) or file is None:
        return
    try:
        if await asyncio.to_thread(sqlite.remains_of, file) is Remains.UNKNOWN:
            await asyncio.to_thread(sqlite.rewrite, file)
    except sqlite3.Error as failure:
        logger.warning("the database could not be rewritten: {}", failure)


def _rewrite(file: Path) -> None:
    if sqlite.remains_of(file) is not Remains.NONE:
        sqlite.rewrite(file)


async def _vacuum(engine: AsyncEngine) -> DatabaseTrouble | None:
    try:
        await postgresql.vacuum(engine, set(metadata.tables) - LOCAL)
    except DBAPIError as failure:
        trouble = trouble_of(failure)
        if trouble is None:
            raise
        return trouble
    return None

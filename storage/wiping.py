"""Wiping remains of erased rows from the database's file, its log, or a server.

Erasing overwrites the rows themselves. The write-ahead log keeps older pages until it is emptied,
and the file may keep copies of rows that moved between pages until it is rewritten.
"""

import asyncio
import sqlite3
from pathlib import Path

from loguru import logger
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import postgresql, sqlite
from storage.faults import Trouble
from storage.schema import metadata
from storage.sqlite import Remains
from storage.tables.sharing import LOCAL
from storage.transactions import Transactions
from storage.troubles import trouble_of, trouble_of_sqlite

PATIENCE = 5.0
"""Seconds to wait for readers of the log while the bot works; it is tried again hourly."""


async def note_erased(connection: AsyncConnection) -> None:
    """Note, in the erasing transaction, that erased rows may have left remains."""
    if not postgresql.is_of(connection):
        await sqlite.note_remains(connection)


async def wipe(
    engine: AsyncEngine, transactions: Transactions, *, rewrite: bool, patience: float
) -> Trouble | None:
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
    return None if emptied else Trouble.BUSY


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


async def _vacuum(engine: AsyncEngine) -> Trouble | None:
    try:
        await postgresql.vacuum(engine, set(metadata.tables) - LOCAL)
    except DBAPIError as failure:
        trouble = trouble_of(failure)
        if trouble is None:
            raise
        return trouble
    return None

"""SQLite in the test's own thread, and without waits for the disk.

The driver gives every statement to a thread of the connection and waits for it: for the bot in
one process, which asks for one thing at a time, that takes longer than the statements do. What
it writes outlives no failure of the machine, so that no commit waits until the disk has it.
"""

import sqlite3
from asyncio import Future
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import aiosqlite
from aiosqlite.core import _STOP_RUNNING_SENTINEL

_files: set[str] = set()
_connect = aiosqlite.connect


class _Cursor(sqlite3.Cursor):
    def execute(self, statement: str, *parameters: Any) -> "_Cursor":
        super().execute(statement.replace("synchronous = FULL", "synchronous = OFF"), *parameters)
        return self


class _Connection(sqlite3.Connection):
    """Waits for no disk, whatever is asked of it."""

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


class _AtOnce:
    """Stands where a connection keeps the queue of its thread: runs what is put there."""

    def put_nowait(self, item: tuple[Future[Any] | None, Callable[[], Any]]) -> None:
        future, function = item
        try:
            result = function()
        except BaseException as failure:  # as the thread does
            if future is not None:
                future.set_exception(failure)
        else:
            if future is not None:
                future.set_result(result)


def _connect_at_once(database: str, **options: Any) -> aiosqlite.Connection:
    if database in _files:
        options["factory"] = _Connection
    connection = _connect(database, **options)
    if database in _files:
        # the thread ends as soon as it begins
        connection._tx.put_nowait((None, lambda: _STOP_RUNNING_SENTINEL))  # noqa: SLF001
        connection._tx = _AtOnce()  # type: ignore[assignment]  # noqa: SLF001
    return connection


patch.object(aiosqlite, "connect", _connect_at_once).start()


@asynccontextmanager
async def at_once(file: Path) -> AsyncIterator[None]:
    """Open connections to that file without threads. A writer that waits for another one of this
    process waits forever, unless something outside the database lets one of them begin."""
    _files.add(str(file))
    try:
        yield
    finally:
        _files.discard(str(file))

"""Faults of the database, in one line for the administrator, told from our own mistakes."""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


class StorageError(Exception):
    """The database cannot be used; the message is one line for the administrator, in Russian."""


class AlreadyHandledError(Exception):
    """The event was handled before, so nothing is to be done."""


class DatabaseTrouble(StrEnum):
    """Why a database that worked cannot be used now.

    `FULL`: the disk is full. `READ_ONLY`: it cannot be written. `BUSY`: another holds it for too
    long. `DAMAGED`: its content cannot be read. `AWAY`: it is missing or does not answer.
    """

    FULL = "full"
    READ_ONLY = "read_only"
    BUSY = "busy"
    DAMAGED = "damaged"
    AWAY = "away"


_SAID = {
    DatabaseTrouble.FULL: "На диске, где лежит база данных, кончилось место: освободите его",
    DatabaseTrouble.READ_ONLY: (
        "База данных не записывается: проверьте, на месте ли её файл и можно ли в него писать"
    ),
    DatabaseTrouble.BUSY: "Базу данных слишком долго держит другая программа: закройте её",
    DatabaseTrouble.DAMAGED: (
        "База данных повреждена: остановите бота, удалите файлы -wal и -shm рядом с ней, если они "
        "остались, положите на её место последнюю резервную копию и запустите бота снова"
    ),
    DatabaseTrouble.AWAY: "База данных недоступна: проверьте диск или сервер, где она находится",
}


class TroubledError(StorageError):
    """The database could not do what was asked; nothing of the unit of work is stored."""

    def __init__(self, trouble: DatabaseTrouble) -> None:
        super().__init__(_SAID[trouble])
        self.trouble = trouble


_OF_SQLITE: Mapping[int, DatabaseTrouble] = {
    sqlite3.SQLITE_FULL: DatabaseTrouble.FULL,
    sqlite3.SQLITE_READONLY: DatabaseTrouble.READ_ONLY,
    sqlite3.SQLITE_PERM: DatabaseTrouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: DatabaseTrouble.BUSY,
    sqlite3.SQLITE_LOCKED: DatabaseTrouble.BUSY,
    sqlite3.SQLITE_CORRUPT: DatabaseTrouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: DatabaseTrouble.DAMAGED,
    sqlite3.SQLITE_CANTOPEN: DatabaseTrouble.AWAY,
    sqlite3.SQLITE_IOERR: DatabaseTrouble.AWAY,
}

_PRIMARY = 0xFF
"""The part of an SQLite code that names the kind of error."""

_OF_SQLSTATE: Mapping[str, DatabaseTrouble] = {
    "53100": DatabaseTrouble.FULL,
    "25006": DatabaseTrouble.READ_ONLY,
    "55P03": DatabaseTrouble.BUSY,
    "57014": DatabaseTrouble.BUSY,
    "40P01": DatabaseTrouble.BUSY,
}
"""PostgreSQL's codes, in full."""

_OF_CLASS: Mapping[str, DatabaseTrouble] = {
    "53": DatabaseTrouble.BUSY,
    "08": DatabaseTrouble.AWAY,
    "57": DatabaseTrouble.AWAY,
    "58": DatabaseTrouble.AWAY,
    "XX": DatabaseTrouble.DAMAGED,
}
"""PostgreSQL's codes, by their first two characters."""


def trouble_of(failure: DBAPIError) -> DatabaseTrouble | None:
    """Return the database's trouble; None if the mistake is ours."""
    origin = failure.orig
    if hasattr(origin, "sqlite_errorcode"):
        return trouble_of_sqlite(origin)
    state = getattr(origin, "sqlstate", None)
    if isinstance(state, str):
        return _OF_SQLSTATE.get(state) or _OF_CLASS.get(state[:2])
    # the driver lost its connection without an answer from the server
    return DatabaseTrouble.AWAY if failure.connection_invalidated else None


def trouble_of_sqlite(failure: BaseException | None) -> DatabaseTrouble | None:
    """Return the database's trouble by SQLite's own code; None if the mistake is ours."""
    code = getattr(failure, "sqlite_errorcode", None)
    return _OF_SQLITE.get(code & _PRIMARY) if isinstance(code, int) else None


@contextmanager
def told() -> Iterator[None]:
    """Raise the database's trouble as `TroubledError`, and other errors unchanged."""
    try:
        yield
    except DBAPIError as failure:
        trouble = trouble_of(failure)
        if trouble is None:
            raise
        raise TroubledError(trouble) from failure


@asynccontextmanager
async def connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Open a connection. The database's trouble is raised as `TroubledError`."""
    with told():
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(engine.connect())
            except OSError as failure:
                # drivers raise a bare OSError if the server does not listen
                raise TroubledError(DatabaseTrouble.AWAY) from failure
            yield connection

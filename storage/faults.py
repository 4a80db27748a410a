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


class Trouble(StrEnum):
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
    Trouble.FULL: "На диске, где лежит база данных, кончилось место: освободите его",
    Trouble.READ_ONLY: (
        "База данных не записывается: проверьте, на месте ли её файл и можно ли в него писать"
    ),
    Trouble.BUSY: "Базу данных слишком долго держит другая программа: закройте её",
    Trouble.DAMAGED: (
        "База данных повреждена: остановите бота, удалите файлы -wal и -shm рядом с ней, если они "
        "остались, положите на её место последнюю резервную копию и запустите бота снова"
    ),
    Trouble.AWAY: "База данных недоступна: проверьте диск или сервер, где она находится",
}


class TroubledError(StorageError):
    """The database could not do what was asked; nothing of the unit of work is stored."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(_SAID[trouble])
        self.trouble = trouble


_OF_SQLITE: Mapping[int, Trouble] = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
    sqlite3.SQLITE_CANTOPEN: Trouble.AWAY,
    sqlite3.SQLITE_IOERR: Trouble.AWAY,
}


_PRIMARY = 0xFF
"""The part of an SQLite code that names the kind of error."""


_OF_SQLSTATE: Mapping[str, Trouble] = {
    "53100": Trouble.FULL,
    "25006": Trouble.READ_ONLY,
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "40P01": Trouble.BUSY,
}
"""PostgreSQL's codes, in full."""


_OF_CLASS: Mapping[str, Trouble] = {
    "53": Trouble.BUSY,
    "08": Trouble.AWAY,
    "57": Trouble.AWAY,
    "58": Trouble.AWAY,
    "XX": Trouble.DAMAGED,
}
"""PostgreSQL's codes, by their first two characters."""


def trouble_of(failure: DBAPIError) -> Trouble | None:
    """Return the database's trouble; None if the mistake is ours."""
    origin = failure.orig
    if hasattr(origin, "sqlite_errorcode"):
        return trouble_of_sqlite(origin)
    state = getattr(origin, "sqlstate", None)
    if isinstance(state, str):
        return _OF_SQLSTATE.get(state) or _OF_CLASS.get(state[:2])
    # the driver lost its connection without an answer from the server
    return Trouble.AWAY if failure.connection_invalidated else None


def trouble_of_sqlite(failure: BaseException | None) -> Trouble | None:
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
                raise TroubledError(Trouble.AWAY) from failure
            yield connection

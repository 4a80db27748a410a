"""Opening a database, whichever of the two kinds it is; what differs is in a module of each."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import postgresql, sqlite
from storage.faults import StorageError, Trouble, TroubledError
from storage.migrating import check_present
from storage.troubles import connected, trouble_of


@asynccontextmanager
async def open_engine(url: str) -> AsyncIterator[AsyncEngine]:
    """Open an engine for the database at that address; at the end nothing of it runs any more."""
    kind = postgresql if postgresql.is_at(url) else sqlite
    async with kind.open_engine(url) as engine:
        yield engine


@asynccontextmanager
async def open_snapshot(url: str) -> AsyncIterator[AsyncConnection]:
    """Open a database that is there, of the present version, for one consistent look at it.

    May be done beside the bot. Raises `StorageError` where there is none, or it cannot be read.
    """
    file = sqlite.file_of(url)
    if not postgresql.is_at(url) and (file is None or not file.is_file()):
        raise StorageError(f"Базы данных нет: {file}. Проверьте DATABASE_URL")
    with in_one_line(url, "База данных не читается"):
        async with open_engine(url) as engine, reading(engine) as connection:
            if postgresql.is_of(connection):
                await postgresql.be_patient(connection)
            await connection.run_sync(check_present)
            yield connection


async def require_database(url: str) -> None:
    """Make sure that the bot has worked with the database at that address.

    For a command that asks it something: opening one that is not there would make it, and what is
    then said of nobody and nothing would be believed. Raises `StorageError` as `open_snapshot`.
    """
    async with open_snapshot(url):
        pass


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Open a connection all of whose queries see the same state of what is committed."""
    async with connected(engine) as connection:
        if postgresql.is_of(connection):
            await connection.execution_options(**postgresql.SNAPSHOT)
        yield connection


@contextmanager
def in_one_line(url: str, what: str) -> Iterator[None]:
    """Turn what a driver raises into a `StorageError`: `what` (Russian), and why."""
    try:
        yield
    except DBAPIError as failure:
        known = postgresql.known_fault(failure) if postgresql.is_at(url) else None
        trouble = trouble_of(failure)
        # what cannot be read as a database is more likely a wrong address than damage
        if known is None and trouble is not None and trouble is not Trouble.DAMAGED:
            known = TroubledError(trouble)
        raise known or StorageError(f"{what}: {_line(failure.orig or failure)}") from None
    except TroubledError as troubled:
        if troubled.trouble is not Trouble.AWAY or not postgresql.is_at(url):
            raise
        raise postgresql.unreachable(url) from None
    except OSError:
        if not postgresql.is_at(url):
            raise
        raise postgresql.unreachable(url) from None


def _line(failure: BaseException) -> str:
    # what a driver adds about a row is people's words: only the first line, without its type
    text = str(failure.__cause__ or failure).strip()
    return text.splitlines()[0] if text else type(failure).__name__

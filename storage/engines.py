"""Opening a database of either kind; the differences are in `sqlite` and `postgresql`."""

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
    """Open an engine for the database at `url`; none of its threads runs after the end."""
    kind = postgresql if postgresql.is_at(url) else sqlite
    async with kind.open_engine(url) as engine:
        yield engine


@asynccontextmanager
async def open_snapshot(url: str) -> AsyncIterator[AsyncConnection]:
    """Open an existing database of the present version for one consistent reading.

    Works beside the running bot. Raises `StorageError` if there is none or it cannot be read.
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
    """Check that the bot has worked with the database at `url`.

    Commands that only read call this: opening a missing database would create an empty one, and its
    answers would be believed. Raises `StorageError` as `open_snapshot`.
    """
    async with open_snapshot(url):
        pass


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Open a connection whose queries all see the same committed state."""
    async with connected(engine) as connection:
        if postgresql.is_of(connection):
            await connection.execution_options(**postgresql.SNAPSHOT)
        yield connection


@contextmanager
def in_one_line(url: str, what: str) -> Iterator[None]:
    """Raise errors of a driver as `StorageError`: `what` failed (Russian), and why."""
    try:
        yield
    except DBAPIError as failure:
        known = postgresql.known_fault(failure) if postgresql.is_at(url) else None
        trouble = trouble_of(failure)
        # a file that is no database is more likely a wrong address than damage
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
    # only the first line: what a driver adds about a row contains people's words
    text = str(failure.__cause__ or failure).strip()
    return text.splitlines()[0] if text else type(failure).__name__

"""Opening a database of either kind, and migrating it to the present version at start.

The differences are in `sqlite` and `postgresql`. Alembic is imported only to run a migration:
loading it takes longer than opening a database.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import postgresql, sqlite
from storage.faults import DatabaseTrouble, StorageError, TroubledError, connected, trouble_of
from storage.sqlite import file_of

_SCRIPTS = Path(__file__).with_name("migrations")

VERSIONS = tuple(sorted(file.name[:4] for file in _SCRIPTS.glob("versions/[0-9]*.py")))
"""Every version of the database, oldest first. A migration's file begins with its version."""


def migrate(connection: Connection, to: str = VERSIONS[-1]) -> None:
    """Run the missing migrations up to version `to` in the connection's transaction.

    Raises `StorageError` for a newer version, or for a database that is not the bot's.
    """
    if postgresql.is_of(connection):
        postgresql.hold_for_migrating(connection)
    if version_in(connection) == to:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def check_present(connection: Connection) -> None:
    """Raise `StorageError` unless the database has the present version."""
    version = version_in(connection)
    if version is None:
        raise StorageError("База данных пуста: бот с ней ещё не работал. Проверьте DATABASE_URL")
    if version != VERSIONS[-1]:
        raise StorageError(
            "База данных создана более старой версией бота: запустите бота один раз, он её обновит"
        )


def version_in(connection: Connection) -> str | None:
    """Return the version of a database; None for an empty one.

    Raises `StorageError` for a newer version, or for a database that is not the bot's.
    """
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    else:
        version = None
    if version is None:
        if tables:
            raise StorageError("В DATABASE_URL указана база данных другой программы: укажите новую")
        return None
    if version not in VERSIONS:
        raise StorageError(
            "База данных создана более новой версией бота: обновите бота или укажите в "
            "DATABASE_URL другую базу"
        )
    return str(version)


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
        if known is None and trouble is not None and trouble is not DatabaseTrouble.DAMAGED:
            known = TroubledError(trouble)
        raise known or StorageError(f"{what}: {_line(failure.orig or failure)}") from None
    except TroubledError as troubled:
        if troubled.trouble is not DatabaseTrouble.AWAY or not postgresql.is_at(url):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """`present` is None if there is no database yet; `waiting` are the migrations that run at the
    next start, oldest first.
    """

    present: str | None
    newest: str
    waiting: tuple[str, ...]


async def version_of(url: str) -> Version:
    """Return the version of the database at `url`.

    Raises `StorageError` for one that cannot be read, has a newer version, or is not the bot's.
    """
    file = file_of(url)
    present = None
    if file is None or file.exists():
        with in_one_line(url, "База данных не открывается"):
            async with open_engine(url) as engine, engine.connect() as connection:
                present = await connection.run_sync(version_in)
    waiting = tuple(each for each in VERSIONS if present is None or each > present)
    return Version(present=present, newest=VERSIONS[-1], waiting=waiting)

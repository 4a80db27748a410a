"""Databases for tests: SQLite files, or, where `POSTGRESQL_SERVER` is set, PostgreSQL's.

`uv run python -m tests.postgresql pytest …` sets it. A database is a copy of one that has the
tables already: making them takes longer than most tests do.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, Row, event, select, text
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import open_storage
from storage.engines import open_engine
from storage.sqlite import WRITING, make_private
from storage.tables import metadata
from tests.postgresql import VARIABLE

SERVER = os.environ.get(VARIABLE)

ON_POSTGRESQL = SERVER is not None

_compiled: dict[Any, Any] = {}


@event.listens_for(Engine, "engine_connect")
def _compile_once(connection: Connection) -> None:
    """Compile a statement once in this process: compiling takes longer than SQLite's own work.

    Keys hold the dialect, of which each engine has its own; SQLite's are all alike.
    """
    if isinstance(connection.dialect, SQLiteDialect_aiosqlite):
        connection.execution_options(compiled_cache=_compiled)


SQLiteDialect_aiosqlite.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
SQLiteDialect_aiosqlite.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]


@asynccontextmanager
async def a_database(folder: Path, *, empty: bool = False) -> AsyncIterator[str]:
    """Give the address of a new database of the kind under test; `empty`, without tables.

    SQLite's is in the folder; an empty one is made by whoever opens it first.
    """
    if SERVER is None:
        file = folder / "data" / "bot.db"
        yield at_file(file) if empty else await with_tables(file)
        return
    async with a_postgresql(SERVER, empty=empty) as url:
        yield url


def at_file(file: Path) -> str:
    """Give the address of the database of SQLite's in that file, whether it is there or not."""
    return f"sqlite+aiosqlite:///{file}"


async def with_tables(file: Path) -> str:
    """Give the address of the database of SQLite's in that file; where there is none, one with
    the tables is put there."""
    if await asyncio.to_thread(file.exists):
        return at_file(file)
    if not _made:
        with TemporaryDirectory() as folder:
            made = Path(folder) / "bot.db"
            async with open_storage(at_file(made)):
                pass
            _made.append(made.read_bytes())
    await asyncio.to_thread(_copy, _made[0], file)
    return at_file(file)


_made: list[bytes] = []


def _copy(made: bytes, file: Path) -> None:
    make_private(file)
    file.write_bytes(made)


@asynccontextmanager
async def a_postgresql(server: str, *, empty: bool = False) -> AsyncIterator[str]:
    """Give the address of a new database on a server; it goes at the end."""
    name = f"t_{uuid4().hex}"
    template = "template0" if empty else await _template(server)
    await _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield _at(server, name)
    finally:
        await _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


_templates: dict[str, str] = {}


async def _template(server: str) -> str:
    if server not in _templates:
        name = f"template_{uuid4().hex}"
        await _administer(server, f"CREATE DATABASE {name} TEMPLATE template0")
        async with open_storage(_at(server, name)):
            pass
        _templates[server] = name
    return _templates[server]


def _at(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


async def _administer(server: str, statement: str) -> None:
    async with open_engine(server) as engine, engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await connection.exec_driver_sql(statement)


async def ask(url: str, query: str, **values: Any) -> list[Row[Any]]:
    """Ask a database past the storage."""
    async with open_engine(url) as engine, engine.connect() as connection:
        return list((await connection.execute(text(query), values)).all())


def ask_at_once(url: str, query: str, **values: Any) -> list[Row[Any]]:
    """Ask as `ask` does, where nobody can wait: everything else in this thread stands still."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(ask(url, query, **values))).result()


async def change(url: str, *statements: str, **values: Any) -> None:
    """Change a database past the storage, as far as it lets."""
    async with _writing(url) as connection:
        await _execute(connection, statements, values)


async def tamper(url: str, *statements: str, **values: Any) -> None:
    """Change a database past the storage and past its triggers."""
    async with _writing(url) as connection:
        if connection.dialect.name == "postgresql":
            unlocking = ["ALTER TABLE journal DISABLE TRIGGER USER"]
        else:
            unlocking = [f"DROP TRIGGER journal_no_{act}" for act in ("update", "delete")]
        await _execute(connection, (*unlocking, *statements), values)


async def migrate_again(url: str, name: str) -> None:
    """Run one migration, named as its file, on a database that is past it."""
    migration = import_module(f"storage.migrations.versions.{name}")

    def upgrade(connection: Connection) -> None:
        with Operations.context(MigrationContext.configure(connection)):
            migration.upgrade()

    async with _writing(url) as connection:
        await connection.run_sync(upgrade)


async def _execute(
    connection: AsyncConnection, statements: Iterable[str], values: dict[str, Any]
) -> None:
    for statement in statements:
        if values:
            await connection.execute(text(statement), values)
        else:
            # a colon in it is a colon
            await connection.exec_driver_sql(statement)


@asynccontextmanager
async def _writing(url: str) -> AsyncIterator[AsyncConnection]:
    async with open_engine(url) as engine, engine.connect() as plain:
        connection = await plain.execution_options(**WRITING)
        async with connection.begin():
            yield connection


async def contents(url: str) -> Mapping[str, list[Row[Any]]]:
    """Give all rows of all tables, by the tables' names."""
    async with open_engine(url) as engine, engine.connect() as connection:
        return {
            table.name: list((await connection.execute(select(table))).all())
            for table in metadata.sorted_tables
        }

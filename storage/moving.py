"""Copying a database: into another of either kind (`bot migrate-data`), or into a backup."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import postgresql
from storage.engines import in_one_line, migrate, open_engine, open_snapshot
from storage.faults import StorageError
from storage.sqlite import BUSY_SECONDS, WRITING, file_of, make_private
from storage.tables import LOCAL, arrivals, files, metadata, outbox
from storage.verification import verify_over

_AT_ONCE = 1000
"""Rows in memory at the same time."""

_KEPT = tuple(table for table in metadata.sorted_tables if table.name not in LOCAL)

_COUNTED = (outbox, files, arrivals)
"""Tables whose keys the database counts up and never reuses."""


async def copy_rows(source: AsyncConnection, target: AsyncConnection) -> dict[str, int]:
    """Copy every row of every table into an empty database; return the counts by table.

    `source` has to see one state throughout; `target` is in the caller's transaction.
    """
    copied: dict[str, int] = {}
    # referenced tables first
    for table in _KEPT:
        copied[table.name] = 0
        query = select(table).execution_options(yield_per=_AT_ONCE)
        async with source.stream(query) as rows:
            async for some in rows.mappings().partitions():
                await target.execute(insert(table), [dict(row) for row in some])
                copied[table.name] += len(some)
    for table in _COUNTED:
        await _go_on_from(target, table, await _last(source, table))
    return copied


async def count_rows(connection: AsyncConnection) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {
        table.name: await _number(connection, select(func.count()).select_from(table))
        for table in _KEPT
    }


async def _last(connection: AsyncConnection, table: Table) -> int:
    """Return the greatest number ever assigned, 0 if none was."""
    if postgresql.is_of(connection):
        sequence = await connection.execute(_SEQUENCE, {"name": table.name})
        query = f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence.scalar()}"  # noqa: S608 -- the server's own name
        return await _number(connection, text(query))
    query = "SELECT max(seq) FROM sqlite_sequence WHERE name = :name"
    return await _number(connection, text(query).bindparams(name=table.name))


async def _go_on_from(connection: AsyncConnection, table: Table, last: int) -> None:
    if not last:
        return
    values = {"name": table.name, "last": last}
    if postgresql.is_of(connection):
        await connection.execute(_CONTINUE, values)
        return
    changed = await connection.execute(_CHANGE, values)
    if not changed.rowcount:
        await connection.execute(_BEGIN, values)


_SEQUENCE = text("SELECT pg_get_serial_sequence(:name, 'id')")

_CONTINUE = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")

_CHANGE = text("UPDATE sqlite_sequence SET seq = :last WHERE name = :name")

_BEGIN = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)")


async def _number(connection: AsyncConnection, query: Any) -> int:
    return int((await connection.execute(query)).scalar() or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Number of copied rows, in all tables and in the journal."""

    rows: int
    entries: int


async def move(source: str, target: str) -> Moved:
    """Copy a database into an empty one and check the copy, all or nothing.

    In the copy the journal's chains have to hold, the tables have to follow from it, and every
    table has to have as many rows as before. What is written to the source meanwhile is not copied.
    Raises `StorageError` on any failure, and leaves the target unchanged.
    """
    async with open_snapshot(source) as theirs, _open_empty(target) as ours:
        copied = await copy_rows(theirs, ours)
        if not (copied == await count_rows(theirs) == await count_rows(ours)):
            raise StorageError("Скопировано не всё: ничего не сохранено, повторите команду")
        verdict = await verify_over(ours)
        if verdict.faults:
            raise StorageError(
                f"Журнал в копии не сходится ({verdict.faults[0]}): ничего не сохранено. "
                "Проверьте исходную базу: bot verify"
            )
    return Moved(rows=sum(copied.values()), entries=verdict.entries)


@asynccontextmanager
async def _open_empty(url: str) -> AsyncIterator[AsyncConnection]:
    file = file_of(url)
    is_new = file is not None and not file.exists()
    try:
        if file is not None:
            make_private(file)
        with in_one_line(url, "База, в которую копируют, не открывается"):
            async with open_engine(url) as engine, engine.connect() as plain:
                connection = await plain.execution_options(**WRITING)
                async with connection.begin():
                    if postgresql.is_of(connection):
                        await postgresql.be_patient(connection)
                    await connection.run_sync(migrate)
                    if any((await count_rows(connection)).values()):
                        raise StorageError(
                            "В базе, в которую копируют, уже есть данные: укажите пустую"
                        )
                    yield connection
    except OSError as failure:
        raise StorageError(
            f"База данных {file} недоступна: {failure.strerror or 'ошибка ввода-вывода'}"
        ) from None
    except BaseException:
        if file is not None and is_new:
            file.unlink(missing_ok=True)
        raise


async def backup(url: str, target: Path) -> None:
    """Copy the database to a new file that only its owner can read.

    The bot can run on the file; `bot migrate-data` copies it back into PostgreSQL. Raises
    `StorageError` if there is no database, the file exists, or the copy cannot be written.
    """
    source = file_of(url)
    if not postgresql.is_at(url) and (source is None or not source.is_file()):
        raise StorageError(f"Базы данных нет: {source}. Проверьте DATABASE_URL")
    _make(target)
    try:
        if source is None:
            await move(url, f"sqlite+aiosqlite:///{target}")
            await asyncio.to_thread(_make_one_file, target)
        else:
            await asyncio.to_thread(_copy_file, source, target)
    except BaseException as failure:
        _drop(target)
        if isinstance(failure, sqlite3.Error | OSError):
            raise StorageError(f"Копия не удалась: {failure}") from None
        raise


def _drop(target: Path) -> None:
    target.unlink(missing_ok=True)


def _make(target: Path) -> None:
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise StorageError(f"Файл {target} уже есть: укажите другой, старый не тронут") from None
    except OSError as failure:
        raise StorageError(f"Файл {target} не создаётся: {failure.strerror}") from None


def _copy_file(source: Path, target: Path) -> None:
    address = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as whole:
        # row by row: pages would include remains of erased rows
        whole.execute("VACUUM INTO ?", (str(target),))
    _make_one_file(target)


def _make_one_file(target: Path) -> None:
    # a single file to carry away, without a log beside it
    with closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
    with target.open("rb") as written:
        # SQLite does not flush a copy of this kind to the disk
        os.fsync(written.fileno())

"""Copying a database into another, of the same or the other kind (`bot migrate-data`)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from storage import postgresql
from storage.copying import copy_rows, count_rows
from storage.engines import in_one_line, open_engine, open_snapshot
from storage.faults import StorageError
from storage.migrating import migrate
from storage.sqlite import WRITING, file_of, make_private
from storage.verification import verify_over


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

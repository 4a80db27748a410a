"""A consistent copy of the database while the bot runs, always an SQLite file."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage import postgresql
from storage.faults import StorageError
from storage.moving import move
from storage.sqlite import BUSY_SECONDS, file_of


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
            await asyncio.to_thread(_copy, source, target)
    except (sqlite3.Error, OSError) as failure:
        _drop(target)
        raise StorageError(f"Копия не удалась: {failure}") from None
    except BaseException:
        _drop(target)
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


def _copy(source: Path, target: Path) -> None:
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

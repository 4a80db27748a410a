"""A consistent copy of the database while the bot runs."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.faults import StorageError
from storage.sqlite import BUSY_SECONDS, file_of


async def backup(url: str, target: Path) -> None:
    """Copy the database to a new file that only its owner reads.

    Raises `StorageError` where there is no database, the file is there already, or the copy
    cannot be written.
    """
    await asyncio.to_thread(_backup, url, target)


def _backup(url: str, target: Path) -> None:
    source = file_of(url)
    if source is None or not source.is_file():
        raise StorageError(f"Базы данных нет: {source}. Проверьте DATABASE_URL")
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise StorageError(f"Файл {target} уже есть: укажите другой, старый не тронут") from None
    except OSError as failure:
        raise StorageError(f"Файл {target} не создаётся: {failure.strerror}") from None
    try:
        _copy(source, target)
    except (sqlite3.Error, OSError) as failure:
        target.unlink(missing_ok=True)
        raise StorageError(f"Копия не удалась: {failure}") from None


def _copy(source: Path, target: Path) -> None:
    with (
        closing(
            sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
        ) as whole,
        closing(sqlite3.connect(target)) as copy,
    ):
        whole.backup(copy)
        # one file that can be carried away, without a log beside it
        copy.execute("PRAGMA journal_mode = DELETE")

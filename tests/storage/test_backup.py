"""A copy is whole, made while others write, and replaces nothing."""

import asyncio
import stat
from pathlib import Path

import pytest

from storage.database import StorageError, open_storage
from storage.moving import backup
from storage.verification import verify
from tests.databases import at_file
from tests.rules.people import CHAT
from tests.storage.test_units_of_work import write_all


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_copy_made_while_the_bot_writes_is_whole(url: str, tmp_path: Path) -> None:
    async with open_storage(url) as storage:
        copied = asyncio.Event()

        async def write() -> None:
            number = 0
            while not copied.is_set():
                number += 1
                async with storage.work() as work:
                    await write_all(work, number)

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(write())
            await asyncio.sleep(0.1)
            await backup(url, tmp_path / "copy.db")
            copied.set()
    assert {name for name in names_in(tmp_path) if "copy" in name} == {"copy.db"}
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    copy = at_file(tmp_path / "copy.db")
    verdict = await verify(copy)
    assert verdict.faults == ()
    assert verdict.entries > 0
    async with open_storage(copy) as storage:
        async with storage.reading() as reading:
            assert await reading.count_entries(CHAT) == verdict.entries
        assert await storage.outbox.count() == verdict.entries


async def test_a_file_that_is_there_is_not_touched(url: str, tmp_path: Path) -> None:
    async with open_storage(url):
        pass
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(StorageError, match="уже есть"):
        await backup(url, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


async def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="Базы данных нет"):
        await backup(at_file(tmp_path / "none.db"), tmp_path / "copy.db")
    assert names_in(tmp_path) == []


async def test_a_folder_that_is_not_there_is_told(url: str, tmp_path: Path) -> None:
    async with open_storage(url):
        pass
    with pytest.raises(StorageError, match="не создаётся"):
        await backup(url, tmp_path / "nowhere" / "copy.db")

"""Opening a database: a new one, an old one, and what is none of ours."""

import asyncio
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine

from storage.database import Storage, StorageError, open_storage
from storage.tables import metadata


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


async def test_a_new_database_is_only_its_owners(url: str) -> None:
    async with open_storage(url):
        file = file_of(url)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


async def test_the_migrations_lead_to_the_tables(url: str) -> None:
    async with open_storage(url):
        pass
    engine = create_engine(f"sqlite:///{file_of(url)}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


async def test_opening_twice_changes_nothing(url: str) -> None:
    async with open_storage(url) as storage:
        await storage.save_place("5")
    async with open_storage(url) as storage:
        assert await storage.place() == "5"


async def test_sqlite_keeps_what_is_committed(url: str) -> None:
    async with open_storage(url) as storage, storage.reading() as reading:

        def pragmas(connection: Connection) -> list[object]:
            return [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]

        assert await reading.connection.run_sync(pragmas) == ["wal", 2, 1, 10_000]


async def test_a_database_of_a_newer_version_is_refused_in_one_line(url: str) -> None:
    async with open_storage(url):
        pass
    with closing(sqlite3.connect(file_of(url))) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="более новой версией") as refused:
        async with open_storage(url):
            raise AssertionError("opened")
    assert "\n" not in str(refused.value)


async def test_a_database_of_another_program_is_refused_and_left_alone(url: str) -> None:
    file = file_of(url)
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StorageError, match="другой программы"):
        async with open_storage(url):
            raise AssertionError("opened")
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


async def test_what_is_no_database_is_refused_and_left_alone(url: str) -> None:
    file = file_of(url)
    file.parent.mkdir()
    file.write_bytes(b"dear diary, " * 1000)
    with pytest.raises(StorageError) as refused:
        async with open_storage(url):
            raise AssertionError("opened")
    assert "\n" not in str(refused.value)
    assert file.read_bytes() == b"dear diary, " * 1000


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="недоступна"):
        async with open_storage(f"sqlite+aiosqlite:///{tmp_path / 'file' / 'bot.db'}"):
            raise AssertionError("opened")


async def test_nothing_runs_on_after_the_end_not_even_a_cancelled_query(url: str) -> None:
    before = set(threading.enumerate())

    async def ask(storage: Storage) -> None:
        async with storage.reading() as reading:
            await reading.chats()
            await reading.next_due()

    for steps in range(12):
        async with open_storage(url) as storage, asyncio.TaskGroup() as tasks:
            asking = [tasks.create_task(ask(storage)) for _ in range(3)]
            for _ in range(steps):
                await asyncio.sleep(0)
            for task in asking:
                task.cancel()
        left = set(threading.enumerate()) - before
        assert {thread for thread in left if "worker_thread" in thread.name} == set()


async def test_the_journal_only_grows(url: str) -> None:
    async with open_storage(url):
        pass
    with closing(sqlite3.connect(file_of(url))) as raw:
        raw.execute(
            "INSERT INTO journal VALUES"
            " (1,1,1,'k',1,1,'c','v','{}','s','d','','h','{}','n','d',NULL)"
        )
        for act in ("UPDATE journal SET note = ''", "DELETE FROM journal"):
            with pytest.raises(sqlite3.Error):
                raw.execute(act.replace("note", "kind"))

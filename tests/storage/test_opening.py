"""Opening a database: a new one, an old one, and what is none of ours."""

import asyncio
import json
import stat
import threading
from collections.abc import AsyncIterator, Callable
from importlib.resources import files
from pathlib import Path

import pytest
import pytest_asyncio
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from rules.ids import ChatId
from storage.database import Storage, StorageError, open_storage
from storage.engines import VERSIONS, migrate, open_engine
from storage.sqlite import file_of
from storage.subjects.chats import settings
from storage.tables import journal, metadata, posted
from tests.databases import ON_POSTGRESQL, a_database, at_file, change

CHAT = ChatId(2_000_000_001)


def the_file(url: str) -> Path:
    file = file_of(url)
    assert file is not None
    return file


@pytest_asyncio.fixture
async def empty(tmp_path: Path) -> AsyncIterator[str]:
    async with a_database(tmp_path, empty=True) as made:
        yield made


async def make(url: str, do: Callable[[Connection], None]) -> None:
    """Make a database past the storage."""
    if (file := file_of(url)) is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    async with open_engine(url) as engine, engine.begin() as connection:
        await connection.run_sync(do)


async def refused(url: str, why: str) -> None:
    """Find that a database is not opened, and told why in one line."""
    with pytest.raises(StorageError, match=rf"\A.*{why}.*\Z"):
        async with open_storage(url):
            raise AssertionError("opened")


in_a_file = pytest.mark.skipif(ON_POSTGRESQL, reason="about the file of SQLite")


@in_a_file
async def test_a_new_database_is_only_its_owners(empty: str) -> None:
    async with open_storage(empty):
        file = the_file(empty)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


async def test_the_migrations_lead_to_the_tables(empty: str) -> None:
    async with open_storage(empty), open_engine(empty) as engine, engine.connect() as connection:

        def differences(to: Connection) -> list[object]:
            return list(compare_metadata(MigrationContext.configure(to), metadata))

        assert await connection.run_sync(differences) == []


async def test_the_newest_of_a_persons_proposals_keeps_the_name(empty: str) -> None:
    def an_old_database(connection: Connection) -> None:
        migrate(connection, "0014")
        for ref, message in (("proposal:5:4", 10), ("proposal:5:6", 12), ("block:1", 13)):
            connection.execute(insert(posted).values(peer=CHAT, ref=ref, message_id=message))

    await make(empty, an_old_database)

    async with open_storage(empty) as storage, storage.reading() as reading:
        assert await reading.posted(CHAT, "proposal:5") == 12
        assert await reading.posted(CHAT, "proposal:5:6") is None
        assert await reading.posted(CHAT, "block:1") == 13


async def test_of_what_is_set_the_journal_says_since_when(empty: str) -> None:
    adopted = {"kind": "parents", "group": "", "by": 501}
    quieter = {"setting": "newcomers", "value": "read_only", "before": "nothing"}
    entries = (
        (1, "chat_adopted", 1_000, {"payload": json.dumps(adopted), "rest": "{}"}),
        (2, "setting_changed", 5_000, {"payload": "", "rest": json.dumps(quieter)}),
    )

    def an_old_database(connection: Connection) -> None:
        migrate(connection, "0023")
        blank = {column.name: "" for column in journal.c if not column.nullable}
        for number, kind, at_ms, said in entries:
            entry = {"chat_id": CHAT, "number": number, "kind": kind, "at_ms": at_ms}
            connection.execute(insert(journal).values(blank | entry | said))
        for name in ("kind", "group", "newcomers"):
            values = {"chat": CHAT, "name": name, "value": ""}
            connection.execute(text("INSERT INTO settings VALUES (:chat, :name, :value)"), values)

    await make(empty, an_old_database)

    async with open_storage(empty) as storage, storage.reading() as reading:
        rows = await reading.connection.execute(select(settings.c.name, settings.c.since_ms))
        assert dict(tuple(row) for row in rows) == {
            "kind": 1_000,
            "group": 1_000,
            "newcomers": 5_000,
        }


def test_the_versions_are_those_that_the_migrations_lead_through() -> None:
    scripts = ScriptDirectory(str(files("storage") / "migrations"))
    assert [each.revision for each in scripts.walk_revisions()] == list(reversed(VERSIONS))


async def test_opening_twice_changes_nothing(url: str) -> None:
    async with open_storage(url) as storage:
        await storage.save_place("5")
    async with open_storage(url) as storage:
        assert await storage.place() == "5"


@in_a_file
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
    await change(url, "UPDATE alembic_version SET version_num = '9999'")
    await refused(url, "более новой версией")


async def test_a_database_of_another_program_is_refused_and_left_alone(empty: str) -> None:
    file = file_of(empty)
    if file is not None:
        file.parent.mkdir()
    await change(empty, "CREATE TABLE recipes (name TEXT)")
    await refused(empty, "другой программы")
    async with open_engine(empty) as engine, engine.connect() as connection:
        tables = await connection.run_sync(lambda to: inspect(to).get_table_names())
    assert tables == ["recipes"]


@in_a_file
async def test_what_is_no_database_is_refused_and_left_alone(empty: str) -> None:
    file = the_file(empty)
    file.parent.mkdir()
    file.write_bytes(b"dear diary, " * 1000)
    await refused(empty, "")
    assert file.read_bytes() == b"dear diary, " * 1000


@in_a_file
async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    await refused(at_file(tmp_path / "file" / "bot.db"), "недоступна")


@in_a_file
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


@pytest.mark.parametrize(
    "act",
    ["UPDATE journal SET kind = ''", "UPDATE journal SET payload = ''", "DELETE FROM journal"],
)
async def test_the_journal_only_grows(url: str, act: str) -> None:
    async with open_storage(url):
        pass
    await change(
        url,
        "INSERT INTO journal VALUES (1,1,1,'k',1,1,'c','v','{}','s','d','','h','{}','n','d',NULL)",
    )
    with pytest.raises(DBAPIError, match="only grows"):
        await change(url, act)


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has no such statement")
async def test_the_journal_is_not_emptied_at_one_stroke(url: str) -> None:
    with pytest.raises(DBAPIError, match="only grows"):
        await change(url, "TRUNCATE journal")

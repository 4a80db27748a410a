"""What was erased is not in the database's files: not in the log, nor between the rows."""

import random
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from storage import sqlite
from storage.database import Storage, open_storage
from storage.faults import DatabaseTrouble
from storage.moving import backup
from storage.sqlite import Remains, remains_of
from storage.tables import dialogues
from tests.databases import ON_POSTGRESQL, ask
from tests.rules.moments import NOW
from tests.rules.people import STUDENT
from tests.rules.policies import POLICY
from tests.storage.test_erasing import erase_due
from tests.traces import traces

MARKER = "Слова-которых-больше-нет"
ENDS = NOW + timedelta(hours=1)

of_sqlite = pytest.mark.skipif(ON_POSTGRESQL, reason="by SQLite's own means")


async def planted(storage: Storage) -> None:
    async with storage.work() as work:
        await work.put_dialogue(STUDENT, "appeal", {"text": MARKER}, now=NOW, ends_at=ENDS)


async def erased(storage: Storage) -> None:
    async with storage.work() as work:
        await work.connection.execute(delete(dialogues))


@of_sqlite
async def test_what_is_deleted_is_in_no_file_while_the_bot_runs(url: str, tmp_path: Path) -> None:
    async with open_storage(url) as storage:
        await planted(storage)
        assert traces(tmp_path, [MARKER]) == {MARKER: {"bot.db-wal"}}
        await storage.wipe(rewrite=False)
        assert traces(tmp_path, [MARKER]) == {MARKER: {"bot.db"}}
        await erased(storage)
        assert await storage.wipe(rewrite=False) is None
        assert traces(tmp_path, [MARKER]) == {}


@pytest.mark.slow
@of_sqlite
async def test_somebody_who_reads_all_the_time_is_told_of(url: str, tmp_path: Path) -> None:
    async with open_storage(url) as storage:
        await planted(storage)
        async with storage.reading() as reading:
            assert await reading.dialogue(STUDENT, NOW) is not None
            await erased(storage)
            assert await storage.wipe(rewrite=False, patience=0) is DatabaseTrouble.BUSY
            assert MARKER in traces(tmp_path, [MARKER])
        assert await storage.wipe(rewrite=False, patience=0) is None
    assert traces(tmp_path, [MARKER]) == {}


@of_sqlite
async def test_a_file_of_before_is_rewritten_once(url: str, tmp_path: Path) -> None:
    file = sqlite.file_of(url)
    assert file is not None
    assert remains_of(file) is Remains.NONE
    leave_remains(file)
    with closing(sqlite3.connect(file)) as old:
        old.execute(f"PRAGMA user_version = {Remains.UNKNOWN}")
    assert traces(tmp_path, [MARKER]) == {MARKER: {"bot.db"}}
    async with open_storage(url):
        pass
    assert traces(tmp_path, [MARKER]) == {}
    assert remains_of(file) is Remains.NONE


@of_sqlite
async def test_a_copy_takes_no_remains_along(url: str, tmp_path: Path) -> None:
    file = sqlite.file_of(url)
    assert file is not None
    leave_remains(file)
    await backup(url, tmp_path / "copy.db")
    assert traces(tmp_path, [MARKER]) == {MARKER: {"bot.db"}}


def leave_remains(file: Path) -> None:
    """Delete as SQLite does by itself: the words stay between the rows."""
    with closing(sqlite3.connect(file, isolation_level=None)) as plain:
        plain.execute("PRAGMA secure_delete = OFF")
        plain.execute("INSERT INTO dialogues VALUES (1, ?, '{}', 0, 0)", (MARKER,))
        plain.execute("DELETE FROM dialogues")
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_copies_that_moving_rows_left_behind_go_by_rewriting(tmp_path: Path) -> None:
    file = tmp_path / "some.db"
    for seed in range(40):
        file.unlink(missing_ok=True)
        moved_and_erased(file, random.Random(seed))  # noqa: S311 -- no secret
        if traces(tmp_path, ["MARKER"]):
            break
    else:
        pytest.skip("this SQLite leaves no copies")
    sqlite.rewrite(file)
    assert sqlite.empty_log(file, seconds=1)
    assert traces(tmp_path, ["MARKER"]) == {}


def moved_and_erased(file: Path, chance: random.Random) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
        plain.execute("PRAGMA secure_delete = ON")
        plain.execute("CREATE TABLE kept (number INTEGER PRIMARY KEY, text TEXT)")
        plain.execute("BEGIN")
        for number in range(1500):
            mark = "MARKER" if chance.random() < 0.1 else ""
            words = mark + "x" * chance.randint(10, 900)
            plain.execute("INSERT INTO kept VALUES (?, ?)", (number, words))
            some = chance.randint(0, number)
            match chance.randint(0, 3):
                case 0:
                    plain.execute("DELETE FROM kept WHERE number = ?", (some,))
                case 1:
                    plain.execute("UPDATE kept SET text = text || text WHERE number = ?", (some,))
                case _:
                    pass
        plain.execute("COMMIT")
        plain.execute("DELETE FROM kept WHERE text LIKE 'MARKER%'")
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@of_sqlite
async def test_erasing_asks_for_a_rewriting_and_gets_it_once(url: str) -> None:
    file = sqlite.file_of(url)
    assert file is not None
    async with open_storage(url) as storage:
        await erase_due(storage, NOW)
        assert remains_of(file) is Remains.NONE
        await planted(storage)
        await erase_due(storage, NOW + timedelta(days=POLICY.keeping.texts.days + 1))
        assert remains_of(file) is Remains.POSSIBLE
        await storage.wipe(rewrite=False)
        assert remains_of(file) is Remains.POSSIBLE
        await storage.wipe(rewrite=True)
        assert remains_of(file) is Remains.NONE


@pytest.mark.skipif(not ON_POSTGRESQL, reason="by PostgreSQL's own means")
async def test_the_server_is_told_to_reuse_the_room(url: str) -> None:
    async with open_storage(url) as storage:
        await planted(storage)
        await erased(storage)
        assert await storage.wipe(rewrite=True) is None
    query = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'dialogues'"
    assert (await ask(url, query))[0][0] > 0

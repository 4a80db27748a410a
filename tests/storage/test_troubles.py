"""What SQLite says of its troubles is told apart from mistakes of ours."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Storage, open_storage
from storage.faults import DatabaseTrouble, TroubledError, trouble_of
from tests.databases import ON_POSTGRESQL

Refuse = Callable[[sqlite3.Connection], object]


def full(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA max_page_count = 1")
    connection.execute("CREATE TABLE larger (than TEXT)")


def read_only(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = ON")
    connection.execute("CREATE TABLE never (made TEXT)")


def not_there(_: sqlite3.Connection) -> None:
    sqlite3.connect("file:/nowhere/at/all?mode=ro", uri=True).execute("SELECT 1")


def of_ours(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO kept VALUES (1), (1)")


@pytest.mark.parametrize(
    ("refuse", "trouble"),
    [
        (full, DatabaseTrouble.FULL),
        (read_only, DatabaseTrouble.READ_ONLY),
        (not_there, DatabaseTrouble.AWAY),
        (of_ours, None),
    ],
)
def test_sqlites_own_words(refuse: Refuse, trouble: DatabaseTrouble | None, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "some.db", isolation_level=None)
    connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY)")
    with pytest.raises(sqlite3.Error) as refused:
        refuse(connection)
    connection.close()
    assert trouble_of(DBAPIError("", {}, refused.value)) is trouble


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        ("53100", DatabaseTrouble.FULL),
        ("53300", DatabaseTrouble.BUSY),
        ("25006", DatabaseTrouble.READ_ONLY),
        ("55P03", DatabaseTrouble.BUSY),
        ("08006", DatabaseTrouble.AWAY),
        ("57P01", DatabaseTrouble.AWAY),
        ("XX001", DatabaseTrouble.DAMAGED),
        ("23505", None),
    ],
)
def test_postgresqls_codes(state: str, trouble: DatabaseTrouble | None) -> None:
    class RefusedError(Exception):
        sqlstate = state

    assert trouble_of(DBAPIError("", {}, RefusedError())) is trouble


@pytest.mark.skipif(ON_POSTGRESQL, reason="by SQLite's own means")
async def test_trouble_and_its_end_are_told_once_and_nothing_is_kept_by_half(url: str) -> None:
    told: list[DatabaseTrouble | None] = []
    async with open_storage(url) as storage:
        storage.on_trouble = told.append
        for _ in range(2):
            with pytest.raises(TroubledError):
                await _do(storage, "PRAGMA query_only = ON", "DELETE FROM inbox")
            async with storage.reading() as reading:
                await reading.connection.execute(text("PRAGMA query_only = OFF"))
        assert told == [DatabaseTrouble.READ_ONLY]
        async with storage.work("event"):
            pass
        assert told == [DatabaseTrouble.READ_ONLY, None]


async def test_a_mistake_of_ours_is_no_trouble(url: str) -> None:
    async with open_storage(url) as storage:
        twice = ["INSERT INTO inbox (event, at_ms) VALUES ('twice', 1)"] * 2
        with pytest.raises(IntegrityError):
            await _do(storage, *twice)


async def _do(storage: Storage, *statements: str) -> None:
    async with storage.work() as work:
        for statement in statements:
            await work.connection.execute(text(statement))

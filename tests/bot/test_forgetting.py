"""`bot forget` says if erased words are still in the database's files."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import forgetting
from bot.settings import load_settings
from tests.databases import ON_POSTGRESQL, with_tables

pytestmark = pytest.mark.skipif(ON_POSTGRESQL, reason="by SQLite's own means")


@pytest.mark.slow
async def test_with_another_reader_of_the_database_the_command_fails_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = await with_tables(tmp_path / "bot.db")
    for name, value in {"VK_TOKEN": "x", "VK_GROUP_ID": "1", "DATABASE_URL": url}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(forgetting, "_PATIENCE", 0)
    settings = load_settings(None)
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as reader:
        reader.execute(
            "INSERT INTO people (member_id, nom, gen, dat, acc, ins, abl, screen_name)"
            " VALUES (7, 'А', '', '', '', '', '', '')"
        )
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        assert await forgetting.forget_person(settings, "7", agreed=True) == 1
    told = capsys.readouterr()
    assert "✓ Стёрто" in told.out
    assert told.err.count("\n") == 1
    assert "читает или пишет другая программа" in told.err
    assert "bot forget 7 --yes" in told.err

    assert await forgetting.forget_person(settings, "7", agreed=True) == 0
    assert "ничего не хранится" in capsys.readouterr().out

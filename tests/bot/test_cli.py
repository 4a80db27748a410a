"""The command line: a mistake is one line and an exit status, never a traceback."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import open_storage

pytestmark = pytest.mark.slow
"""Each loads the bot anew, as an administrator does."""


SQLITE = "sqlite+aiosqlite:///"
NOWHERE = "postgresql+asyncpg://bot:secret@127.0.0.1:1/poryadok"


def bot(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VK_", "ADMIN_", "DATABASE_", "POLICY_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**clean, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "status", "said"),
    [
        (["run"], {}, 2, "VK_TOKEN"),
        (["run"], {"VK_TOKEN": "x", "TIMEZONE": "Mars/Olympus"}, 2, "TIMEZONE"),
        (["check"], {"VK_TOKEN": "x", "ADMIN_IDS": "Маша"}, 2, "ADMIN_IDS"),
        (["verify"], {}, 1, "DATABASE_URL"),
        (["backup", "copy.db"], {}, 1, "DATABASE_URL"),
        (["migrate-data", "data/bot.db", "sqlite+aiosqlite:///b.db"], {}, 2, "адрес"),
        (["migrate-data", f"{SQLITE}a.db", f"{SQLITE}b.db"], {}, 1, "Базы данных нет"),
        (["migrate-data", f"{SQLITE}a.db", NOWHERE], {}, 1, "Базы данных нет"),
        (["verify"], {"DATABASE_URL": NOWHERE}, 1, "не отвечает"),
        (["backup", "copy.db"], {"DATABASE_URL": NOWHERE}, 1, "не отвечает"),
        (["report", "год"], {}, 1, "Базы данных нет"),
        (["report", "второе", "полугодие"], {}, 1, "Базы данных нет"),
        (["report", "когда-нибудь"], {}, 2, "Период не понятен"),
        (["report", "2099/2100"], {}, 2, "Отчёта пока нет: этот период начнётся 01.09.2099"),
        (["roster", "export", "list.csv"], {}, 1, "Базы данных нет"),
        (["forget", "1", "--yes"], {"VK_TOKEN": "x"}, 1, "Базы данных нет"),
        (["policy"], {"POLICY_FILE": "nowhere.toml"}, 2, "POLICY_FILE"),
        (["policy"], {"LOCALE": "la"}, 2, "LOCALE"),
    ],
)
def test_a_mistake_is_one_line(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], status: int, said: str
) -> None:
    ended = bot(tmp_path, *arguments, **environment)
    assert ended.returncode == status, ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    # none of them leaves anything behind: not an empty database either
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_policy_file_is_one_line_with_its_clause(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    default = Path(__file__).parents[2] / "rules" / "default_policy.toml"
    file.write_text(
        default.read_text("utf-8").replace("threshold = 3", "threshold = 2"), encoding="utf-8"
    )
    ended = bot(tmp_path, "policy", POLICY_FILE=str(file))
    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "5.12.5" in ended.stderr


def test_moved_data_are_counted(tmp_path: Path) -> None:
    async def fill() -> None:
        async with open_storage(f"{SQLITE}{tmp_path / 'a.db'}") as storage:
            await storage.save_place("5")

    asyncio.run(fill())
    ended = bot(tmp_path, "migrate-data", f"{SQLITE}a.db", f"{SQLITE}b.db")
    assert ended.returncode == 0, ended.stderr
    assert "Строк: 1, записей журнала: 0" in ended.stdout
    assert bot(tmp_path, "verify", DATABASE_URL=f"{SQLITE}b.db").returncode == 0


def test_a_damaged_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"no database " * 500)
    ended = bot(tmp_path, "verify", DATABASE_URL="sqlite+aiosqlite:///bot.db")
    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1


def test_a_bug_is_reported_by_its_stack_without_anybodys_words(tmp_path: Path) -> None:
    async def make() -> None:
        async with open_storage(f"{SQLITE}{tmp_path / 'bot.db'}"):
            pass

    asyncio.run(make())
    with closing(sqlite3.connect(tmp_path / "bot.db")) as live:
        live.execute("ALTER TABLE roster RENAME TO elsewhere")
    ended = bot(
        tmp_path,
        *("roster", "export", "list.csv"),
        DATABASE_URL=f"{SQLITE}{tmp_path / 'bot.db'}",
    )
    assert ended.returncode == 1
    assert "ошибка в самой программе" in ended.stderr
    assert "storage/" in ended.stderr
    assert "SELECT" not in ended.stderr


@pytest.mark.parametrize("command", [["run"], ["check"], ["verify"], ["backup", "b.db"]], ids=str)
def test_a_password_in_the_database_url_is_never_shown(tmp_path: Path, command: list[str]) -> None:
    ended = bot(
        tmp_path,
        *command,
        VK_TOKEN="x",
        VK_API_URL="http://127.0.0.1:1/",
        LOG_LEVEL="DEBUG",
        DATABASE_URL=NOWHERE.replace("secret", "p%40ssword"),
    )
    assert ended.returncode == 1
    assert "127.0.0.1" in ended.stdout + ended.stderr
    for form in ("p%40ssword", "p@ssword"):
        assert form not in ended.stdout + ended.stderr


def test_the_policy_is_printed_in_words(tmp_path: Path) -> None:
    for language, word in (("ru", "Правила"), ("en", "rules")):
        ended = bot(tmp_path, "policy", "--locale", language)
        assert ended.returncode == 0
        assert word in ended.stdout
        assert "5.12.5" in ended.stdout


def test_help_needs_no_setting(tmp_path: Path) -> None:
    ended = bot(tmp_path, "--help")
    assert ended.returncode == 0
    for command in ("run", "sandbox", "check", "backup", "verify", "policy"):
        assert command in ended.stdout


def test_a_start_loads_no_library_or_detector_that_it_does_not_need() -> None:
    needless = (
        "aiohttp.web",
        "alembic",
        "rapidfuzz",
        "rules.detectors.insult",
        "sqlalchemy.dialects.postgresql",
    )
    code = f"import sys, bot.app; print([each for each in {needless} if each in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert loaded.stdout.strip() == "[]", loaded.stderr

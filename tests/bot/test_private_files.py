"""Children's records are readable by the owner of the process alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from storage.database import open_storage
from tests.databases import at_file


@pytest.fixture(autouse=True)
def keep_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes_in(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


async def test_files_beside_the_database_are_private(tmp_path: Path) -> None:
    async with open_storage(at_file(tmp_path / "bot.db")) as storage:
        await storage.save_place("1")
        made = modes_in(tmp_path)
    assert made == {"bot.db": 0o600, "bot.db-wal": 0o600, "bot.db-shm": 0o600}


def test_files_that_a_command_makes_are_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["policy"]) == 0
    Path("made").touch()
    assert stat.S_IMODE(Path("made").stat().st_mode) == 0o600
    assert capsys.readouterr().out

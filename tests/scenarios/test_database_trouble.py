"""A database that cannot be written: people hear it, and nothing is recorded by half."""

import asyncio
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import pytest

from storage.sqlite import file_of
from storage.verification import verify
from tests.databases import ON_POSTGRESQL, at_file
from tests.scenarios.stage import ADMINISTRATOR, Stage, Story, number_in, open_stage

pytestmark = pytest.mark.skipif(ON_POSTGRESQL, reason="about the file of SQLite")

NOT_NOW = "Сейчас ничего не записывается"


@contextmanager
def small_disk(folder: Path, *options: str) -> Iterator[Path]:
    """A disk of four megabytes; needs the rights to mount one, as CI has them."""
    disk = folder / "disk"
    disk.mkdir(exist_ok=True)
    size = ",".join(("size=4m", *options))
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(disk)], check=True)  # noqa: S607
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)  # noqa: S607


@asynccontextmanager
async def stage_on(disk: Path, folder: Path) -> AsyncIterator[Stage]:
    url = at_file(disk / "bot.db")
    async with open_stage(folder, DATABASE_URL=url) as stage:
        stage.world.write(ADMINISTRATOR, ADMINISTRATOR, "/помощь")
        yield stage


def file(stage: Stage) -> Path:
    database = file_of(stage.bot.url)
    assert database is not None
    return database


def close_to_writing(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)  # noqa: S607


def fill(disk: Path) -> Path:
    """Take all the room that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 10, 1):
            while True:
                try:
                    file.write(b"x" * size)
                except OSError:
                    break
    return filler


async def recorded(story: Story, note: str) -> bool:
    return any(note in message.text for message in story.bot_messages())


@pytest.mark.slow
async def test_on_a_full_disk_nothing_is_recorded_and_everybody_knows(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        async with stage_on(disk, tmp_path) as stage:
            story = await stage.story()
            await story.sets("способ удаление", "пособ блокировки")
            await story.blocked()
            story.writes(story.teacher, "/правила")
            rules = await story.hears("5.12.3")
            filler = fill(disk)

            assert NOT_NOW in await story.presses(story.teacher, rules, "Правила прочитаны")
            victim = story.students[1]
            story.writes(story.teacher, f"/нарушение @id{victim} 3 впустую")
            await story.hears(NOT_NOW)
            await story.hears("кончилось место", peer=ADMINISTRATOR)
            told = len(story.bot_messages(ADMINISTRATOR))
            story.writes(story.teacher, f"/нарушение @id{victim} 3 опять впустую")
            number = story.writes(story.student, "а я всё равно пишу")
            message = stage.world.conversations[story.peer].message
            await stage.until(lambda: message(number) is None, "it is removed all the same")
            assert len(story.bot_messages(ADMINISTRATOR)) == told

            filler.unlink()
            story.writes(story.teacher, f"/нарушение @id{victim} 3 теперь")
            said = await story.hears("нарушение", f"id{victim}|", "теперь")
            assert number_in(said.text) == 5
            await story.hears("снова всё записывает", peer=ADMINISTRATOR)
            assert not await recorded(story, "впустую\n")
            assert (await verify(stage.bot.url)).faults == ()


@pytest.mark.slow
async def test_a_locked_database_asks_for_patience(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        # whatever of its own it still has to write
        await asyncio.sleep(1)
        with closing(sqlite3.connect(file(stage), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            story.writes(story.teacher, f"/нарушение @id{story.student} 3 занято")
            # it waits for ten seconds before it gives up
            await asyncio.sleep(6)
            await story.hears("база данных занята")
            other.execute("ROLLBACK")
        await story.violation()
        assert not await recorded(story, "занято\n")


@pytest.mark.slow
async def test_a_damaged_database_is_told_in_one_line_at_start(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        await story.violation()
        await stage.bot.stop()
        damage(file(stage), "chats")
        before = len(stage.bot.lines())
        await stage.bot.start()
        assert await stage.bot.ends() == 1
        (line,) = stage.bot.lines()[before:]
        assert "повреждена" in line


@pytest.mark.slow
async def test_what_is_damaged_later_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        await story.violation()
        await stage.bot.stop()
        damage(file(stage), "violations")
        await stage.bot.start()
        story.writes(story.teacher, f"/нарушение @id{story.student} 3 впустую")
        await story.hears(NOT_NOW)
        story.writes(story.teacher, "/правила")
        await story.hears("5.12.3")


@pytest.mark.slow
async def test_a_disk_that_may_not_be_written_is_told_in_one_line_at_start(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        async with stage_on(disk, tmp_path) as stage:
            await stage.bot.stop()
            close_to_writing(disk)
            before = len(stage.bot.lines())
            await stage.bot.start()
            assert await stage.bot.ends() == 1
            (line,) = stage.bot.lines()[before:]
            assert "можно ли в него писать" in line or "недоступна" in line


def damage(database: Path, table: str) -> None:
    """Write rubbish over the first page of a table."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
    with database.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xa5" * size)

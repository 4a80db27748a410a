"""A bad day at the most talkative level: no secret is in anything that the bot leaves behind."""

import asyncio
import signal
import stat
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.sandbox.faults import Fault
from tests.databases import ON_POSTGRESQL, a_database, at_file, change
from tests.ports import a_free_port
from tests.scenarios.stage import ADMINISTRATOR, Stage, Story, open_stage

CALLBACK_SECRET = "CallbackSecret4711"
PASSWORD = "p@ss/word:with%signs"
TOKEN = "vk1.a.Token-that_nobody.may-read"

AT_LENGTH = (
    *(Fault(method="messages.send", code=code) for code in (1, 6, 9, 10, 14, 29)),
    *(Fault(method="messages.send", kind=kind) for kind in ("drop", "lost_answer", "bad_gateway")),
    Fault(method="messages.getConversationMembers", code=10),
    Fault(method="messages.getConversationMembers", code=917),
    Fault(method="messages.getConversationMembers", kind="drop"),
)
"""After each of these the bot says in the end what it has to."""

FOR_GOOD = (
    *(Fault(method="messages.send", code=code) for code in (15, 100, 901, 914, 925, 951)),
    Fault(method="messages.send", kind="delay", seconds=0.2),
    Fault(method="messages.edit", code=909),
    Fault(method="users.get", code=113),
    Fault(method="photos.getMessagesUploadServer", code=100),
    Fault(method="docs.getMessagesUploadServer", kind="bad_gateway"),
    Fault(method="messages.sendMessageEventAnswer", code=100),
)
"""Of these some are the end of the matter."""

OF_THE_STREAM = (
    Fault(method="longpoll", kind="drop"),
    Fault(method="longpoll", kind="bad_gateway", times=2),
    Fault(method="longpoll", kind="duplicate"),
    *(Fault(method="longpoll", kind=kind) for kind in ("failed_2", "failed_1", "failed_3")),
    Fault(method="groups.getLongPollServer", code=10),
    Fault(method="callback", kind="duplicate"),
    Fault(method="callback", kind="lost_answer"),
)


@asynccontextmanager
async def a_stage(folder: Path, transport: str, level: str) -> AsyncIterator[Stage]:
    settings = {"LOG_LEVEL": level}
    if transport == "callback":
        settings |= {
            "TRANSPORT": "callback",
            "CALLBACK_SECRET": CALLBACK_SECRET,
            "CALLBACK_PORT": str(a_free_port()),
        }
    async with a_database(folder) as url:
        if ON_POSTGRESQL:
            known = make_url(url).set(password=PASSWORD)
            settings["DATABASE_URL"] = known.render_as_string(hide_password=False)
        async with open_stage(folder, forked=True, token=TOKEN, **settings) as stage:
            yield stage


async def a_bad_day(stage: Stage) -> None:
    """Let everything go wrong that can."""
    story = await stage.story()
    for number, fault in enumerate(AT_LENGTH):
        stage.world.faults.add(fault)
        story.writes(story.teacher, f"/нарушение @user{story.student} 3 случай-{number}")
        await hears_in_the_end(story, f"случай-{number}\n")
    stage.world.faults.clear()
    for fault in (*FOR_GOOD, *OF_THE_STREAM):
        stage.world.faults.add(fault)
    story.writes(story.teacher, f"/нарушение @user{story.students[1]} 3 ещё")
    for words in ("/отчёт неделя", "/журнал", "/правила"):
        story.writes(story.teacher, words)
    story.writes_privately(story.student, "/мои данные")
    await asyncio.sleep(1)
    stage.clock.advance(8000)
    await asyncio.sleep(1)
    stage.world.faults.clear()
    await a_bug(stage, story)
    await stage.bot.stop(signal.SIGKILL)
    await stage.bot.start()
    story.writes(story.teacher, f"/нарушение @user{story.students[2]} 3 наутро")
    await hears_in_the_end(story, "наутро")


async def hears_in_the_end(story: Story, words: str) -> None:
    """Wait for what VK puts off: it asks for rests of minutes."""
    for _ in range(40):
        if any(words in message.text for message in story.bot_messages()):
            return
        await asyncio.sleep(0.2)
        story.stage.clock.advance(700)
    await story.hears(words)


async def a_bug(stage: Stage, story: Story) -> None:
    """Let a handler fail in a way that nobody has thought of."""
    await change(stage.bot.url, "ALTER TABLE violations RENAME TO elsewhere")
    before = len(stage.bot.lines())
    story.writes(story.teacher, f"/нарушение @user{story.students[1]} 4 беда")
    await stage.until(
        lambda: any("could not be handled" in line for line in stage.bot.lines()[before:]),
        "a bug is logged",
    )
    await change(stage.bot.url, "ALTER TABLE elsewhere RENAME TO violations")


async def use_commands(stage: Stage, folder: Path) -> None:
    """Run every command that leaves something behind."""
    listed = folder / "list.csv"
    listed.write_text(
        "ФИО;Страница ВК;Роль;Группа\nСтудентов Иван;id900001;студент;ИСП-21\n", "utf-8"
    )
    copy = folder / "copy.db"
    for arguments in (
        ("check",),
        ("backup", str(copy)),
        ("verify",),
        ("roster", "import", str(listed), "--yes"),
        ("roster", "export", str(folder / "given.xlsx")),
        ("report", "год", "--out", str(folder)),
        ("forget", "900001", "--yes"),
        ("migrate-data", stage.bot.url, at_file(folder / "moved.db")),
    ):
        if arguments[0] == "migrate-data":
            await stage.bot.stop()
        status, said = await stage.bot.command(*arguments)
        assert status == 0, f"{arguments}: {said}"
    assert copy.stat().st_size > 0
    assert (folder / "given.xlsx").stat().st_size > 0
    assert (folder / "moved.db").stat().st_size > 0


def left_behind(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give all that files hold; archives opened."""
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        yield path.name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path.name}: {name}", archive.read(name)


def secrets(stage: Stage) -> dict[str, str]:
    address = make_url(stage.bot.url)
    keys = {f"key {place}": key for place, key in enumerate(stage.world.stream.given_keys)}
    written = stage.bot.url.partition("://")[2].partition("@")[0].partition(":")[2]
    known = {"token": TOKEN, "secret": CALLBACK_SECRET, "password": address.password or PASSWORD}
    return known | keys | ({"password, as written": written} if written else {})


def found_in(folder: Path, words: dict[str, str]) -> list[str]:
    return [
        f"{name} in {where}"
        for where, held in left_behind(folder)
        for name, word in words.items()
        if word.encode() in held
    ]


def modes_in(folder: Path) -> set[int]:
    """Give the modes of the files that the bot made."""
    kinds = {".db", ".db-wal", ".db-shm", ".xlsx", ".png"}
    made = [path for path in folder.rglob("*") if path.suffix in kinds]
    assert len(made) >= 4
    return {stat.S_IMODE(path.stat().st_mode) for path in made}


@pytest.mark.over_http
@pytest.mark.slow
@pytest.mark.parametrize("transport", ["longpoll", "callback"])
async def test_a_bad_day_at_debug_leaves_no_secret_behind(tmp_path: Path, transport: str) -> None:
    async with a_stage(tmp_path, transport, "DEBUG") as stage:
        await a_bad_day(stage)
        if not ON_POSTGRESQL:
            # the log is emptied now and then, so something is written to look at
            stage.world.write(ADMINISTRATOR, ADMINISTRATOR, "/помощь")
            await stage.until(
                lambda: any(name == "bot.db-wal" and held for name, held in left_behind(tmp_path)),
                "the database's log holds something",
            )
        assert found_in(tmp_path, secrets(stage)) == []
        await use_commands(stage, tmp_path)
        await stage.bot.start()
        stage.world.faults.add(Fault(method="messages.send", code=5, times=1000))
        stage.world.write(ADMINISTRATOR, ADMINISTRATOR, "/помощь")
        assert await stage.bot.ends() == 1
        assert found_in(tmp_path, secrets(stage)) == []
        # whoever looks finds what is there
        for word in ("случай-1", "Студентов"):
            places = {where.rpartition(" in ")[2] for where in found_in(tmp_path, {"": word})}
            assert {"copy.db", "moved.db"} <= places
        assert modes_in(tmp_path) == {0o600}
        log = "\n".join(stage.bot.lines())
        for sign in ("Traceback", " DEBUG ", "could not be handled", "violations"):
            assert sign in log
        assert len(secrets(stage)) >= (6 if transport == "longpoll" else 3)
        await leave(stage)


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_bad_day_at_info_says_nobodys_name_or_words(tmp_path: Path) -> None:
    async with a_stage(tmp_path, "longpoll", "INFO") as stage:
        await a_bad_day(stage)
        log = "\n".join(stage.bot.lines())
        assert "could not be handled" in log
        for word in (TOKEN, "Студентов", "Учителева", "Порядкова", "случай", "нарушение", "беда"):
            assert word not in log


async def leave(stage: Stage) -> None:
    """Let it end well, as the stage wants."""
    stage.world.faults.clear()
    await stage.bot.start()

"""The world kept in a folder: what it continues with, and what happens if it cannot."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox.conversations import vk_message
from bot.sandbox.keeping import WORLD, resume, save, saving
from bot.sandbox.showing import message_as_json, world_as_json
from bot.sandbox.world import PersonId, World
from tests.sandbox.play import GROUP_CHAT, PARENT, STUDENT, TEACHER, empty_world, play

HOUR, DAY = 3600, 86400
STARTING = 30


def keep(world: World, folder: Path) -> World:
    """Save a world, and return the one that continues it."""
    save(world, folder)
    (folder / "bot.db").touch()
    after = empty_world()
    assert resume(after, folder) is None
    return after


def shown(world: World, who: PersonId) -> list[dict[str, Any]]:
    conversations: list[dict[str, Any]] = world_as_json(world, who)["conversations"]
    for each in conversations:
        said = world.messages(each["peer"], seen_by=who)
        each["messages"] = [message_as_json(message) for message in said]
    return conversations


def told(world: World) -> list[dict[str, Any]]:
    return [
        vk_message(message, "")
        for conversation in world.conversations.values()
        for message in conversation.messages
    ]


async def test_everything_that_can_happen_is_kept(tmp_path: Path) -> None:
    before = empty_world()
    await play(before)
    before.clock.advance(3 * DAY)
    after = keep(before, tmp_path)

    assert after.people == before.people
    assert after.story == before.story != empty_world().story
    for who in before.people:
        assert shown(after, PersonId(who)) == shown(before, PersonId(who))
    assert told(after) == told(before)
    assert after.clock.offset == before.clock.offset == 3 * DAY
    assert after.stream.ts == before.stream.ts
    place = int(before.stream.ts) - 20
    assert after.stream.after(place) == before.stream.after(place)
    assert after.stream.switched_on == before.stream.switched_on
    save(after, tmp_path)
    assert resume(again := empty_world(), tmp_path) is None
    assert told(again) == told(before)


async def test_what_was_begun_goes_on(tmp_path: Path) -> None:
    before = empty_world()
    await play(before)
    before.restrict(GROUP_CHAT, STUDENT, before.clock.now().replace(year=2100))
    link = before.invite_link(GROUP_CHAT)
    photo = before.photo(STUDENT)
    pressed = before.write(STUDENT, STUDENT, "Что записано?")
    after = keep(before, tmp_path)

    assert after.member(GROUP_CHAT, STUDENT).restricted
    assert after.invite_link(GROUP_CHAT) == link
    assert after.attachments[photo.key] == photo
    assert after.write(STUDENT, STUDENT, "ещё раз") == pressed + 1
    ids = [each.message_id for each in after.messages(STUDENT)]
    assert len(ids) == len(set(ids)), "numbers of private messages are not given twice"
    answered = after.write(GROUP_CHAT, TEACHER, "отвечаю", reply_to=1)
    (reply,) = [
        each.reply
        for each in after.messages(GROUP_CHAT)
        if each.conversation_message_id == answered
    ]
    assert reply is after.conversations[GROUP_CHAT].messages[0]


@pytest.mark.parametrize("found", ["no world", "a world that cannot be read", "no database"])
def test_a_new_story_begins_where_the_old_one_cannot_go_on(tmp_path: Path, found: str) -> None:
    if found != "no database":
        (tmp_path / "bot.db").write_text("old")
        (tmp_path / "bot.db-wal").write_text("old")
    if found != "no world":
        (tmp_path / WORLD).write_text('{"shape": 0}')
    kept = sorted(each.name for each in tmp_path.iterdir())

    aside = resume(world := empty_world(), tmp_path)

    assert aside is not None
    assert sorted(each.name for each in aside.iterdir()) == kept
    assert list(tmp_path.iterdir()) == [aside]
    assert world.people == {}


def test_an_empty_folder_is_no_story(tmp_path: Path) -> None:
    assert resume(empty_world(), tmp_path) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
async def test_it_is_saved_soon_after_a_change_also_if_nobody_ends_it(tmp_path: Path) -> None:
    world = empty_world()
    await play(world)
    (tmp_path / "bot.db").touch()
    async with saving(world, tmp_path):
        world.write(PARENT, PARENT, "Это успело сохраниться")
        async with asyncio.timeout(10):
            while not (tmp_path / WORLD).exists():  # noqa: ASYNC110 -- a file tells nobody
                await asyncio.sleep(0.05)
        assert resume(after := empty_world(), tmp_path) is None
        assert after.messages(PARENT)[-1].text == "Это успело сохраниться"


class Page:
    """What the page asks of a running sandbox."""

    def __init__(self, http: aiohttp.ClientSession, url: str, said: str) -> None:
        self._http = http
        self._url = url
        self.said = said

    async def get(self, path: str) -> Any:
        async with self._http.get(f"{self._url}sandbox/{path}") as answer:
            return await answer.json()

    async def post(self, path: str, **body: object) -> Any:
        async with self._http.post(f"{self._url}sandbox/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def bot_says(self, who: int, peer: int, text: str) -> dict[str, Any]:
        async with asyncio.timeout(STARTING):
            while True:
                read = await self.get(f"messages?as={who}&peer={peer}")
                for each in read["messages"]:
                    if each["from_id"] < 0 and text in each["text"]:
                        found: dict[str, Any] = each
                        return found
                await asyncio.sleep(0.1)


@asynccontextmanager
async def sandbox(folder: Path) -> AsyncIterator[Page]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sandbox", "--port", "0", "--data", str(folder)),
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(STARTING):
            while "http" not in said:
                line = await process.stdout.readline()
                assert line, "the sandbox ended"
                said += line.decode()
        url = next(word for word in said.split() if word.startswith("http"))
        async with aiohttp.ClientSession() as http:
            yield Page(http, url, said)
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


@pytest.mark.slow
async def test_a_story_goes_on_after_a_restart_and_its_buttons_work(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    async with sandbox(folder) as page:
        asked = await page.bot_says(TEACHER, GROUP_CHAT, "чья она?")
        await page.post("clock", advance=2 * HOUR)
        await page.post("messages", **{"as": STUDENT}, peer=STUDENT, text="/помощь")
        await page.bot_says(STUDENT, STUDENT, "Чем помочь?")
        before = await page.get(f"messages?as={STUDENT}&peer={STUDENT}")
        assert "истори" not in page.said

    async with sandbox(folder) as page:
        assert "Продолжается история" in page.said
        assert (await page.get("world"))["clock"]["offset"] == 2 * HOUR
        assert await page.get(f"messages?as={STUDENT}&peer={STUDENT}") == before
        number = asked["conversation_message_id"]
        press = {"as": TEACHER, "peer": GROUP_CHAT, "conversation_message_id": number}
        await page.post("press", **press, row=0, column=0)
        await page.bot_says(TEACHER, GROUP_CHAT, "Беседа принята")

    (folder / WORLD).write_text(json.dumps({"shape": "of tomorrow"}))
    async with sandbox(folder) as page:
        assert "Началась новая история" in page.said
        await page.bot_says(TEACHER, GROUP_CHAT, "чья она?")

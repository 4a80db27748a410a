"""The same stories where VK hands its events over (`TRANSPORT=callback`)."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.faults import Fault
from tests.databases import ON_POSTGRESQL, ask_at_once
from tests.ports import a_free_port
from tests.scenarios.stage import Stage, open_stage

pytestmark = [pytest.mark.over_http, pytest.mark.slow]

SECRET = "Secret12345"

LAST_ARRIVAL = (
    "SELECT last_value FROM arrivals_id_seq"
    if ON_POSTGRESQL
    else "SELECT seq FROM sqlite_sequence WHERE name = 'arrivals'"
)


@asynccontextmanager
async def callback_stage(folder: Path, **settings: str) -> AsyncIterator[Stage]:
    ours = {
        "TRANSPORT": "callback",
        "CALLBACK_SECRET": SECRET,
        "CALLBACK_PORT": str(a_free_port()),
        **settings,
    }
    async with open_stage(folder, forked=True, **ours) as stage:
        yield stage


def rows_of(stage: Stage, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in ask_at_once(stage.bot.url, query)]


def left_over(stage: Stage) -> int:
    return len(rows_of(stage, "SELECT id FROM arrivals"))


async def test_a_block_and_its_lift_by_apology(tmp_path: Path) -> None:
    async with callback_stage(tmp_path) as stage:
        story = await stage.story()
        await story.blocked()
        await stage.until(lambda: left_over(stage) == 0, "nothing is left over")
        stage.clock.advance(4 * 86400)
        await story.hears(f"id{story.student}|", "срок истёк")
        # the place in the long poll's stream is another matter
        assert rows_of(stage, "SELECT place FROM stream") == []


async def test_ordinary_talk_is_not_written_down(tmp_path: Path) -> None:
    async with callback_stage(tmp_path) as stage:
        story = await stage.story()
        servers = stage.world.callbacks.servers
        await stage.until(lambda: not next(iter(servers.values())).waiting, "all is sent")
        await stage.until(lambda: left_over(stage) == 0, "nothing is left over")
        before = rows_of(stage, LAST_ARRIVAL)
        # no more than a lively chat says: what is flooding is written down
        for number in range(9):
            story.writes(story.students[number % 3], next(story.asides))
        await stage.until(lambda: not next(iter(servers.values())).waiting, "all is sent")
        after = rows_of(stage, LAST_ARRIVAL)
        assert before == after != []


async def test_killed_between_arrival_and_handling_it_is_handled_once(tmp_path: Path) -> None:
    async with callback_stage(tmp_path) as stage:
        story = await stage.story()
        await stage.until(lambda: left_over(stage) == 0, "nothing is left over")
        # the list of members is asked for anew, and VK does not answer
        stage.clock.advance(120)
        stage.world.faults.add(
            Fault(method="messages.getConversationMembers", kind="delay", seconds=30, times=50)
        )
        story.writes(story.teacher, f"/нарушение @user{story.student} 3 раз-раз")
        story.writes(story.teacher, f"/нарушение @user{story.students[1]} 4 два-два")
        await stage.until(lambda: left_over(stage) == 2, "both have arrived")
        await stage.until(
            lambda: not next(iter(stage.world.callbacks.servers.values())).waiting,
            "VK was told «ok»",
        )
        await stage.bot.stop(signal.SIGKILL)
        stage.world.faults.clear()
        await stage.bot.start()
        await story.hears("два-два")
        said = [message.text for message in story.bot_messages()]
        places = [
            next(at for at, text in enumerate(said) if word in text) for word in ("раз", "два")
        ]
        assert places == sorted(places)
        assert [sum(word in text for text in said) for word in ("раз", "два")] == [1, 1]
        await stage.until(lambda: left_over(stage) == 0, "nothing is left over")
        status, report = await stage.bot.command("verify")
        assert status == 0, report


async def test_what_happened_while_it_was_down_is_sent_again(tmp_path: Path) -> None:
    async with callback_stage(tmp_path) as stage:
        story = await stage.story()
        await stage.bot.stop(signal.SIGKILL)
        story.writes(story.teacher, f"/нарушение @user{story.student} 3 ночью")
        await asyncio.sleep(0.3)
        await stage.bot.start()
        await story.hears("ночью")
        assert any(sent.attempt for sent in stage.world.callbacks.sent)


async def test_repeats_have_no_effect(tmp_path: Path) -> None:
    async with callback_stage(tmp_path) as stage:
        story = await stage.story()
        stage.world.faults.add(Fault(method="callback", kind="duplicate", times=1))
        stage.world.faults.add(Fault(method="callback", kind="lost_answer", times=1))
        story.writes(story.teacher, f"/нарушение @user{story.student} 3 повтор-1")
        story.writes(story.teacher, f"/нарушение @user{story.students[1]} 4 повтор-2")
        await story.hears("повтор-2")
        story.writes(story.teacher, "/помощь")
        await story.hears("Чем помочь?")
        said = [message.text for message in story.bot_messages()]
        assert [sum(word in text for text in said) for word in ("повтор-1", "повтор-2")] == [1, 1]


async def test_another_secret_is_refused_and_does_nothing(tmp_path: Path) -> None:
    async with callback_stage(tmp_path) as stage:
        story = await stage.story()
        (server,) = stage.world.callbacks.servers.values()
        said = len(story.bot_messages())
        forged = {
            "type": "message_new",
            "group_id": 1,
            "event_id": "forged",
            "secret": "Secret12346",
            "object": {
                "message": {
                    "peer_id": story.peer,
                    "from_id": story.teacher,
                    "conversation_message_id": 900,
                    "text": f"/нарушение @user{story.student} 3 подделка",
                    "date": 0,
                }
            },
        }
        async with (
            aiohttp.ClientSession() as http,
            http.post(server.url, json=forged) as answer,
        ):
            assert answer.status == 403
        story.writes(story.teacher, "/помощь")
        await stage.until(lambda: len(story.bot_messages()) > said, "the next is answered")
        assert not any("подделка" in message.text for message in story.bot_messages())


async def test_a_flood_over_the_limit_is_put_off_and_comes_through(tmp_path: Path) -> None:
    async with callback_stage(tmp_path, CALLBACK_BACKLOG="3") as stage:
        stories = [await stage.story(students=6) for _ in range(2)]
        stage.clock.advance(120)
        stage.world.faults.add(
            Fault(method="messages.getConversationMembers", kind="delay", seconds=1, times=3)
        )
        for story in stories:
            for number, student in enumerate(story.students):
                story.writes(story.teacher, f"/нарушение @user{student} 3 н{number}")
        callbacks = stage.world.callbacks
        await stage.until(lambda: any(s.status == 503 for s in callbacks.sent), "it is put off")
        # it is asked to come again after fifteen seconds, and does
        (server,) = callbacks.servers.values()
        for _ in range(4):
            with suppress(AssertionError):
                await stage.until(lambda: not server.waiting, "all is sent")
        for story in stories:
            await story.hears("н5")
            said = [message.text for message in story.bot_messages()]
            assert [sum(f"н{number}" in text for text in said) for number in range(6)] == [1] * 6


async def test_check_makes_the_server_known_to_vk(tmp_path: Path) -> None:
    port = str(a_free_port())
    url = f"http://127.0.0.1:{port}/callback"
    async with callback_stage(tmp_path, CALLBACK_PORT=port, CALLBACK_URL=url) as stage:
        callbacks = stage.world.callbacks
        (known,) = callbacks.servers.values()
        callbacks.delete(known)
        status, said = await stage.bot.command("check")
        assert status == 1
        assert "--register-callback" in said

        status, said = await stage.bot.command("check", "--register-callback")

        assert status == 0, said
        (server,) = callbacks.servers.values()
        assert (server.status, server.secret) == ("ok", SECRET)
        story = await stage.story()
        await story.violation()

"""The long poll's history, its batches, its switch, and its end."""

import asyncio
import time

import aiohttp

from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.stream import AT_ONCE
from bot.sandbox.world import World
from tests.sandbox.vk import STUDENT, TOKEN, Vk, a_chat


async def test_lost_history_is_reported() -> None:
    world = World(clock=SandboxClock(), token=TOKEN, history=3)
    world.add_person(STUDENT, first_name="Имя", last_name="В")
    async with serve(world), aiohttp.ClientSession() as http:
        vk = Vk(world, http)
        for text in "абвгд":
            world.write(STUDENT, STUDENT, text)
        assert await vk.poll(1) == {"failed": 1, "ts": 5}
        kept = await vk.poll(2)
    assert [update["object"]["message"]["text"] for update in kept["updates"]] == ["в", "г", "д"]


async def test_many_events_come_in_large_batches(vk: Vk) -> None:
    peer = a_chat(vk)
    since = int(vk.world.stream.ts)
    for number in range(AT_ONCE + 50):
        vk.world.write(peer, STUDENT, str(number))
    first = await vk.poll(since)
    second = await vk.poll(first["ts"])
    assert AT_ONCE >= 100
    assert len(first["updates"]) == AT_ONCE
    texts = [
        update["object"]["message"]["text"] for update in (*first["updates"], *second["updates"])
    ]
    assert texts == [str(number) for number in range(AT_ONCE + 50)]


async def test_the_envelope_and_a_chats_message(vk: Vk) -> None:
    peer = a_chat(vk)
    since = vk.world.stream.ts
    first = vk.world.write(peer, STUDENT, "раз")
    vk.world.write(peer, STUDENT, "два", reply_to=first)
    _, update = (await vk.poll(since))["updates"]
    assert set(update) == {"group_id", "type", "event_id", "v", "object"}
    assert (update["group_id"], update["type"], update["v"]) == (1, "message_new", "5.199")
    assert len(update["event_id"]) == 40
    message = update["object"]["message"]
    assert message["id"] == 0, "VK.md, 0.4"
    assert message["peer_id"] == peer
    assert message["conversation_message_id"] == first + 1
    assert message["reply_message"]["conversation_message_id"] == first
    assert update["object"]["client_info"]["inline_keyboard"]


async def test_private_messages_have_numbers_of_their_own(vk: Vk) -> None:
    since = vk.world.stream.ts
    vk.world.write(STUDENT, STUDENT, "раз")
    vk.world.write(STUDENT, STUDENT, "два")
    messages = [update["object"]["message"] for update in (await vk.poll(since))["updates"]]
    assert [message["id"] for message in messages] == [1, 2]
    assert {message["peer_id"] for message in messages} == {STUDENT}


async def test_a_long_poll_that_is_switched_off(vk: Vk) -> None:
    peer = a_chat(vk)
    off = {"group_id": 1, "enabled": 0, "wall_post_new": 1}
    assert await vk.call("groups.setLongPollSettings", **off) == 1
    since = vk.world.stream.ts
    vk.world.write(peer, STUDENT, "не дойдёт")
    assert vk.world.stream.ts == since
    assert await vk.call("groups.getLongPollServer", group_id=1) == 100
    settings = await vk.call("groups.getLongPollSettings", group_id=1)
    assert settings["is_enabled"] is False
    assert settings["events"]["wall_post_new"] == 1
    assert await vk.call("groups.setLongPollSettings", group_id=1, enabled=1) == 1
    server = await vk.call("groups.getLongPollServer", group_id=1)
    assert server["ts"] == since
    assert server["server"].startswith("http://127.0.0.1:")


async def test_an_old_key_leaves_a_new_one_alone(vk: Vk) -> None:
    old = await vk.call("groups.getLongPollServer", group_id=1)
    vk.world.stream.expire_keys()
    new = await vk.call("groups.getLongPollServer", group_id=1)
    assert (await vk.poll(0, key=old["key"]))["failed"] == 2
    assert (await vk.poll(0, key=new["key"]))["updates"] == []


async def test_the_sandbox_ends_within_a_second_whatever_hangs() -> None:
    world = World(clock=SandboxClock(), token=TOKEN)
    world.add_person(STUDENT, first_name="Имя", last_name="В")
    ended: dict[str, bytes | None] = {}

    async def hang(http: aiohttp.ClientSession, address: str) -> None:
        try:
            async with http.get(address) as answer:
                ended[address] = await answer.read()
        except aiohttp.ClientError:
            ended[address] = None

    async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as tasks:
        async with serve(world) as url:
            poll = f"{url}/longpoll/1?key={world.stream.new_key()}&ts=0&wait=25"
            page = f"{url}/sandbox/stream?as={STUDENT}"
            for address in (poll, page, f"{url}/sandbox/clock?offset=0.0&wait=25"):
                tasks.create_task(hang(http, address))
            async with asyncio.timeout(5):
                await world.stream.asked.wait()
            await asyncio.sleep(0.2)
            begun = time.monotonic()
        took = time.monotonic() - begun
    assert took < 1
    assert len(ended) == 3
    assert ended[poll] == b'{"ts":"0","updates":[]}'
    assert ended[page] == b": here\n\n"

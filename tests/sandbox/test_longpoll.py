"""The long poll: places and keys, its history, batches, faults, its switch, and its end."""

import asyncio
import time
from datetime import timedelta

import aiohttp
import pytest

from bot.clock import open_clock
from bot.sandbox.conversations import SandboxClock
from bot.sandbox.faults import Fault
from bot.sandbox.server import serve
from bot.sandbox.stream import AT_ONCE
from bot.sandbox.world import World
from tests.sandbox.vk import STUDENT, TOKEN, Vk


async def test_lost_history_is_reported() -> None:
    world = World(clock=SandboxClock(), token=TOKEN, history=3)
    world.add_person(STUDENT, first_name="Имя", last_name="В")
    async with serve(world), aiohttp.ClientSession() as http:
        vk = Vk(world, http)
        for text in "абвгд":
            world.write(STUDENT, STUDENT, text)
        assert await vk.poll(1) == {"failed": 1, "ts": 5}
        assert [message["text"] for message in await vk.messages(2)] == ["в", "г", "д"]


async def test_many_events_come_in_large_batches(vk: Vk, peer: int) -> None:
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


async def test_the_envelope_and_a_chats_message(vk: Vk, peer: int) -> None:
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
    reply = message["reply_message"]
    assert (reply["conversation_message_id"], reply["from_id"]) == (first, STUDENT)
    assert update["object"]["client_info"]["inline_keyboard"]


async def test_private_messages_have_numbers_of_their_own(vk: Vk) -> None:
    since = vk.world.stream.ts
    vk.world.write(STUDENT, STUDENT, "раз")
    vk.world.write(STUDENT, STUDENT, "два")
    messages = await vk.messages(since)
    assert [message["id"] for message in messages] == [1, 2]
    for message in messages:
        assert message["peer_id"] == message["from_id"] == STUDENT


async def test_a_long_poll_that_is_switched_off(vk: Vk, peer: int) -> None:
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


@pytest.mark.slow
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


async def test_events_come_in_order_from_the_place_asked_for(vk: Vk, peer: int) -> None:
    since = int(vk.world.stream.ts)
    for number in range(5):
        vk.world.write(peer, STUDENT, str(number))
    answer = await vk.poll(since + 2)
    assert [update["object"]["message"]["text"] for update in answer["updates"]] == ["2", "3", "4"]
    assert answer["ts"] == str(since + 5)
    assert len({update["event_id"] for update in answer["updates"]}) == 3
    assert (await vk.poll(since + 5))["updates"] == []


async def test_it_waits_and_wakes(vk: Vk, peer: int) -> None:
    asyncio.get_running_loop().call_later(0.05, vk.world.write, peer, STUDENT, "привет")
    begun = time.monotonic()
    answer = await vk.poll(vk.world.stream.ts, wait=25)
    assert len(answer["updates"]) == 1
    assert time.monotonic() - begun < 5


async def test_a_bot_that_follows_the_clock_learns_a_turn_before_what_comes_after(
    vk: Vk, peer: int
) -> None:
    vk.world.clock.note_followed(0)
    vk.world.clock.advance(3600)
    vk.world.write(peer, STUDENT, "час спустя")
    async with asyncio.TaskGroup() as tasks:
        polled = tasks.create_task(vk.messages(int(vk.world.stream.ts) - 1))
        await asyncio.sleep(0.2)
        assert not polled.done()
        async with open_clock(f"{vk.world.url}/sandbox/clock") as clock:
            assert [message["text"] for message in await polled] == ["час спустя"]
            assert vk.world.clock.now() - clock.now() < timedelta(seconds=60)


@pytest.mark.slow
async def test_a_bot_that_no_longer_follows_the_clock_is_waited_for_once(vk: Vk, peer: int) -> None:
    vk.world.clock.note_followed(0)
    vk.world.clock.advance(3600)
    vk.world.write(peer, STUDENT, "час спустя")
    await vk.messages(int(vk.world.stream.ts) - 1)
    begun = time.monotonic()
    await vk.messages(int(vk.world.stream.ts) - 1)
    assert time.monotonic() - begun < 0.5


async def test_events_that_are_switched_off_are_lost(vk: Vk, peer: int) -> None:
    assert await vk.call("groups.setLongPollSettings", group_id=1, message_new=0) == 1
    vk.world.write(peer, STUDENT, "не дойдёт")
    assert await vk.call("groups.setLongPollSettings", group_id=1, message_new=1) == 1
    since = vk.world.stream.ts
    vk.world.write(peer, STUDENT, "дойдёт")
    assert len((await vk.poll(since))["updates"]) == 1
    settings = await vk.call("groups.getLongPollSettings", group_id=1)
    assert settings["events"]["message_new"] == 1
    assert settings["events"]["message_reply"] == 0


async def test_keys_and_places_that_are_no_good(vk: Vk) -> None:
    assert (await vk.poll(0, key="wrong"))["failed"] == 2
    key = vk.world.stream.new_key()
    vk.world.stream.expire_keys()
    assert (await vk.poll(0, key=key))["failed"] == 2
    assert (await vk.poll(99))["failed"] == 1
    assert (await vk.poll("x"))["failed"] == 3
    assert await vk.call("groups.getLongPollServer", group_id=2) == 15


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_it_fails_when_told_to(vk: Vk, number: int) -> None:
    kind = f"failed_{number}"
    vk.world.faults.add(Fault(method="longpoll", kind=kind))  # type: ignore[arg-type]
    assert (await vk.poll(0))["failed"] == number
    assert "updates" in await vk.poll(vk.world.stream.ts)


async def test_repeats_gateways_and_broken_connections(vk: Vk, peer: int) -> None:
    since = vk.world.stream.ts
    vk.world.write(peer, STUDENT, "привет")
    vk.world.faults.add(Fault(method="longpoll", kind="duplicate"))
    first, second = (await vk.poll(since))["updates"]
    assert first == second
    # twice: aiohttp itself asks once more over a connection that was left open
    vk.world.faults.add(Fault(method="longpoll", kind="drop", times=2))
    with pytest.raises(aiohttp.ClientError):
        await vk.poll(since)
    vk.world.faults.add(Fault(method="longpoll", kind="bad_gateway"))
    with pytest.raises(aiohttp.ContentTypeError):
        await vk.poll(since)

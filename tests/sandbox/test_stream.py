"""The long poll: places, keys, lost history, and its faults."""

import asyncio
import time

import aiohttp
import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.server import serve
from tests.sandbox.vk import STUDENT, Vk, a_chat


async def test_events_come_in_order_from_the_place_asked_for(vk: Vk) -> None:
    peer = a_chat(vk)
    since = int(vk.world.stream.ts)
    for number in range(5):
        vk.world.write(peer, STUDENT, str(number))
    answer = await vk.poll(since + 2)
    assert [update["object"]["message"]["text"] for update in answer["updates"]] == ["2", "3", "4"]
    assert answer["ts"] == str(since + 5)
    assert len({update["event_id"] for update in answer["updates"]}) == 3
    assert (await vk.poll(since + 5))["updates"] == []


async def test_it_waits_and_wakes(vk: Vk) -> None:
    peer = a_chat(vk)
    asyncio.get_running_loop().call_later(0.05, vk.world.write, peer, STUDENT, "привет")
    begun = time.monotonic()
    answer = await vk.poll(vk.world.stream.ts, wait=25)
    assert len(answer["updates"]) == 1
    assert time.monotonic() - begun < 5


async def test_events_that_are_switched_off_are_lost(vk: Vk) -> None:
    peer = a_chat(vk)
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


async def test_another_groups_long_poll_is_not_ours(vk: Vk) -> None:
    assert await vk.call("groups.getLongPollServer", group_id=2) == 15


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_it_fails_when_told_to(vk: Vk, number: int) -> None:
    kind = f"failed_{number}"
    vk.world.faults.add(Fault(method="longpoll", kind=kind))  # type: ignore[arg-type]
    assert (await vk.poll(0))["failed"] == number
    assert "updates" in await vk.poll(vk.world.stream.ts)


async def test_repeats_gateways_and_broken_connections(vk: Vk) -> None:
    peer = a_chat(vk)
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


async def test_methods_fail_when_told_to(vk: Vk) -> None:
    peer = a_chat(vk)
    shown = len(vk.world.messages(peer))
    vk.world.faults.add(Fault(method="messages.send", code=10, times=2))
    assert [await vk.send(peer), await vk.send(peer)] == [10, 10]
    vk.world.faults.add(Fault(method="messages.send", kind="drop"))
    with pytest.raises(aiohttp.ClientError):
        await vk.send(peer)
    assert len(vk.world.messages(peer)) == shown
    vk.world.faults.add(Fault(method="messages.send", kind="lost_answer"))
    with pytest.raises(aiohttp.ClientError):
        await vk.send(peer)
    assert len(vk.world.messages(peer)) == shown + 1
    vk.world.faults.add(Fault(method="messages.send", kind="delay", seconds=0.2))
    begun = time.monotonic()
    await vk.send(peer)
    assert time.monotonic() - begun >= 0.2
    outcomes = [call.outcome for call in vk.world.calls]
    assert outcomes[0].startswith("error 10")
    assert outcomes[-1] == "ok"
    assert all("access_token" not in call.params for call in vk.world.calls)


async def test_it_ends_quickly_with_questions_open(vk: Vk) -> None:
    async with serve(vk.world) as url:
        hanging = [
            f"{url}/longpoll/1?key={vk.world.stream.new_key()}&ts={vk.world.stream.ts}&wait=25",
            f"{url}/sandbox/stream?as={STUDENT}",
            f"{url}/sandbox/clock?offset=0.0&wait=25",
        ]

        async def hang(address: str) -> None:
            try:
                async with vk.http.get(address) as answer:
                    await answer.read()
            except aiohttp.ClientError:
                return

        async with asyncio.TaskGroup() as tasks:
            for address in hanging:
                tasks.create_task(hang(address))
            await asyncio.sleep(0.2)
            begun = time.monotonic()
            vk.world.stream.close()
            vk.world.feed.close()
            vk.world.clock.advance(1)
    assert time.monotonic() - begun < 1.5

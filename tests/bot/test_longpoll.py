"""The long poll against the emulator: waiting, outages, expired keys, lost history."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.sandbox.conversations import SandboxClock
from bot.sandbox.faults import Fault
from bot.sandbox.server import serve
from bot.sandbox.world import PersonId, World
from bot.vk.client import VkClient
from bot.vk.longpoll import LongPoll

STUDENT = PersonId(201)


@pytest_asyncio.fixture
async def world() -> AsyncIterator[World]:
    world = World(clock=SandboxClock(), token="token")
    world.limits.per_second = None
    world.add_person(STUDENT, first_name="Иван", last_name="Студентов")
    async with serve(world):
        yield world


@pytest_asyncio.fixture
async def stream(world: World) -> AsyncIterator[LongPoll]:
    async with VkClient.open(url=f"{world.url}/method/", token=world.token) as client:

        async def briefly(seconds: float) -> None:
            await asyncio.sleep(0)

        yield LongPoll(client, world.group_id, sleep=briefly)


async def test_updates_come_in_order_with_the_place_after_them(
    world: World, stream: LongPoll
) -> None:
    place = await stream.open()
    for text in "абв":
        world.write(STUDENT, STUDENT, text)
    batch = await stream.after(place)
    assert [update["object"]["message"]["text"] for update in batch.updates] == ["а", "б", "в"]
    assert not batch.gap
    assert int(batch.place) == int(place) + 3


async def test_it_waits_for_the_next_event(world: World, stream: LongPoll) -> None:
    place = await stream.open()
    asyncio.get_running_loop().call_later(0.05, world.write, STUDENT, STUDENT, "привет")
    batch = await stream.after(place)
    assert len(batch.updates) == 1


async def test_a_place_from_before_the_restart_is_continued(world: World, stream: LongPoll) -> None:
    place = await stream.open()
    world.write(STUDENT, STUDENT, "пока бот спал")
    await stream.open()
    assert len((await stream.after(place)).updates) == 1


@pytest.mark.parametrize("kind", ["drop", "bad_gateway", "failed_2"])
async def test_outages_lose_nothing(world: World, stream: LongPoll, kind: str) -> None:
    place = await stream.open()
    world.faults.add(Fault(method="longpoll", kind=kind, times=3))  # type: ignore[arg-type]
    world.write(STUDENT, STUDENT, "привет")
    batch = await stream.after(place)
    assert len(batch.updates) == 1
    assert not batch.gap


@pytest.mark.parametrize("kind", ["failed_1", "failed_3"])
async def test_lost_history_is_a_gap(world: World, stream: LongPoll, kind: str) -> None:
    place = await stream.open()
    world.write(STUDENT, STUDENT, "потеряно")
    world.faults.add(Fault(method="longpoll", kind=kind))  # type: ignore[arg-type]
    batch = await stream.after(place)
    assert batch.gap
    assert batch.updates == []
    world.write(STUDENT, STUDENT, "после")
    assert len((await stream.after(batch.place)).updates) == 1

"""Clocks: sleeping until a moment, and the sandbox's clock, which can be advanced."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp

from bot.clock import FollowingClock, SystemClock, open_clock
from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.world import World

DAY = timedelta(days=1)


async def test_the_machines_clock_sleeps_until_the_moment() -> None:
    clock = SystemClock()
    moment = clock.now() + timedelta(milliseconds=50)
    await clock.sleep_until(moment)
    assert clock.now() >= moment


async def test_a_moment_that_is_past_is_not_waited_for() -> None:
    clock = SystemClock()
    async with asyncio.timeout(1):
        await clock.sleep_until(clock.now() - DAY)
        await clock.wait(asyncio.Event(), clock.now() - DAY)


async def test_an_event_wakes_a_sleeper() -> None:
    clock, event = SystemClock(), asyncio.Event()
    asyncio.get_running_loop().call_later(0.02, event.set)
    async with asyncio.timeout(1):
        await clock.wait(event, clock.now() + DAY)
    assert event.is_set()


async def test_the_sandboxs_clock_wakes_sleepers_when_it_is_advanced() -> None:
    clock = FollowingClock()
    moment = clock.now() + DAY
    asyncio.get_running_loop().call_later(0.02, clock.set_ahead, 2 * DAY)
    async with asyncio.timeout(1):
        await clock.sleep_until(moment)
    assert clock.now() - datetime.now(UTC) > DAY


async def test_a_clock_that_is_set_back_wakes_sleepers() -> None:
    """Otherwise tasks that run every two minutes would rest for as long as the clock was ahead."""
    clock = FollowingClock()
    clock.set_ahead(20 * DAY)
    moment = clock.now() + timedelta(minutes=2)
    asyncio.get_running_loop().call_later(0.02, clock.set_ahead, timedelta())
    async with asyncio.timeout(1):
        await clock.sleep_until(moment)


async def test_the_bots_clock_follows_the_sandboxs_over_http() -> None:
    world = World(clock=SandboxClock(), token="x")
    world.clock.advance(3600)
    async with serve(world) as url, open_clock(f"{url}/sandbox/clock") as clock:
        assert abs(clock.now() - world.clock.now()) < timedelta(seconds=1)
        sleeping = clock.sleep_until(clock.now() + 30 * DAY)
        asyncio.get_running_loop().call_later(0.05, world.clock.advance, 31 * 86400)
        async with asyncio.timeout(3):
            await sleeping


async def test_without_a_sandbox_the_machines_clock_is_used() -> None:
    async with open_clock(None) as clock:
        assert isinstance(clock, SystemClock)
        assert not isinstance(clock, FollowingClock)


async def test_it_asks_again_only_once_the_offset_has_changed() -> None:
    world = World(clock=SandboxClock(), token="x")
    for step in (0.1, 0.2):
        world.clock.advance(step)
    assert world.clock.offset != timedelta(seconds=world.clock.offset).total_seconds()
    clock, answered = FollowingClock(), asyncio.Event()

    async with serve(world) as url, aiohttp.ClientSession() as http, asyncio.TaskGroup() as group:
        await clock.read(http, f"{url}/sandbox/clock", wait=0)

        async def ask_again() -> None:
            await clock.read(http, f"{url}/sandbox/clock", wait=5)
            answered.set()

        group.create_task(ask_again())
        await asyncio.sleep(0.1)
        assert not answered.is_set()
        world.clock.advance(60)
        async with asyncio.timeout(1):
            await answered.wait()

    assert clock.now() - datetime.now(UTC) > timedelta(seconds=60)

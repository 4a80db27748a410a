"""All processes of a community together keep VK's limit."""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.vk.pace import APART, PER_SECOND, CommonPace, Urgency
from storage.engines import open_engine
from storage.sharing import Pacing
from tests.databases import SERVER, a_postgresql, ask


@pytest_asyncio.fixture
async def served() -> AsyncIterator[str]:
    if SERVER is None:
        pytest.skip("needs a server: uv run python -m tests.postgresql pytest …")
    async with a_postgresql(SERVER) as url:
        yield url


async def next_free(url: str) -> int:
    return int((await ask(url, "SELECT next_us FROM pace"))[0].next_us)


async def test_no_moment_is_given_twice(served: str) -> None:
    async with open_engine(served) as one, open_engine(served) as other:
        pacings = [Pacing(engine, apart=60) for engine in (one, other)]
        await pacings[0].reserve(1)
        first = await next_free(served)
        # nobody is so slow that a minute passes between two of them
        await asyncio.gather(*(pacings[number % 2].reserve(1 + number % 3) for number in range(30)))
        assert await next_free(served) == first + 60 * 60_000_000


async def test_after_a_rest_a_call_need_not_wait(served: str) -> None:
    async with open_engine(served) as engine:
        pacing = Pacing(engine, apart=1e-6)
        await pacing.reserve(1)
        assert await pacing.reserve(1) <= 0


async def test_a_hold_in_one_process_holds_for_all(served: str) -> None:
    async with open_engine(served) as one, open_engine(served) as other:
        await Pacing(one, apart=APART).hold(3600)
        assert await Pacing(other, apart=APART).reserve(1) > 3000


async def test_urgent_calls_go_first_and_a_cancelled_one_takes_no_turn(served: str) -> None:
    async with open_engine(served) as engine, CommonPace(Pacing(engine, apart=APART)) as pace:
        went: list[Urgency] = []

        async def go(urgency: Urgency) -> None:
            await pace.turn(urgency)
            went.append(urgency)

        async with asyncio.TaskGroup() as tasks:
            given_up = tasks.create_task(pace.turn(Urgency.MODERATION))
            await asyncio.sleep(0)
            given_up.cancel()
            for urgency in (Urgency.WORDS, Urgency.WORDS, Urgency.ANSWER, Urgency.MODERATION):
                tasks.create_task(go(urgency))
    assert went == [Urgency.MODERATION, Urgency.ANSWER, Urgency.WORDS, Urgency.WORDS]


async def test_three_processes_together_are_as_fast_as_one_may_be(served: str) -> None:
    world = World(clock=SandboxClock(), group_id=1, token="sandbox-token")
    world.limits.per_second = PER_SECOND
    async with serve(world) as url:
        processes = [
            await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "tests.bot.caller", served, f"{url}/method/", "6"),
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            for _ in range(3)
        ]
        ended = [await process.wait() for process in processes]
    assert ended == [0, 0, 0]
    outcomes = Counter(call.outcome for call in world.calls)
    well = outcomes.pop("ok")
    assert well > 3 * 10
    # without a common pace two of three are refused; a machine that stumbles lets one through
    assert sum(outcomes.values()) * 20 <= well, outcomes

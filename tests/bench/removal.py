"""From a blocked member's message to the arrival of its removal at the emulator.

Beside a bare vkbottle bot that removes it at once without any storage; each has an emulator of its
own in this process, and they take turns, message by message.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.world import PersonId, World
from tests.scenarios.stage import open_stage

BLOCKED = PersonId(201)
TEACHER = PersonId(101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Median milliseconds of both, and their ratio."""

    ours: float
    bare: float
    ratio: float


async def measure(*, messages: int) -> Delays:
    """Let both remove so many messages, in turns; give the medians."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(Path(folder), LOG_LEVEL="WARNING") as stage:
            story = await stage.story()
            stage.world.capabilities.restrict_members = False
            await story.blocked()
            await story.hears(f"id{story.student}|", "удал")
            async with _bare_bot(Path(folder)) as (world, peer):
                ours, bare = [], []
                for turn in range(messages + 5):
                    first = await _removal(stage.world, story.peer, story.student)
                    second = await _removal(world, peer, BLOCKED)
                    if turn >= 5:
                        ours.append(first)
                        bare.append(second)
    return Delays(
        ours=statistics.median(ours),
        bare=statistics.median(bare),
        ratio=statistics.median(ours) / statistics.median(bare),
    )


async def _removal(world: World, peer: int, who: PersonId) -> float:
    """Give the milliseconds from a message to the arrival of its removal."""
    await asyncio.sleep(0.1)  # so that the next long poll is open
    arrived = asyncio.Event()
    world.on_removal = arrived.set
    begun = time.perf_counter()
    world.write(peer, who, "а вот и я")
    await asyncio.wait_for(arrived.wait(), 10)
    return (time.perf_counter() - begun) * 1000


@asynccontextmanager
async def _bare_bot(folder: Path) -> AsyncIterator[tuple[World, int]]:
    world = World(clock=SandboxClock(), group_id=1, token="bare")
    world.limits.per_second = None
    world.add_person(TEACHER, first_name="Анна", last_name="Учителева", role="teacher")
    world.add_person(BLOCKED, first_name="Иван", last_name="Студентов", role="student")
    peer = world.create_chat("ИСП-21", owner=TEACHER, members=[BLOCKED])
    world.add_bot(peer, by=TEACHER)
    world.set_admin(peer, world.bot_id, True)
    async with serve(world) as url:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(Path(__file__).with_name("bare_bot.py")),
            env={
                **os.environ,
                "VK_TOKEN": world.token,
                "VK_API_URL": f"{url}/method/",
                "BLOCKED": str(BLOCKED),
            },
            stderr=asyncio.subprocess.DEVNULL,
            cwd=folder,  # vkbottle keeps its place in a file beside it
        )
        try:
            await _until_it_listens(world)
            yield world, peer
        finally:
            process.kill()
            await process.wait()


async def _until_it_listens(world: World) -> None:
    for _ in range(200):
        if any(call.method == "groups.getLongPollServer" for call in world.calls):
            break
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)

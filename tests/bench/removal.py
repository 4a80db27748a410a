"""From a blocked member's message to the arrival of its removal at the emulator.

Beside a bare vkbottle bot that removes it at once without any storage; each has an emulator of its
own in this process, and they take turns, message by message.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.world import PersonId, World
from tests.bench.figures import Pair, medians
from tests.scenarios.stage import open_stage

_TEACHER = PersonId(101)
_STARTING = 120.0
"""Seconds that the bare bot has to begin to listen."""


async def measure(*, messages: int) -> Pair:
    """Let both remove so many messages, in turns; give the median milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(Path(folder), LOG_LEVEL="WARNING") as stage:
            story = await stage.story()
            stage.world.capabilities.restrict_members = False
            await story.blocked()
            await story.hears(f"id{story.student}|", "удал")
            async with bare_bot(Path(folder)) as (world, ((peer, blocked),)):
                world.limits.per_second = None
                turns = [
                    (
                        await _removal(stage.world, story.peer, story.student),
                        await _removal(world, peer, blocked),
                    )
                    for _ in range(messages + 5)
                ]
    return medians(turns[5:])


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
async def bare_bot(
    folder: Path, *, chats: int = 1
) -> AsyncIterator[tuple[World, list[tuple[int, PersonId]]]]:
    """Begin a bare bot in a world of its own; give it, and each chat with who is blocked."""
    world = World(clock=SandboxClock(), group_id=1, token="bare")
    world.add_person(_TEACHER, first_name="Анна", last_name="Учителева", role="teacher")
    blocked = []
    for number in range(chats):
        who = PersonId(201 + number)
        world.add_person(who, first_name="Иван", last_name="Студентов", role="student")
        peer = world.create_chat(f"ИСП-{number}", owner=_TEACHER, members=[who])
        world.add_bot(peer, by=_TEACHER)
        world.set_admin(peer, world.bot_id, True)
        blocked.append((peer, who))
    async with serve(world) as url:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(Path(__file__).with_name("bare_bot.py")),
            env={
                **os.environ,
                "VK_TOKEN": world.token,
                "VK_API_URL": f"{url}/method/",
                "BLOCKED": ",".join(str(who) for _, who in blocked),
            },
            stderr=asyncio.subprocess.DEVNULL,
            cwd=folder,  # vkbottle keeps its place in a file beside it
        )
        try:
            await asyncio.wait_for(world.stream.asked.wait(), _STARTING)
            await asyncio.sleep(1.0)
            yield world, blocked
        finally:
            process.kill()
            await process.wait()

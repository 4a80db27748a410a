"""A raid: blocked members write in many chats at once, and VK takes twenty calls a second.

Beside a bare vkbottle bot that removes message by message and tries again what VK refuses; each has
an emulator of its own in this process, one after the other.
"""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.world import PersonId, World
from tests.bench.figures import Pair, medians
from tests.bench.removal import bare_bot
from tests.scenarios.stage import Stage, Story, open_stage

PER_SECOND = 20
_COMMANDS = 10
"""Moderators who record a violation meanwhile, each in a chat of their own."""

_BETWEEN = 0.1
"""Seconds between two of their commands."""

_LONGEST = 300.0
"""Seconds after which a raid is not waited for any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raid:
    """Seconds until the last message was gone; the calls that were made; and the longest wait of a
    moderator's command for its answer by ours."""

    gone: Pair
    calls: Pair
    longest_wait: float


async def measure(*, messages: int, chats: int) -> Raid:
    """Let both clear away so many messages, spread over so many chats."""
    with tempfile.TemporaryDirectory() as folder:
        ours, our_calls, waits = await _ours(Path(folder), messages, chats)
        bare, bare_calls = await _bare(Path(folder), messages, chats)
    return Raid(
        gone=medians([(ours, bare)]),
        calls=medians([(our_calls, bare_calls)]),
        longest_wait=max(waits),
    )


async def _ours(folder: Path, messages: int, chats: int) -> tuple[float, int, list[float]]:
    async with open_stage(folder, LOG_LEVEL="WARNING") as stage:
        stage.world.capabilities.restrict_members = False
        stories = [await _blocked(stage) for _ in range(chats)]
        await asyncio.sleep(1.0)
        stage.world.limits.per_second = PER_SECOND
        raiders = [(story.peer, story.student) for story in stories]
        before = _calls(stage.world)
        async with asyncio.TaskGroup() as group:
            gone = group.create_task(_raid(stage.world, raiders, messages))
            asked = [
                group.create_task(_command(story, number * _BETWEEN))
                for number, story in enumerate(stories[:_COMMANDS])
            ]
        # with the calls of the commands
        return gone.result(), _calls(stage.world) - before, [one.result() for one in asked]


async def _blocked(stage: Stage) -> Story:
    story = await stage.story()
    await story.blocked()
    await story.hears(f"id{story.student}|", "удал")
    return story


async def _command(story: Story, after: float) -> float:
    """Let a teacher record a violation; give the seconds until it is said."""
    await asyncio.sleep(after)
    begun = time.perf_counter()
    await story.violation(who=story.students[1])
    return time.perf_counter() - begun


async def _raid(world: World, raiders: Sequence[tuple[int, PersonId]], messages: int) -> float:
    """Let raiders write so many messages at once; give the seconds until the last is gone."""
    begun = time.perf_counter()
    for number in range(messages):
        peer, who = raiders[number % len(raiders)]
        world.write(peer, who, f"а вот и я {number}")
    while any(
        message.from_id == who and message.text.startswith("а вот и я")
        for peer, who in raiders
        for message in world.messages(peer)
    ):
        if time.perf_counter() - begun > _LONGEST:
            raise TimeoutError("the raid was never over")
        await asyncio.sleep(0.05)
    return time.perf_counter() - begun


def _calls(world: World) -> int:
    return sum(not call.packed for call in world.calls)


async def _bare(folder: Path, messages: int, chats: int) -> tuple[float, int]:
    async with bare_bot(folder, chats=chats) as (world, raiders):
        world.limits.per_second = PER_SECOND
        before = _calls(world)
        gone = await _raid(world, raiders, messages)
        return gone, _calls(world) - before

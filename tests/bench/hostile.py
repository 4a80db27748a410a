"""What a teacher waits for beside strangers' chats: anybody may add the bot to any number of them.

The same is measured in one process before they come and while they do: how long a teacher's command
waits for its answer, a blocked member's message for its removal, and what memory the process has.
Each stranger's chat adds the bot, writes to it, types a command and presses «Готово».
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.nursery import Nursery
from bot.sandbox.world import PersonId, World
from tests.bench.figures import print_head, print_row, resident
from tests.scenarios.stage import Stage, Story, open_stage

CHATS, FEW = 10_000, 300

_STRANGER = PersonId(900_001)
_PATIENCE = 60.0

_CALM = 5.0
"""Seconds after a wave, in which the bot looks at what came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Milliseconds (median) until a command is answered and a message removed, and megabytes."""

    command: float
    removal: float
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """The same without strangers and beside that many of their chats."""

    chats: int
    alone: Beside
    beside: Beside


async def measure(*, chats: int, waves: int, turns: int) -> Hostile:
    """Let them come in waves, and measure so many turns before each, and what there is time for
    while they come: what else the machine does weighs on both alike.
    """
    alone, beside = list[tuple[float, float]](), list[tuple[float, float]]()
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(Path(folder), LOG_LEVEL="WARNING") as stage, Nursery() as nursery:
            story = await stage.story()
            stage.world.capabilities.restrict_members = False
            stage.world.add_person(_STRANGER, first_name="Чужой", last_name="Ч.", role="student")
            await story.blocked()
            for _ in range(3):
                await _turn(stage, story)
            memory = resident(stage.bot.number)
            for _ in range(waves):
                alone += [await _turn(stage, story) for _ in range(turns)]
                come = _come(stage.world, chats // waves)
                coming = nursery.start(come, "strangers", awaited=True)
                while not coming.done():
                    beside.append(await _turn(stage, story))
                await coming
                await asyncio.sleep(_CALM)
            return Hostile(
                chats=chats,
                alone=_of(alone, memory),
                beside=_of(beside, resident(stage.bot.number)),
            )


def _of(turns: Iterable[tuple[float, float]], memory: float) -> Beside:
    commands, removals = zip(*turns, strict=True)
    return Beside(
        command=statistics.median(commands),
        removal=statistics.median(removals),
        memory=memory,
    )


async def _turn(stage: Stage, story: Story) -> tuple[float, float]:
    """Give the milliseconds of a command's answer, and of a removal."""
    await asyncio.sleep(0.1)  # so that the next long poll is open
    arrived = asyncio.Event()
    stage.world.on_removal = arrived.set
    begun = time.perf_counter()
    story.writes(story.student, "а вот и я")
    await asyncio.wait_for(arrived.wait(), _PATIENCE)
    removal = time.perf_counter() - begun
    before = len(story.bot_messages())
    begun = time.perf_counter()
    story.writes(story.teacher, "/правила")
    async with asyncio.timeout(_PATIENCE):
        while len(story.bot_messages()) == before:  # noqa: ASYNC110 -- nobody tells of it
            await asyncio.sleep(0.001)
    return 1e3 * (time.perf_counter() - begun), 1e3 * removal


async def _come(world: World, chats: int) -> None:
    for number in range(chats):
        peer = world.create_chat(f"Чужая {number}", owner=_STRANGER, members=[])
        world.add_bot(peer, by=_STRANGER)
        world.write(peer, _STRANGER, "[club1|@poryadok] привет")
        world.write(peer, _STRANGER, "[club1|@poryadok] /помощь")
        await asyncio.sleep(_PAUSE)


_PAUSE = 0.006
"""Seconds between two chats: ten thousand come within a minute or two."""


def print_rows(*, quick: bool) -> None:
    """Measure and print the table."""
    came = asyncio.run(
        measure(chats=FEW, waves=2, turns=5) if quick else measure(chats=CHATS, waves=10, turns=12)
    )
    alone, beside = came.alone, came.beside
    print_head("hostile chats", "none", f"{came.chats:,} come", "ratio", "aim")
    for words, one, other, aim in (
        ("a teacher's command, ms (median)", alone.command, beside.command, 1.5),
        ("removal of a blocked member's message, ms (median)", alone.removal, beside.removal, 1.5),
        ("memory, MB", alone.memory, beside.memory, 1.3),
    ):
        print_row(words, f"{one:.1f}", f"{other:.1f}", f"{other / one:.2f}", f"at most {aim}")


if __name__ == "__main__":
    print_rows(quick=False)

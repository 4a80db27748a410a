"""The stage with the bot in the test's own process: no HTTP, and nobody waits for the clock.

What a process, its timers or the network decide needs the stage over HTTP (`over_http`).
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.vk.community import EVENTS
from handlers.chats import look_at_next
from tests.databases import at_file
from tests.in_process.bot import TOKEN, InProcessBot, open_bot
from tests.scenarios.stage import ADMINISTRATOR, PATIENCE, BotProcess, Stage, check_calls, new_world

_STEP, _HURRIED_STEP = 0.25, 1.0
"""Seconds of the clock that pass between two looks of a test; the second where it hurries."""


class OneProcess(Stage):
    """A stage whose bot works while a test waits, and whose clock stands otherwise."""

    def __init__(self, bot: InProcessBot, process: BotProcess) -> None:
        super().__init__(bot.world, bot.clock, process, url="")
        self._bot = bot

    async def until(
        self,
        holds: Callable[[], object],
        what: str = "",
        *,
        patience: float = PATIENCE,
        hurried: bool = False,
    ) -> None:
        """Let the bot work until something holds in the world; `patience` is by the clock, and
        five times as much where the test hurries."""
        step = _HURRIED_STEP if hurried else _STEP
        for _ in range(int(5 * patience if hurried else patience / step)):
            await self._work()
            if holds():
                return
            self.clock.advance(step)
        raise AssertionError(f"never came true: {what or holds}")

    async def let_pass(self, seconds: float) -> None:
        """Let the bot do all that it would do in so many seconds."""
        await self._work()
        self.clock.advance(seconds)
        await self._work()

    async def _work(self) -> None:
        await self._bot.follow()
        if len(self._bot.services.looks):
            await look_at_next(self._bot.services)
        await self._bot.advance(0)


@asynccontextmanager
async def open_one_process(folder: Path) -> AsyncIterator[OneProcess]:
    """Open the emulator's world and a bot in this process."""
    world = new_world(TOKEN)
    world.stream.switched_on |= set(EVENTS)
    async with open_bot(folder, administrators=[ADMINISTRATOR], world=world) as bot:
        await bot.restart(administrators=[ADMINISTRATOR])
        database = at_file(folder / "bot.db")
        yield OneProcess(bot, BotProcess("", folder, world, {}, database=database, forked=True))
    check_calls(world)

"""Bots to which VK hands its events over, behind a balancer (`TRANSPORT=callback`)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from bot.sandbox.world import World
from bot.vk.community import EVENTS
from tests.ports import a_free_port
from tests.scenarios.balancer import balance
from tests.scenarios.stage import BotProcess

_SECRET = "Secret12345"
_LISTENING = "callback: listening"


def callback_settings() -> dict[str, str]:
    """Give one process's settings: it listens at a port of its own."""
    return {
        "TRANSPORT": "callback",
        "CALLBACK_SECRET": _SECRET,
        "CALLBACK_PORT": str(a_free_port()),
    }


@asynccontextmanager
async def handing_over(world: World, bots: Sequence[BotProcess]) -> AsyncIterator[None]:
    """Let VK hand events over to whichever of the bots listens, one after another, to the end of
    the block; at the beginning one of them has to have been started.
    """
    door = a_free_port()
    addresses = [f"http://127.0.0.1:{bot.environment['CALLBACK_PORT']}/callback" for bot in bots]
    async with balance(door, addresses):
        await _until(lambda: any(_LISTENING in line for bot in bots for line in bot.lines()))
        world.callbacks.pauses = (0.2,)
        world.callbacks.most_errors = 1000
        server = world.callbacks.add(f"http://127.0.0.1:{door}/callback", "Poryadok", _SECRET)
        assert server is not None
        server.switched_on |= set(EVENTS)
        await _until(lambda: server.status == "ok")
        yield


async def _until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 -- neither a log nor the emulator tells of it
        await asyncio.sleep(0.05)

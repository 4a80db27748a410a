"""The emulator in a thread, without a bot: for what the page does by itself."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox.college import seed_college
from bot.sandbox.conversations import PersonId, SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.showing import Explain, explain
from bot.sandbox.world import World
from tests.browser.hand import TEACHER

STUDENT = 201

Done = TypeVar("Done")


@dataclass(slots=True, kw_only=True)
class Alone:
    """The emulator without a bot; its world belongs to the thread that serves it."""

    world: World
    loop: asyncio.AbstractEventLoop
    address: str

    def last_events(self, number: int) -> list[str]:
        """Return the newest events for a bot, as they are sent."""

        async def read() -> list[str]:
            stream = self.world.stream
            return stream.after(int(stream.ts) - number)[1]

        return self.run(read())

    def seed(self) -> None:
        """Let the college's people and chats appear, as they do once a bot polls."""

        async def fill() -> None:
            _fill(self.world)

        self.run(fill())

    def run(self, doing: Coroutine[Any, Any, Done], patience: float = 5) -> Done:
        """Run something in the thread that serves the world; give what it gives."""
        return asyncio.run_coroutine_threadsafe(doing, self.loop).result(patience)


def _fill(world: World) -> None:
    seed_college(world)
    world.create_chat("Объявления", owner=PersonId(TEACHER), members=[PersonId(STUDENT)])


def opened(explanation: Explain = explain, *, seeded: bool = True) -> Iterator[Alone]:
    """Serve the emulator in a thread of its own; `seeded` False leaves it empty."""
    started = threading.Event()
    found: list[Alone] = []
    over = asyncio.Event()

    async def stand() -> None:
        world = World(clock=SandboxClock(), token="alone")
        world.stream.switched_on.add("message_edit")
        if seeded:
            _fill(world)
        async with serve(world, explain=explanation) as url:
            loop = asyncio.get_running_loop()
            found.append(Alone(world=world, loop=loop, address=f"{url}/"))
            started.set()
            await over.wait()

    thread = threading.Thread(target=asyncio.run, args=(stand(),))
    thread.start()
    assert started.wait(10)
    yield found[0]
    found[0].loop.call_soon_threadsafe(over.set)
    thread.join(10)
    assert not thread.is_alive()

"""VK's twenty calls a second, shared by all processes of a community (VK.md, 4)."""

import asyncio
from heapq import heappop, heappush
from itertools import count

from loguru import logger

from bot.nursery import Nursery
from bot.vk.pace import PER_SECOND, Urgency
from storage.pacing import Pacing

APART = 1.05 / PER_SECOND
"""Seconds between two calls: calls do not all travel equally long."""

_AT_ONCE = 3
"""Moments reserved together: with more, another process's urgent calls would wait."""

_STALE = 0.2
"""Seconds after which a reserved moment is lost: others have used theirs meanwhile."""

_AFTER_FAILURE = 1.0
"""Seconds of rest after the database did not answer: without it there is little to deliver."""


class CommonPace:
    """Hands out turns at the moments that the database reserves for this process, urgent first.

    Use it as a context manager: it works in the background.
    """

    def __init__(self, pacing: Pacing) -> None:
        self._pacing = pacing
        self._waiting: list[tuple[Urgency, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._asked = asyncio.Event()
        self._nursery = Nursery()

    async def __aenter__(self) -> "CommonPace":
        self._nursery.start(self._hand_out(), "the common pace")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._nursery.close()

    async def turn(self, urgency: Urgency) -> None:
        """Wait for a turn to call. A cancelled waiter takes none."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (urgency, next(self._numbers), waiter))
        self._asked.set()
        await waiter

    def hold(self, seconds: float) -> None:
        """Hand out no turn for so many seconds, in any process: VK answered «too many»."""
        self._nursery.start(self._pacing.hold(seconds), "holding the common pace")

    async def _hand_out(self) -> None:
        while True:
            await self._asked.wait()
            self._asked.clear()
            while wanted := self._in_line():
                number = min(wanted, _AT_ONCE)
                try:
                    left = await self._pacing.reserve(number)
                except Exception:  # the database may be away; calls wait for it
                    logger.exception("the common pace could not be asked")
                    await asyncio.sleep(_AFTER_FAILURE)
                    continue
                await self._give(number, asyncio.get_running_loop().time() + left)

    async def _give(self, number: int, first: float) -> None:
        loop = asyncio.get_running_loop()
        for moment in (first + turn * APART for turn in range(number)):
            await asyncio.sleep(moment - loop.time())
            if loop.time() - moment > _STALE:
                return
            # a more urgent call that came meanwhile goes first
            while self._waiting:
                waiter = heappop(self._waiting)[2]
                if not waiter.done():
                    waiter.set_result(None)
                    break

    def _in_line(self) -> int:
        return sum(1 for _, _, waiter in self._waiting if not waiter.done())

"""VK's twenty calls a second, urgent calls first: of one process, or of all of a community's
(VK.md, 4)."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

from loguru import logger

from bot.nursery import Nursery
from storage.database import Storage
from storage.sharing import Pacing

PER_SECOND = 20
"""Calls that a community's token may make in any one second."""

_WINDOW = 1.05
"""Seconds counted as one, since calls do not all travel equally long."""

_RESERVE = 3
"""Calls of each second that are kept for urgent ones."""

_LEISURE = 4
"""Leisure waits while one call in so many was made in the last second; reports do not count.

So it takes nothing from what somebody waits for, and a round of routine looks, which takes nearly
all calls, does not hold it up until its end."""


class Urgency(IntEnum):
    """The order in which waiting calls go.

    `MODERATION`: deletions, removals, restrictions. `ANSWER`: somebody waits for it. `WORDS`:
    notices. `REPORT`: files, routine looks at the chats, and other things not missed for a while.
    `LEISURE`: nobody of the college waits for it.
    """

    MODERATION = 0
    ANSWER = 1
    WORDS = 2
    REPORT = 3
    LEISURE = 4


class Turns(Protocol):
    """Decides when a call may be made, for this process or for all of a community's."""

    async def turn(self, urgency: Urgency) -> None:
        """Wait for a turn to call. A cancelled waiter takes none."""

    def hold(self, seconds: float) -> None:
        """Hand out no turn for so many seconds: VK answered «too many»."""


class Pace:
    """Hands out turns: a limited number in any second, urgent ones first, words after the rest."""

    def __init__(self, per_second: int = PER_SECOND) -> None:
        self._most = per_second
        self._most_words = max(1, per_second - _RESERVE)
        self._most_leisure = max(1, per_second // _LEISURE)
        self._taken: deque[float] = deque()
        self._taken_but_reports: deque[float] = deque()
        self._waiting: list[tuple[Urgency, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._held_until = 0.0
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, urgency: Urgency) -> None:
        """Wait for a turn to call."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (urgency, next(self._numbers), waiter))
        self._hand_out()
        await waiter

    def hold(self, seconds: float) -> None:
        """Hand out no turn for so many seconds: VK answered «too many»."""
        loop = asyncio.get_running_loop()
        self._held_until = max(self._held_until, loop.time() + seconds)

    def _hand_out(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        for taken in (self._taken, self._taken_but_reports):
            while taken and taken[0] <= now - _WINDOW:
                taken.popleft()
        while self._waiting and now >= self._held_until:
            urgency, _, waiter = self._waiting[0]
            if not waiter.done():
                if any(len(taken) >= most for taken, most in self._limits(urgency)):
                    break
                self._taken.append(now)
                if urgency is not Urgency.REPORT:
                    self._taken_but_reports.append(now)
                waiter.set_result(None)
            heappop(self._waiting)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_at(self._next_turn(now), self._hand_out) if self._waiting else None

    def _limits(self, urgency: Urgency) -> list[tuple[deque[float], int]]:
        """Return the counted calls for an urgency, each with the most in one second."""
        most = self._most_words if urgency >= Urgency.WORDS else self._most
        limits = [(self._taken, most)]
        if urgency is Urgency.LEISURE:
            limits.append((self._taken_but_reports, self._most_leisure))
        return limits

    def _next_turn(self, now: float) -> float:
        if now < self._held_until:
            return self._held_until
        # the turns that have to expire before the first waiting call may go
        return max(
            taken[len(taken) - most] + _WINDOW
            for taken, most in self._limits(self._waiting[0][0])
            if len(taken) >= most
        )


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


@asynccontextmanager
async def open_pace(storage: Storage) -> AsyncIterator[int | Turns]:
    """Yield the pace of calls to VK: common to all processes if there may be several."""
    if storage.shared is None:
        yield PER_SECOND
        return
    async with CommonPace(Pacing(storage.shared, apart=APART)) as pace:
        yield pace

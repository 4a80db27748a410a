"""VK's twenty calls a second, given first to what cannot wait (VK.md, 4)."""

import asyncio
from collections import deque
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

PER_SECOND = 20
"""Calls that a community's token has in any one second."""

_WINDOW = 1.05
"""Seconds counted as one, since calls do not all travel equally long."""

_RESERVE = 3
"""Calls of each second that are kept for what cannot wait."""

_LEISURE = 4
"""One call in so many is the most that leisure takes. Its calls are counted apart: a round of
routine looks takes nearly all turns, and leisure would wait for its end."""


class Urgency(IntEnum):
    """Who goes first when calls have to wait.

    `DEED`: removals and restrictions. `ANSWER`: what somebody waits for. `WORDS`: notices.
    `REPORT`: files, routine looks at the chats, and what else nobody misses for a while.
    `LEISURE`: what nobody of the college's waits for.
    """

    DEED = 0
    ANSWER = 1
    WORDS = 2
    REPORT = 3
    LEISURE = 4


class Turns(Protocol):
    """Who says when a call may be made, for this process or for all of a community's."""

    async def turn(self, urgency: Urgency) -> None:
        """Wait for a turn to call. One that is cancelled while it waits takes none."""

    def hold(self, seconds: float) -> None:
        """Hand out nothing for a while: VK says that it is too much."""


class Pace:
    """Hands out turns: so many in any second, the urgent first, words after the rest."""

    def __init__(self, per_second: int = PER_SECOND) -> None:
        self._most = per_second
        self._most_words = max(1, per_second - _RESERVE)
        self._most_leisure = max(1, per_second // _LEISURE)
        self._taken: deque[float] = deque()
        self._taken_at_leisure: deque[float] = deque()
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
        """Hand out nothing for a while: VK says that it is too much."""
        loop = asyncio.get_running_loop()
        self._held_until = max(self._held_until, loop.time() + seconds)

    def _hand_out(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        for taken in (self._taken, self._taken_at_leisure):
            while taken and taken[0] <= now - _WINDOW:
                taken.popleft()
        while self._waiting and now >= self._held_until:
            urgency, _, waiter = self._waiting[0]
            if not waiter.done():
                if any(len(taken) >= most for taken, most in self._limits(urgency)):
                    break
                for taken, _ in self._limits(urgency):
                    taken.append(now)
                waiter.set_result(None)
            heappop(self._waiting)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_at(self._next_turn(now), self._hand_out) if self._waiting else None

    def _limits(self, urgency: Urgency) -> list[tuple[deque[float], int]]:
        """Give what is counted for a call of that urgency, each with the most in one second."""
        most = self._most_words if urgency >= Urgency.WORDS else self._most
        limits = [(self._taken, most)]
        if urgency is Urgency.LEISURE:
            limits.append((self._taken_at_leisure, self._most_leisure))
        return limits

    def _next_turn(self, now: float) -> float:
        if now < self._held_until:
            return self._held_until
        # the turns that have to run out before the first in line may go
        return max(
            taken[len(taken) - most] + _WINDOW
            for taken, most in self._limits(self._waiting[0][0])
            if len(taken) >= most
        )

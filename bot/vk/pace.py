"""VK's twenty calls a second, urgent calls first (VK.md, 4)."""

import asyncio
from collections import deque
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

PER_SECOND = 20
"""Calls that a community's token may make in any one second."""

_WINDOW = 1.05
"""Seconds counted as one, since calls do not all travel equally long."""

_RESERVE = 3
"""Calls of each second that are kept for urgent ones."""

_LEISURE = 4
"""Leisure takes one call in so many at most, counted apart: a round of routine looks takes nearly
all turns, and leisure would wait for its end."""


class Urgency(IntEnum):
    """The order in which waiting calls go.

    `DEED`: deletions, removals and restrictions. `ANSWER`: somebody waits for it. `WORDS`: notices.
    `REPORT`: files, routine looks at the chats, and other things not missed for a while. `LEISURE`:
    nobody of the college waits for it.
    """

    DEED = 0
    ANSWER = 1
    WORDS = 2
    REPORT = 3
    LEISURE = 4


class Turns(Protocol):
    """Says when a call may be made, for this process or for all of a community's."""

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
        """Hand out no turn for so many seconds: VK answered «too many»."""
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
        """Return the counted calls for an urgency, each with the most in one second."""
        most = self._most_words if urgency >= Urgency.WORDS else self._most
        limits = [(self._taken, most)]
        if urgency is Urgency.LEISURE:
            limits.append((self._taken_at_leisure, self._most_leisure))
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

"""The time of day, which the sandbox can turn forward."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol

import aiohttp
from loguru import logger

from bot.nursery import Nursery

LONGEST_SLEEP = 60.0
"""Seconds after which a sleeper looks at the clock again: the machine's may be set."""

_TURNED_BACK = timedelta(minutes=1)
"""How far a clock that was ahead is turned back at least; what the network corrects is less."""

_FOLLOW = 25
"""Seconds that one question to the sandbox's clock stays open."""


class Clock(Protocol):
    """What the process asks about time."""

    def now(self) -> datetime:
        """Give the present moment (aware, UTC)."""

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Wait for the event, for that moment (UTC), or for the clock to be turned.

        May come back early: whoever waits looks again at what they waited for.
        """

    async def sleep_until(self, moment: datetime) -> None:
        """Sleep until that moment (UTC) has come, or the clock was turned back."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the present moment (aware, UTC)."""
        return datetime.now(UTC)

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Wait for the event or the moment, a minute at most."""
        left = LONGEST_SLEEP if until is None else (until - self.now()).total_seconds()
        try:
            async with asyncio.timeout(min(max(left, 0), LONGEST_SLEEP)):
                await event.wait()
        except TimeoutError:
            return

    async def sleep_until(self, moment: datetime) -> None:
        """Sleep until that moment (UTC) has come, or the clock was turned back."""
        never, last = asyncio.Event(), self.now()
        while last < moment:
            await self.wait(never, moment)
            now = self.now()
            if now < last - _TURNED_BACK:
                # by a clock that was corrected the moment would be long in coming
                return
            last = now


class SandboxClock(SystemClock):
    """A clock that runs ahead of the machine's by what the sandbox says."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._sleepers: set[asyncio.Event] = set()

    def now(self) -> datetime:
        """Give the sandbox's present moment (aware, UTC)."""
        return super().now() + self._ahead

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Wait for the event, the moment, or a turn of the clock."""
        turned = asyncio.Event()
        self._sleepers.add(turned)
        nursery = Nursery()
        try:
            either = asyncio.Event()
            nursery.start(_pass_on(event, either), "clock: event")
            nursery.start(_pass_on(turned, either), "clock: turn")
            await super().wait(either, until)
        finally:
            await nursery.close()
            self._sleepers.discard(turned)

    def turn(self, ahead: timedelta) -> None:
        """Run that far ahead of the machine's clock from now on, and wake who sleeps."""
        self._ahead = ahead
        for sleeper in self._sleepers:
            sleeper.set()

    async def read(self, http: aiohttp.ClientSession, url: str, *, wait: int) -> None:
        """Ask the sandbox how far ahead it is; with `wait`, until that changes (seconds)."""
        params = {"offset": repr(self._ahead.total_seconds()), "wait": str(wait)}
        async with http.get(url, params=params) as answer:
            self.turn(timedelta(seconds=(await answer.json())["offset"]))

    async def follow(self, http: aiohttp.ClientSession, url: str) -> None:
        """Follow the sandbox's clock until cancelled."""
        while True:
            try:
                await self.read(http, url, wait=_FOLLOW)
            except (aiohttp.ClientError, TimeoutError):
                logger.debug("the sandbox's clock does not answer")
                await asyncio.sleep(1)


async def _pass_on(event: asyncio.Event, to: asyncio.Event) -> None:
    await event.wait()
    to.set()


@asynccontextmanager
async def open_clock(sandbox: str | None) -> AsyncIterator[Clock]:
    """Open the machine's clock, or follow the sandbox's at that address."""
    if sandbox is None:
        yield SystemClock()
        return
    clock = SandboxClock()
    timeout = aiohttp.ClientTimeout(total=_FOLLOW + 10)
    async with aiohttp.ClientSession(timeout=timeout) as http, Nursery() as nursery:
        await clock.read(http, sandbox, wait=0)
        nursery.start(clock.follow(http, sandbox), "clock")
        yield clock

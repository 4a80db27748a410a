"""The time of day, which the sandbox can advance."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol

import aiohttp
from loguru import logger

from bot.nursery import Nursery

LONGEST_SLEEP = 60.0
"""Seconds after which a sleeper reads the clock again, since the machine's clock may be set."""

_TURNED_BACK = timedelta(minutes=1)
"""The least step by which a fast clock is set back by hand; network corrections are smaller."""

_FOLLOW = 25
"""Seconds that one request to the sandbox's clock stays open."""


class Clock(Protocol):
    """The clock as the process uses it."""

    def now(self) -> datetime:
        """Return the current moment (aware, UTC)."""

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Wait for the event, for the moment `until` (UTC), or for the clock to be set.

        May return early, so callers check their condition again.
        """

    async def sleep_until(self, moment: datetime) -> None:
        """Sleep until `moment` (UTC), or until the clock is set back."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the current moment (aware, UTC)."""
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
        """Sleep until `moment` (UTC), or until the clock is set back."""
        never, last = asyncio.Event(), self.now()
        while last < moment:
            await self.wait(never, moment)
            now = self.now()
            if now < last - _TURNED_BACK:
                # on the corrected clock the moment may be days away
                return
            last = now


class FollowingClock(SystemClock):
    """A clock that runs ahead of the machine's by an offset that the sandbox sets."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._offset = 0.0
        """As the sandbox said it: a `timedelta` rounds, and would never be what the sandbox has."""
        self._sleepers: set[asyncio.Event] = set()

    def now(self) -> datetime:
        """Return the sandbox's current moment (aware, UTC)."""
        return super().now() + self._ahead

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Wait for the event, the moment, or a change of the offset."""
        turned = asyncio.Event()
        self._sleepers.add(turned)
        nursery = Nursery()
        try:
            either = asyncio.Event()
            nursery.start(_pass_on(event, either), "clock: event")
            nursery.start(_pass_on(turned, either), "clock: change")
            await super().wait(either, until)
        finally:
            await nursery.close()
            self._sleepers.discard(turned)

    def set_ahead(self, ahead: timedelta) -> None:
        """Set the offset to the machine's clock, and wake all sleepers."""
        self._ahead = ahead
        for sleeper in self._sleepers:
            sleeper.set()

    async def read(self, http: aiohttp.ClientSession, url: str, *, wait: int) -> None:
        """Ask the sandbox for the offset; with `wait`, until it changes or so many seconds pass."""
        params = {"offset": repr(self._offset), "wait": str(wait)}
        async with http.get(url, params=params) as answer:
            self._offset = (await answer.json())["offset"]
        self.set_ahead(timedelta(seconds=self._offset))

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
    """Open the machine's clock, or the sandbox's at the address `sandbox`."""
    if sandbox is None:
        yield SystemClock()
        return
    clock = FollowingClock()
    timeout = aiohttp.ClientTimeout(total=_FOLLOW + 10)
    async with aiohttp.ClientSession(timeout=timeout) as http, Nursery() as nursery:
        await clock.read(http, sandbox, wait=0)
        nursery.start(clock.follow(http, sandbox), "clock")
        yield clock

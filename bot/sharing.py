"""What several processes on one database share: leadership, and VK's rate limit."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from loguru import logger

from bot.nursery import Nursery
from bot.vk.pace import APART, PER_SECOND, CommonPace, Turns
from storage.database import Storage
from storage.leadership import Leadership, SharedLeadership, SoleLeadership
from storage.pacing import Pacing

_AT_ONCE = 1.0
"""Seconds of waiting after which standing by is logged."""


@asynccontextmanager
async def open_pace(storage: Storage) -> AsyncIterator[int | Turns]:
    """Yield the pace of calls to VK: common to all processes if there may be several."""
    if storage.shared is None:
        yield PER_SECOND
        return
    async with CommonPace(Pacing(storage.shared, apart=APART)) as pace:
        yield pace


@asynccontextmanager
async def open_leadership(storage: Storage) -> AsyncIterator[Leadership]:
    """Yield this process's claim to leadership; on leaving, another process may lead at once."""
    if storage.shared is None:
        yield SoleLeadership()
        return
    leadership = SharedLeadership(storage.shared)
    async with Nursery() as nursery:
        nursery.start(leadership.run(), "leadership")
        yield leadership


async def wait_to_lead(leadership: Leadership, stop: asyncio.Event) -> bool:
    """Wait for leadership; False if the process is to stop first."""
    async with Nursery() as nursery:
        begins = nursery.start(leadership.begins(), "standing by", awaited=True)
        stopped = nursery.start(stop.wait(), "the signal to stop", awaited=True)
        done, _ = await asyncio.wait(
            {begins, stopped}, timeout=_AT_ONCE, return_when=asyncio.FIRST_COMPLETED
        )
        if not done:
            logger.info("another process works on this database: standing by")
            await asyncio.wait({begins, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return not stopped.done()

"""The stored callback events, as a stream of batches for the intake."""

import asyncio

from loguru import logger

from bot.foreign_json import read_json
from bot.longpoll import Batch
from bot.reading import Update
from storage.arrivals import Arrivals, Taken

AT_ONCE = 200
"""The most events in one batch."""

_AFTER_FAILURE = 1.0
"""Seconds of rest after the database did not answer."""


class ArrivalStream:
    """Reads stored events, oldest first; a place is the number of the last event returned."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals

    async def after(self, place: str) -> Batch:
        """Return the events after a place («» or «0»: all); waits for some."""
        last = int(place or 0)
        while True:
            self._arrivals.arrived.clear()
            try:
                taken = await self._arrivals.take(AT_ONCE, after=last)
            except Exception:  # the database may be busy; the events stay in it
                logger.exception("what arrived could not be read")
                await asyncio.sleep(_AFTER_FAILURE)
                continue
            if taken:
                updates = [update for each in taken if (update := _read(each)) is not None]
                return Batch(place=str(taken[-1].number), updates=updates)
            await self._arrivals.arrived.wait()


def _read(arrived: Taken) -> Update | None:
    try:
        update: Update = read_json(arrived.body)
    except ValueError:  # one bad event must not end every start
        logger.error("event {}: what was kept cannot be read", arrived.event)
        return None
    return update

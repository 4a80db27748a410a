"""What arrived, as a stream of batches for the intake."""

import asyncio

from loguru import logger

from bot.foreign_json import read_json
from bot.longpoll import Batch, Update
from storage.arrivals import Arrivals, Taken

AT_ONCE = 200
"""Events of one batch at most."""

_AFTER_FAILURE = 1.0
"""Seconds of rest where the database does not answer."""


class ArrivalStream:
    """Gives events that are kept, oldest first; a place is the number of the last one given."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals

    async def after(self, place: str) -> Batch:
        """Give the events after a place («» or «0»: all); waits for them."""
        last = int(place or 0)
        while True:
            self._arrivals.arrived.clear()
            try:
                taken = await self._arrivals.take(AT_ONCE, after=last)
            except Exception:  # the database may be busy; what is in it will still be there
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
    except ValueError:  # one that an older version kept must not end every start
        logger.error("event {}: what was kept cannot be read", arrived.event)
        return None
    return update

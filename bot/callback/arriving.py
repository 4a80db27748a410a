"""What arrived, as a stream of batches for the intake."""

import asyncio
import json

from loguru import logger

from bot.longpoll import Batch
from storage.arrivals import Arrivals

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
                return Batch(
                    place=str(taken[-1].number), updates=[json.loads(each.body) for each in taken]
                )
            await self._arrivals.arrived.wait()

"""The process's clock, which keeps terms, compared with the messenger's, which dates messages.

Events prove nothing: they may arrive late, after an outage or from a gap. So the messenger is asked
for its time, twice before a difference is believed: a sandbox may turn its clock in between.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from loguru import logger

from handlers.messenger import Messenger, MessengerError
from rules.times import are_apart, clock_ahead

_AGAIN = 1.0
"""Seconds before the messenger is asked a second time."""

Now = Callable[[], datetime]
"""Returns the current time (aware, UTC)."""


@dataclass(slots=True)
class Clocks:
    """The difference between the process's clock and the messenger's.

    `ahead` is the last difference found: positive if the process's clock is ahead, zero before the
    first comparison.
    """

    ahead: timedelta = timedelta()

    @property
    def are_apart(self) -> bool:
        """Whether the clocks differ too much to keep any term."""
        return are_apart(self.ahead)

    async def compare(self, messenger: Messenger, now: Now) -> None:
        """Measure the difference again; keep the last one if the messenger does not answer."""
        try:
            ahead = await _ahead(messenger, now)
            if are_apart(ahead) and not self.are_apart:
                await asyncio.sleep(_AGAIN)
                ahead = await _ahead(messenger, now)
        except MessengerError as refused:
            logger.warning("the messenger's time is not told: {}", refused.fault)
            return
        self.ahead = ahead


async def _ahead(messenger: Messenger, now: Now) -> timedelta:
    before = now()
    theirs = await messenger.time()
    return clock_ahead(theirs, before, now())

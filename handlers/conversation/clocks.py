"""The process's clock, by which terms are kept, beside the messenger's, which dates messages.

An event tells nothing sure: it may come late, after an outage or out of a gap. So the messenger is
asked for its time, and twice before it is believed that the clocks differ: the sandbox's can be
turned between two questions.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from loguru import logger

from handlers.messenger import Messenger, MessengerError
from rules.times import are_apart, clock_ahead

_AGAIN = 1.0
"""Seconds after which the messenger is asked once more."""


Now = Callable[[], datetime]
"""Gives the present moment (aware, UTC)."""


@dataclass(slots=True)
class Clocks:
    """The process's clock beside the messenger's.

    `ahead` is the difference that was found last: positive where the process's clock is ahead, zero
    until they were compared.
    """

    ahead: timedelta = timedelta()

    @property
    def are_apart(self) -> bool:
        """Whether they differ so much that no term could be kept."""
        return are_apart(self.ahead)

    async def compare(self, messenger: Messenger, now: Now) -> None:
        """Compare them anew; where the messenger does not answer, what was known last stays."""
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

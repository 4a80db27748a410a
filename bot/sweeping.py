"""What stands in one chat's line and is handled as one: what the members of a raid wrote."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any, Protocol

from loguru import logger

from bot.longpoll import Update

AT_ONCE = 100
"""How many updates are swept together: VK removes so many messages by one call (VK.md, 4)."""


class Sweeps(Protocol):
    """Handles updates of one chat that stand one behind another, as one."""

    def fits(self, event: Mapping[str, Any]) -> bool:
        """Say whether an update is one of that kind."""

    async def away(self, events: Sequence[Update]) -> None:
        """Handle several of one chat; raises `AlreadyHandledError` if one of them was before."""


def first_together(
    line: Collection[Update], sweeps: Sweeps, concerns: Callable[[Mapping[str, Any]], bool]
) -> tuple[list[Update], list[Update]]:
    """Give what stands first in a line and may be done with as one, and what of it is swept.

    `concerns` tells whether an update needs anything: one that needs nothing changes nothing where
    it stands in between. Gives nothing where fewer than two are to be swept.
    """
    try:
        if len(line) < 2 or not sweeps.fits(next(iter(line))):
            return [], []
        first = takewhile(
            lambda update: sweeps.fits(update) or not concerns(update), islice(line, AT_ONCE)
        )
        run = list(first)
        swept = [update for update in run if sweeps.fits(update)]
    except Exception as bug:  # it is logged where the one at fault is handled by itself
        logger.debug("{}: nothing is swept", type(bug).__name__)
        return [], []
    return (run, swept) if len(swept) > 1 else ([], [])

"""What stands in one chat's line and is handled as one: what the members of a raid wrote."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Protocol

from loguru import logger

from handlers.events import Event
from handlers.screening import Findings

AT_ONCE = 100
"""How many events are swept together: VK removes so many messages by one call (VK.md, 4)."""


@dataclass(slots=True)
class Standing:
    """An event that stands in its chat's line, with what the first look at it gave, once taken.

    `aside`: it is a stranger's, and everybody else's goes first.
    """

    event: Event
    _look: Callable[[Event], Findings | None]
    _found: Findings | None = None
    _is_ordinary: bool = False
    aside: bool = False

    def look(self) -> Findings | None:
        """Give what the first look gave, or take it now; None for an ordinary message."""
        if self._found is None and not self._is_ordinary:
            self._found = self._look(self.event)
            self._is_ordinary = self._found is None
        return self._found


class Sweeps(Protocol):
    """Handles events of one chat that stand one behind another, as one."""

    def fits(self, event: Event) -> bool:
        """Say whether an event is one of that kind."""

    async def away(self, events: Sequence[Event]) -> None:
        """Handle several of one chat; raises `AlreadyHandledError` if one of them was before."""


def first_together(
    line: Collection[Standing], sweeps: Sweeps
) -> tuple[list[Standing], list[Standing]]:
    """Give what stands first in a line and may be done with as one, and what of it is swept.

    An ordinary message changes nothing where it stands in between. Gives nothing where fewer than
    two are to be swept.
    """
    try:
        if len(line) < 2 or not sweeps.fits(next(iter(line)).event):
            return [], []
        first = takewhile(
            lambda standing: sweeps.fits(standing.event) or standing.look() is None,
            islice(line, AT_ONCE),
        )
        run = list(first)
        swept = [standing for standing in run if sweeps.fits(standing.event)]
    except Exception as bug:  # it is logged where the one at fault is handled by itself
        logger.debug("{}: nothing is swept", type(bug).__name__)
        return [], []
    return (run, swept) if len(swept) > 1 else ([], [])

"""Where events wait: in the queue of their chat, aside while the bot does not serve their chat, or
held back until an earlier gap is read.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import Protocol

from loguru import logger
from msgspec import structs

from handlers.events import Event, Said
from handlers.screening import Findings

AT_ONCE = 100
"""Events that are swept together at most: VK removes so many messages by one call (VK.md, 4)."""


@dataclass(slots=True)
class Queued:
    """An event in its chat's queue, with the result of the first look at it, once taken.

    `aside`: it comes from a stranger's chat, so that events of served chats go first.
    """

    event: Event
    _look: Callable[[Event], Findings | None]
    _found: Findings | None = None
    _is_ordinary: bool = False
    aside: bool = False

    def look(self) -> Findings | None:
        """Return the findings of the first look, taken now if need be; None: ordinary."""
        if self._found is None and not self._is_ordinary:
            self._found = self._look(self.event)
            self._is_ordinary = self._found is None
        return self._found


class Sweeps(Protocol):
    """Handles consecutive events of one chat together: messages by blocked members, in a raid."""

    def fits(self, event: Event) -> bool:
        """Whether an event is of that kind."""

    async def away(self, events: Sequence[Event]) -> None:
        """Handle several events of one chat. Raises `AlreadyHandledError` if one was before."""


def first_together(queue: Collection[Queued], sweeps: Sweeps) -> tuple[list[Queued], list[Queued]]:
    """Return the first events of a queue that can be finished together, and those of them to sweep.

    Ordinary messages may stand between them. Both are empty if fewer than two are to be swept.
    """
    try:
        if len(queue) < 2 or not sweeps.fits(next(iter(queue)).event):
            return [], []
        first = takewhile(
            lambda queued: sweeps.fits(queued.event) or queued.look() is None,
            islice(queue, AT_ONCE),
        )
        run = list(first)
        swept = [queued for queued in run if sweeps.fits(queued.event)]
    except Exception as bug:  # it is logged when that event is handled by itself
        logger.debug("{}: nothing is swept", type(bug).__name__)
        return [], []
    return (run, swept) if len(swept) > 1 else ([], [])


MOST = 1_000
"""Events of strangers' chats that wait at most. Later ones are dropped, unless they may make the
bot serve their chat."""

_PATIENCE = 1.0
"""Seconds after which one of them is handled even while served chats are busy."""


def lightened(event: Event) -> Event:
    """Return an event without the parts that nobody reads in a stranger's message.

    A message that loses fields that detectors read is marked as cropped, and so fetched whole if
    its chat is served by the time it is handled.
    """
    if not isinstance(event, Said):
        return event
    enclosed = event.enclosed
    if not (enclosed.attachments or enclosed.forwards):
        return event
    return structs.replace(
        event, enclosed=replace(enclosed, attachments=(), forwards=(), is_cropped=True)
    )


class Aside:
    """The queue of strangers' chats, and whether they may move.

    `waiting` counts their waiting events. Served chats call `begin` and `end` around their work.
    """

    def __init__(self) -> None:
        self.waiting = 0
        self._chats: OrderedDict[int, None] = OrderedDict()
        self._attended = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    def __contains__(self, peer: int) -> bool:
        return peer in self._chats

    def add(self, peer: int) -> None:
        """Append a chat to the queue."""
        self._chats[peer] = None

    def leave(self, peer: int) -> None:
        """Take a chat out of the queue; it is handled as a served one from now on."""
        del self._chats[peer]

    def begin(self) -> None:
        """Count a served chat as busy."""
        self._attended += 1
        self._quiet.clear()

    def end(self) -> None:
        """Count a served chat as idle again."""
        self._attended -= 1
        if not self._attended:
            self._quiet.set()

    async def next(self) -> int | None:
        """Pop the first chat once no served chat is busy; None if the queue is empty by then."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._quiet.wait()
        except TimeoutError:
            pass
        return self._chats.popitem(last=False)[0] if self._chats else None


HELD = 30.0
"""Seconds that an event is held back at most."""


class HeldBack:
    """Holds events back, by conversation, until the gap before them is read.

    `is_unread` tells whether a conversation has a gap still to be read; `let_in` receives the held
    events in order.
    """

    def __init__(
        self, is_unread: Callable[[int], bool], let_in: Callable[[int, Event], None]
    ) -> None:
        self._is_unread = is_unread
        self._let_in = let_in
        self._events: dict[int, list[Event]] = {}
        self._patience: dict[int, asyncio.TimerHandle] = {}
        self._until = 0.0

    def __len__(self) -> int:
        return sum(map(len, self._events.values()))

    def begin(self) -> None:
        """Start the period in which events wait: a reading begins now."""
        self._until = asyncio.get_running_loop().time() + HELD

    def waits(self, peer: int) -> bool:
        """Whether an event of this conversation has to wait now."""
        return peer in self._events or (
            self._is_unread(peer) and asyncio.get_running_loop().time() < self._until
        )

    def add(self, peer: int, event: Event) -> None:
        """Hold an event back."""
        if peer not in self._events:
            loop = asyncio.get_running_loop()
            self._events[peer] = []
            self._patience[peer] = loop.call_later(HELD, self._let_in_of, peer)
        self._events[peer].append(event)

    def let_in_if_read(self, peer: int) -> None:
        """Release the events of a conversation, unless another reading is still due."""
        if not self._is_unread(peer):
            self._let_in_of(peer)

    def let_in_all_read(self) -> None:
        """Release the events of every conversation whose gaps are read."""
        for peer in tuple(self._events):
            self.let_in_if_read(peer)

    def _let_in_of(self, peer: int) -> None:
        if peer in self._patience:
            self._patience.pop(peer).cancel()
        for event in self._events.pop(peer, ()):
            self._let_in(peer, event)

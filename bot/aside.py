"""The queue of chats that the bot does not serve: it moves while no served chat is busy."""

import asyncio
from collections import OrderedDict
from dataclasses import replace
from typing import Protocol

from msgspec import structs

from handlers.events import Event, Said

MOST = 1_000
"""How many of their events wait at most; later ones are dropped, unless one may make its chat a
served one."""

_PATIENCE = 1.0
"""Seconds after which one of them is handled even though served chats are busy all the time."""


class Whose(Protocol):
    """Tells events of strangers' chats from those of the bot's own chats."""

    def sent(self, event: Event) -> bool:
        """Whether an event comes from a stranger's chat."""

    def turn(self, event: Event) -> str | None:
        """The means by which an event may make its chat a served one; None if it cannot."""


class Nobodys(Whose):
    """Treats every chat as the bot's own."""

    def sent(self, event: Event) -> bool:
        """Return False."""
        return False

    def turn(self, event: Event) -> str | None:
        """Return None."""
        return None


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

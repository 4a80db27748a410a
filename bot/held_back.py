"""Holds back events of a chat while an earlier loss in it is still to be read."""

import asyncio
from collections.abc import Callable

from handlers.events import Event

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

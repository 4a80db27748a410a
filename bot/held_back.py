"""Holds back updates of a chat while an earlier loss in it is still to be read."""

import asyncio
from collections.abc import Callable

from bot.longpoll import Update

HELD = 30.0
"""Seconds that an update is held back at most."""


class HeldBack:
    """Holds updates back, by conversation, until the gap before them is read.

    `is_unread` tells whether a conversation has a gap still to be read; `let_in` receives the held
    updates in order.
    """

    def __init__(
        self, is_unread: Callable[[int], bool], let_in: Callable[[int, Update], None]
    ) -> None:
        self._is_unread = is_unread
        self._let_in = let_in
        self._updates: dict[int, list[Update]] = {}
        self._patience: dict[int, asyncio.TimerHandle] = {}
        self._until = 0.0

    def __len__(self) -> int:
        return sum(map(len, self._updates.values()))

    def begin(self) -> None:
        """Start the period in which updates wait: a reading begins now."""
        self._until = asyncio.get_running_loop().time() + HELD

    def waits(self, peer: int) -> bool:
        """Whether an update of this conversation has to wait now."""
        return peer in self._updates or (
            self._is_unread(peer) and asyncio.get_running_loop().time() < self._until
        )

    def add(self, peer: int, update: Update) -> None:
        """Hold an update back."""
        if peer not in self._updates:
            loop = asyncio.get_running_loop()
            self._updates[peer] = []
            self._patience[peer] = loop.call_later(HELD, self._let_in_of, peer)
        self._updates[peer].append(update)

    def let_in_if_read(self, peer: int) -> None:
        """Release the updates of a conversation, unless another reading is still due."""
        if not self._is_unread(peer):
            self._let_in_of(peer)

    def let_in_all_read(self) -> None:
        """Release the updates of every conversation whose gaps are read."""
        for peer in tuple(self._updates):
            self.let_in_if_read(peer)

    def _let_in_of(self, peer: int) -> None:
        if peer in self._patience:
            self._patience.pop(peer).cancel()
        for update in self._updates.pop(peer, ()):
            self._let_in(peer, update)

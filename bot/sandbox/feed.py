"""Live news for the page."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.sandbox.conversations import is_chat

_MOST = 1000
"""The most news that wait for one page; a page that stalls reloads everything later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One message to the page: `kind` is `change`, `popup`, `clock` or `call`."""

    kind: str
    data: dict[str, Any]


class Feed:
    """Sends news to the listening pages, each with the person that it is viewed as."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[News | None], int] = {}
        self._revision = 0

    @contextmanager
    def listening(self, who: int) -> Iterator[asyncio.Queue[News | None]]:
        """Listen as a person; None in the queue means the end."""
        queue: asyncio.Queue[News | None] = asyncio.Queue(_MOST)
        self._listeners[queue] = who
        try:
            yield queue
        finally:
            del self._listeners[queue]

    def changed(self, peer: int | None) -> None:
        """Tell that a conversation changed; None: more than one did.

        A private conversation's change is told only to its person.
        """
        self._revision += 1
        private = peer is not None and not is_chat(peer)
        self.tell(
            News(kind="change", data={"peer": peer, "revision": self._revision}),
            to=peer if private else None,
        )

    def tell(self, news: News, *, to: int | None = None) -> None:
        """Tell news to all, or to one person."""
        for queue, who in self._listeners.items():
            if to in {None, who} and not queue.full():
                queue.put_nowait(news)

    def close(self) -> None:
        """Tell everybody that it is over."""
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)

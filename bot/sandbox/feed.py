"""What the page is told as it happens."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.sandbox.conversations import is_chat

_MOST = 1000
"""So many things may wait for one page; a page that stands still reads all anew later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing to tell: `kind` is `change`, `popup`, `clock` or `call`."""

    kind: str
    data: dict[str, Any]


class Feed:
    """Hands news to whoever listens, each for the person whom they look as."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[News | None], int] = {}
        self._revision = 0

    @contextmanager
    def listening(self, who: int) -> Iterator[asyncio.Queue[News | None]]:
        """Listen as a person; None in the queue says that it is over."""
        queue: asyncio.Queue[News | None] = asyncio.Queue(_MOST)
        self._listeners[queue] = who
        try:
            yield queue
        finally:
            del self._listeners[queue]

    def changed(self, peer: int | None) -> None:
        """Tell that something changed in a conversation; None: in more than one.

        Of a private conversation only the person whose it is hears.
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
        """Tell everyone that it is over."""
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)

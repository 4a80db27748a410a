"""The line of chats that the bot does not serve: it moves while nobody else is attended to."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Protocol

MOST = 1_000
"""Updates of theirs that wait; what more comes is left out, unless it may turn a chat into one of
the bot's own."""

_PATIENCE = 1.0
"""Seconds after which one of them is handled though others are busy all the time."""


class Whose(Protocol):
    """Tells strangers' updates from those of the bot's own chats."""

    def sent(self, update: Mapping[str, Any], peer: int) -> bool:
        """Say whether an update of that conversation is a stranger's."""

    def turn(self, update: Mapping[str, Any]) -> str | None:
        """Give by what it may turn a chat into one of the bot's own; None if by nothing."""


class Nobodys(Whose):
    """For where every chat is attended to alike."""

    def sent(self, update: Mapping[str, Any], peer: int) -> bool:
        """Say no."""
        return False

    def turn(self, update: Mapping[str, Any]) -> str | None:
        """Give nothing."""
        return None


_NEEDED = (
    "peer_id",
    "from_id",
    "conversation_message_id",
    "date",
    "text",
    "action",
    "reply_message",
    "ref",
)
"""What is read of a message in a chat where nothing is judged."""

_JUDGED = ("attachments", "fwd_messages", "is_cropped")
"""What detectors read besides."""


def lightened(update: Mapping[str, Any]) -> dict[str, Any]:
    """Give an update without what nobody reads of a stranger's message: most of it.

    A message that loses what detectors read counts as cropped: it is fetched whole if its chat is
    served by the time that its turn comes.
    """
    message = update["object"].get("message")
    if not isinstance(message, Mapping):
        return dict(update)
    needed = {name: message[name] for name in _NEEDED if message.get(name)}
    if any(message.get(name) for name in _JUDGED):
        needed["is_cropped"] = True
    return {**update, "object": {"message": needed}}


class Aside:
    """Which chats stand aside, in order, and whether it is their turn.

    `waiting` is how many of their updates wait. Chats that are attended to `begin` and `end`.
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
        """Put a chat at the end of the line."""
        self._chats[peer] = None

    def leave(self, peer: int) -> None:
        """Take a chat out of the line: it is attended to as others are."""
        del self._chats[peer]

    def begin(self) -> None:
        """Take note that a chat of the bot's own is attended to."""
        self._attended += 1
        self._quiet.clear()

    def end(self) -> None:
        """Take note that one is attended to no longer."""
        self._attended -= 1
        if not self._attended:
            self._quiet.set()

    async def next(self) -> int | None:
        """Take the first chat out of the line once nobody else is attended to; None if it is empty
        by then.
        """
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._quiet.wait()
        except TimeoutError:
            pass
        return self._chats.popitem(last=False)[0] if self._chats else None

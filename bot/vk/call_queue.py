"""Calls waiting for their turn: urgent ones first, then one per chat in rotation."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.vk.pace import Urgency
from bot.vk.peers import chat_of


@dataclass(slots=True, eq=False, kw_only=True)
class WaitingCall:
    """A call that waits for its turn.

    `params` are texts, as sent. `result` receives the result. `alone`: it may no longer share a
    script with others.
    """

    method: str
    params: Mapping[str, str]
    urgency: Urgency
    result: asyncio.Future[Any]
    alone: bool = False

    @property
    def peer(self) -> int:
        """The conversation that it concerns; 0 for none."""
        match self.params:
            case {"peer_id": peer} | {"peer_ids": peer} if peer.isdigit():
                return int(peer)
            case {"chat_id": chat} if chat.isdigit():
                return chat_of(int(chat))
            case _:
                return 0


class CallQueue:
    """The queue of waiting calls. Calls whose caller gave up are skipped."""

    def __init__(self) -> None:
        self._queues: dict[Urgency, dict[int, deque[WaitingCall]]] = {each: {} for each in Urgency}

    def add(self, waiting: WaitingCall) -> None:
        """Append a call to its chat's queue."""
        self._queues[waiting.urgency].setdefault(waiting.peer, deque()).append(waiting)

    def is_empty(self, urgency: Urgency) -> bool:
        """Whether no call of that urgency waits."""
        return not any(
            not waiting.result.done()
            for queue in self._queues[urgency].values()
            for waiting in queue
        )

    def take(self, fits: Callable[[WaitingCall], bool]) -> None:
        """Offer the calls in order to `fits`, and remove those that it accepts.

        Within an urgency one call of each chat is offered, then a second of each, and so on; a chat
        that was served goes to the end, so that the next turn starts with another.
        """
        for queues in self._queues.values():
            passed: dict[int, deque[WaitingCall]] = {}
            while queues:
                for peer in list(queues):
                    queue = queues.pop(peer)
                    if (waiting := _next(queue)) is None:
                        continue
                    if fits(waiting):
                        queue.popleft()
                        queues[peer] = queue
                    else:
                        passed[peer] = queue
            # calls that did not fit have waited longest
            queues.update(passed)

    def take_all(self, urgency: Urgency) -> list[WaitingCall]:
        """Remove and return all calls of an urgency."""
        found = [waiting for queue in self._queues[urgency].values() for waiting in queue]
        self._queues[urgency].clear()
        return found


def _next(queue: deque[WaitingCall]) -> WaitingCall | None:
    while queue and queue[0].result.done():
        queue.popleft()
    return queue[0] if queue else None

"""Calls that wait for their turn: the urgent first, then fairly, one chat after another."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.vk.pace import Urgency
from bot.vk.peers import chat_of


@dataclass(slots=True, eq=False, kw_only=True)
class Waiting:
    """A call that somebody waits to make.

    `params` are texts, as they travel. `came` gets what came of it. `alone`: it may not share a
    call with others any more.
    """

    method: str
    params: Mapping[str, str]
    urgency: Urgency
    came: asyncio.Future[Any]
    alone: bool = False

    @property
    def peer(self) -> int:
        """The conversation that it concerns; 0 where it concerns none."""
        match self.params:
            case {"peer_id": peer} | {"peer_ids": peer} if peer.isdigit():
                return int(peer)
            case {"chat_id": chat} if chat.isdigit():
                return chat_of(int(chat))
            case _:
                return 0


class Line:
    """The line before VK's door. Who has given up waiting is passed over."""

    def __init__(self) -> None:
        self._queues: dict[Urgency, dict[int, deque[Waiting]]] = {each: {} for each in Urgency}

    def add(self, waiting: Waiting) -> None:
        """Put a call at the end of its chat's queue."""
        self._queues[waiting.urgency].setdefault(waiting.peer, deque()).append(waiting)

    def is_empty(self, urgency: Urgency) -> bool:
        """Say whether nothing of that urgency waits."""
        return not any(
            not waiting.came.done() for queue in self._queues[urgency].values() for waiting in queue
        )

    def take(self, fits: Callable[[Waiting], bool]) -> None:
        """Take out what `fits` says yes to, offered in the order in which it is to go.

        Of an urgency one call of each chat is offered, then the second of each, and so on; whoever
        was served goes to the end, so that the next turn begins with another chat.
        """
        for queues in self._queues.values():
            passed: dict[int, deque[Waiting]] = {}
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
            # whoever did not fit has waited longest
            queues.update(passed)

    def take_all(self, urgency: Urgency) -> list[Waiting]:
        """Take out everything of an urgency."""
        found = [waiting for queue in self._queues[urgency].values() for waiting in queue]
        self._queues[urgency].clear()
        return found


def _next(queue: deque[Waiting]) -> Waiting | None:
    while queue and queue[0].came.done():
        queue.popleft()
    return queue[0] if queue else None

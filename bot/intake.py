"""The way in: VK's updates, one chat's in order, different chats side by side, each once."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from loguru import logger

from bot.longpoll import LongPoll, Update
from bot.nursery import Nursery
from bot.stream_place import StreamPlace
from handlers.updates import is_readable
from storage.database import AlreadyHandledError, Storage

SIDE_BY_SIDE = 64
"""How many chats are attended to at the same time."""

_ROOM = 4096
"""How many updates may wait before VK is asked for more."""

_REMEMBERED = 10_000
"""How many event ids are kept in memory against repeats; the storage keeps the rest."""

_SAVE_PAUSE = 1.0
"""Seconds between two savings of a place that no transaction carried along."""

Handle = Callable[[Update], Awaitable[None]]
Concerns = Callable[[Mapping[str, Any]], bool]


class Intake:
    """Takes updates from the stream and hands them on.

    `concerns` tells at a glance whether an update needs anything; `handle` does what it
    needs; `on_gap` is told that updates were lost. A failure in `handle` is logged with the
    event's id and stops nothing else.
    """

    def __init__(
        self,
        *,
        concerns: Concerns,
        handle: Handle,
        on_gap: Callable[[], None],
        place: StreamPlace,
    ) -> None:
        self._concerns = concerns
        self._handle = handle
        self._on_gap = on_gap
        self._place = place
        self._queues: dict[int, deque[Update]] = {}
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._turns = asyncio.Semaphore(SIDE_BY_SIDE)
        self._nursery = Nursery()
        self._waiting = 0
        self._room = asyncio.Event()
        self._closing = False

    async def run(self, stream: LongPoll) -> None:
        """Take batches until cancelled. Raises `bot.vk.client.TokenRejected`."""
        newest = self._place.place
        while True:
            batch = await stream.after(newest)
            newest = batch.place
            if batch.gap:
                logger.warning("long poll: updates were lost; looking at every chat")
                self._on_gap()
            self.take(batch.place, batch.updates)
            while self._waiting > _ROOM:
                self._room.clear()
                await self._room.wait()

    def take(self, place: str, updates: list[Update]) -> None:
        """Take one batch in: ordinary messages are done with, the rest is put in line."""
        queues, concerns = self._queues, self._concerns
        held: list[tuple[int, Update]] = []
        for update in updates:
            try:
                peer = _peer_of(update)
                # behind something unfinished of the same chat, even an ordinary message
                # waits: its author may be blocked by what stands before it
                if (peer in queues or concerns(update)) and self._is_new(update):
                    held.append((peer, update))
                    queues.setdefault(peer, deque())
            except Exception:  # whatever VK sends, the rest of the batch is still good
                if is_readable(update):
                    logger.exception("event {}: cannot be read", update["event_id"])
                else:
                    logger.warning("something without an update's shape came, and is left out")
        self._place.begin(place, [str(update["event_id"]) for _, update in held])
        for peer, update in held:
            self._enqueue(peer, update)

    def _is_new(self, update: Update) -> bool:
        event = str(update["event_id"])
        if event in self._seen:
            logger.debug("event {}: a repeat", event)
            return False
        self._seen[event] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True

    def _enqueue(self, peer: int, update: Update) -> None:
        queue = self._queues[peer]
        queue.append(update)
        self._waiting += 1
        if len(queue) == 1:
            self._nursery.start(self._attend(peer, queue), f"chat {peer}")

    async def _attend(self, peer: int, queue: deque[Update]) -> None:
        async with self._turns:
            while queue and not self._closing:
                await self._finish(queue[0])
                queue.popleft()
                self._waiting -= 1
                self._room.set()
        if not queue:
            del self._queues[peer]

    async def _finish(self, update: Update) -> None:
        event = str(update["event_id"])
        try:
            if self._concerns(update):
                await self._handle(update)
        except AlreadyHandledError:
            logger.debug("event {}: handled before", event)
        except Exception:  # a bug in one handler must not stop the chat
            logger.exception("event {}: {} could not be handled", event, update.get("type"))
        self._place.finish(event)

    async def keep_place(self, storage: Storage) -> None:
        """Save the place, now and then, where no transaction has; until cancelled."""
        saved = self._place.place
        while True:
            await asyncio.sleep(_SAVE_PAUSE)
            if (place := self._place.place) != saved:
                await storage.save_place(place)
                saved = place

    async def finish(self) -> None:
        """Wait until everything that was taken is done."""
        await self._nursery.finish(None)

    async def close(self, seconds: float) -> None:
        """Finish what is begun, in that many seconds at most; what waits is left to VK."""
        self._closing = True
        await self._nursery.finish(seconds)
        await self._nursery.close()


def _peer_of(update: Update) -> int:
    thing = update["object"]
    message = thing.get("message")
    if message is not None:
        return int(message["peer_id"])
    return int(thing.get("peer_id") or thing.get("user_id") or 0)

"""The intake: handles each event once, those of one chat in order, different chats side by side."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from loguru import logger

from bot.nursery import Nursery
from bot.queues import MOST, Aside, HeldBack, Queued, Sweeps, first_together, lightened
from bot.read_marks import Reading, ReadMarks
from bot.stream import Look, Reader, Source, StreamPlace, TakeMissed, UnreadableError, Update
from bot.vk.client import TokenRejected
from handlers.conversation.strangers import Strangers
from handlers.events import Event
from handlers.screening import Findings
from storage.database import AlreadyHandledError
from storage.faults import TroubledError

SIDE_BY_SIDE = 64
"""Chats whose events are handled at the same time."""

_ROOM = 4096
"""Events that may wait before the source is asked for more."""

_REST, _LONGEST_REST = 3, 0.1
"""The pause after a stranger's event: a multiple of the time it took, and the most seconds."""

_REMEMBERED = 10_000
"""Event ids kept in memory to recognise repeats; the storage has all of them."""

LEFT_OUT = "something without an update's shape came, and is left out"

Handle = Callable[[Event, Findings], Awaitable[None]]

OnGap = Callable[[TakeMissed], Coroutine[Any, Any, None] | None]
"""Called when the source lost updates; returns the work that reads them in another way, if any."""


class Intake:
    """Takes updates from a source and has them handled as events.

    `reader` reads an update once. `look` says whether an event needs handling, and is asked once,
    after everything earlier of its chat is finished; its findings go to `handle` with the event.
    `sweeps` handles several events of a kind together. `marks` record which messages were read.
    `now` returns the current time (aware, UTC). An exception in `handle` is logged with the event's
    id and stops nothing else; if VK rejects the token, everything stays in its queue.

    Events of chats that the bot does not serve (`strangers`) wait until no served chat is busy.
    """

    def __init__(
        self,
        *,
        reader: Reader,
        look: Look,
        handle: Handle,
        on_gap: OnGap,
        place: StreamPlace,
        sweeps: Sweeps | None = None,
        marks: ReadMarks | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        strangers: Strangers | None = None,
    ) -> None:
        self._is_strange = _never if strangers is None else strangers.sent
        self._strangers = strangers
        self._aside = Aside()
        self._strangers_task: asyncio.Task[None] | None = None
        self._reader = reader
        self._look = look
        self._handle = handle
        self._on_gap = on_gap
        self._place = place
        self._sweeps = sweeps
        self._marks = ReadMarks() if marks is None else marks
        self._queues: dict[int, deque[Queued]] = {}
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._turns = asyncio.Semaphore(SIDE_BY_SIDE)
        self._nursery = Nursery()
        self._waiting = 0
        self._room = asyncio.Event()
        self._held_back = HeldBack(self._marks.is_unread, self._enqueue)
        self._closing = False
        self._source: Source | None = None
        self._now = now
        self._gaps = 0

    async def run(self, source: Source) -> None:
        """Take batches from the source until cancelled. Raises `bot.vk.client.TokenRejected`."""
        newest = self._place.place
        self._source = source
        if self._marks.has_gaps:
            logger.warning("updates lost before the start are still to be read")
            self._begin_gap(newest, is_new=False)
        while True:
            batch = await source.after(newest)
            newest = batch.place
            if batch.gap:
                logger.warning("long poll: updates were lost; looking at every chat")
                self._begin_gap(batch.place)
            self._marks.heard = self._now()
            held = self.take(batch.place, batch.updates)
            if len(held) < len(batch.updates):
                events = map(self._reader.id_of, batch.updates)
                await self._drop_from_source([each for each in events if each and each not in held])
            while self.waiting - self._aside.waiting > _ROOM:
                self._room.clear()
                await self._room.wait()

    @property
    def waiting(self) -> int:
        """Events that wait to be handled."""
        return self._waiting + len(self._held_back)

    def _begin_gap(self, place: str, *, is_new: bool = True) -> None:
        self._gaps += 1
        gap = f"gap {self._gaps}"
        reading = self._on_gap(partial(self._take_missed, gap))
        if reading is None:
            return
        if is_new:
            self._marks.open_gaps()
        self._held_back.begin()
        # no later place is saved until the gap is read and its messages are handled, so that a
        # restart finds the gap again
        self._place.begin(place, [gap])
        self._nursery.start(self._close_gap(reading, gap), gap)

    async def _close_gap(self, reading: Coroutine[Any, Any, None], gap: str) -> None:
        try:
            await reading
        except TokenRejected:
            return
        except Exception:  # the stream goes on all the same
            logger.exception("{}: the missed messages could not be read", gap)
        self._held_back.let_in_all_read()
        self._place.finish(gap)

    def _take_missed(
        self, gap: str, peer: int, updates: list[Update], readings: Sequence[Reading]
    ) -> None:
        self._place.join(gap, self._queue_up(updates, missed=True))
        self._marks.end_readings(peer, readings)
        self._held_back.let_in_if_read(peer)

    def take(self, place: str, updates: list[Update]) -> set[str]:
        """Finish the ordinary messages of a batch and queue the other events; return their ids."""
        events = self._queue_up(updates)
        self._place.begin(place, events)
        return events

    def _queue_up(self, updates: list[Update], *, missed: bool = False) -> set[str]:
        queues, marks, look, is_strange = self._queues, self._marks, self._look, self._is_strange
        reader, waits_for = self._reader, self._held_back.waits
        may_wait = not missed and (marks.has_gaps or len(self._held_back) > 0)
        events: set[str] = set()
        for update in updates:
            try:
                event = reader.read(update)
                if event is None:
                    continue
                peer = event.place.peer
                strange = is_strange(event)
                # strangers' chats are not read after a gap, so they have no marks
                number = None if strange else reader.number_of(event)
                if number is not None and not marks.take(peer, number, missed=missed):
                    logger.debug("event {}: message {} again", event.event, number)
                    continue
                # an ordinary message waits too while something earlier of its chat is unfinished:
                # that may block its author, or make the bot serve the chat
                waits = may_wait and waits_for(peer)
                behind = waits or peer in queues
                found = None if behind else look(event)
                needed = behind or found is not None
                if strange and needed and self._overflows(peer, event):
                    continue
                if needed and self._is_new(event.event):
                    events.add(event.event)
                    if number is not None:
                        marks.begin(event.event, peer, number, missed=missed)
                    if waits:
                        self._held_back.add(peer, event)
                    else:
                        self._enqueue(peer, event, found)
                elif number is not None:
                    marks.pass_by(peer, number, missed=missed)
            except UnreadableError:
                logger.warning(LEFT_OUT)
            except Exception:  # the rest of the batch is still good
                logger.exception("event {}: cannot be read", reader.id_of(update))
        return events

    def _is_new(self, event: str) -> bool:
        if event in self._seen:
            logger.debug("event {}: a repeat", event)
            return False
        self._seen[event] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True

    def _enqueue(self, peer: int, event: Event, found: Findings | None = None) -> None:
        queue = self._queues.setdefault(peer, deque())
        aside = self._is_strange(event)
        # strangers' events may wait for long, and be many
        kept = lightened(event) if aside else event
        queued = Queued(kept, self._look, found, aside=aside)
        queue.append(queued)
        self._waiting += 1
        self._aside.waiting += queued.aside
        if len(queue) > 1 and (queued.aside or peer not in self._aside):
            return
        if queued.aside:
            self._aside.add(peer)
            if self._strangers_task is None or self._strangers_task.done():
                self._strangers_task = self._nursery.start(
                    self._handle_strangers(), "strangers' chats"
                )
            return
        if peer in self._aside:
            # the chat has an event of its own now: it waits for no other chat any longer
            self._aside.leave(peer)
        self._begin(peer, queue)

    def _overflows(self, peer: int, event: Event) -> bool:
        """Whether there is no room for a stranger's event. Nothing is lost: the chat is looked at
        later anyway."""
        if self._strangers is None or self._aside.waiting < MOST:
            return False
        turn = self._strangers.turn(event)
        queue = self._queues.get(peer, ())
        return turn is None or any(self._strangers.turn(each.event) == turn for each in queue)

    def _begin(self, peer: int, queue: deque[Queued]) -> None:
        self._aside.begin()
        self._nursery.start(self._handle_chat(peer, queue), f"chat {peer}")

    async def _handle_chat(self, peer: int, queue: deque[Queued]) -> None:
        try:
            async with self._turns:
                while queue and not self._closing:
                    await self._handle_first(queue)
        finally:
            self._aside.end()
        if not queue:
            del self._queues[peer]

    async def _handle_strangers(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closing and (peer := await self._aside.next()) is not None:
            queue, begun = self._queues[peer], loop.time()
            await self._handle_first(queue)
            if not queue:
                del self._queues[peer]
            elif all(queued.aside for queued in queue):
                self._aside.add(peer)
            else:
                self._begin(peer, queue)
            # so that a served chat finds one of them being handled a quarter of the time at most
            await asyncio.sleep(min(_REST * (loop.time() - begun), _LONGEST_REST))

    async def _handle_first(self, queue: deque[Queued]) -> None:
        try:
            swept = await self._sweep(queue)
            if not swept:
                await self._finish(queue[0])
        except TokenRejected:
            # the next start, with a new token, handles the event
            self._closing = True
            return
        for _ in range(max(swept, 1)):
            self._aside.waiting -= queue.popleft().aside
            self._waiting -= 1
        self._room.set()

    async def _sweep(self, queue: deque[Queued]) -> int:
        """Handle the first events of a queue together if possible; return how many those were."""
        if self._sweeps is None:
            return 0
        run, swept = first_together(queue, self._sweeps)
        if not run:
            return 0
        try:
            await self._sweeps.away([queued.event for queued in swept])
        except TokenRejected:
            raise
        except AlreadyHandledError:
            # after a restart one of them may have been handled: each is tried by itself
            for queued in run:
                await self._finish(queued)
        except Exception:  # one of them may cause it, so each is handled by itself
            logger.exception("{} events could not be handled together", len(swept))
            for queued in run:
                await self._finish(queued)
        else:
            events = [queued.event.event for queued in run]
            await self._drop_from_source(events)
            for event in events:
                self.note_handled(event)
        return len(run)

    async def _finish(self, queued: Queued) -> None:
        event = queued.event.event
        try:
            found = queued.look()
            if found is not None:
                await self._handle(queued.event, found)
        except TokenRejected:
            raise
        except AlreadyHandledError:
            logger.debug("event {}: handled before", event)
        except TroubledError as troubled:
            logger.error("event {}: {}", event, troubled)
        except Exception:  # a bug in one handler must not stop the chat
            kind = type(queued.event).__name__
            logger.exception("event {}: {} could not be handled", event, kind)
        await self._drop_from_source((event,))
        self.note_handled(event)

    def note_handled(self, event: str) -> None:
        """Record that an event is handled and stored, so it need not come again."""
        self._place.finish(event)
        self._marks.finish(event)

    async def _drop_from_source(self, events: Collection[str]) -> None:
        if self._source is None:
            return
        try:
            await self._source.done_with(events)
        except TroubledError as troubled:
            logger.error("{} events could not be dropped: {}", len(events), troubled)
        except Exception:  # they come again at the next start, and are recognised
            logger.exception("{} events could not be dropped", len(events))

    async def finish(self) -> None:
        """Wait until every event that was taken is handled."""
        await self._nursery.finish(None)

    async def close(self, seconds: float) -> None:
        """Finish the events being handled, within so many seconds; the others stay unhandled."""
        self._closing = True
        await self._nursery.finish(seconds)
        await self._nursery.close()


def _never(event: Event) -> bool:
    return False

"""The way in: events, one chat's in order, different chats side by side, each once."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from loguru import logger

from bot.nursery import Nursery
from bot.queues import (
    MOST,
    Aside,
    HeldBack,
    Nobodys,
    Standing,
    Sweeps,
    Whose,
    first_together,
    lightened,
)
from bot.read_marks import Reading, ReadMarks
from bot.stream import Look, Reader, Source, StreamPlace, TakeMissed, UnreadableError, Update
from bot.vk.client import TokenRejected
from handlers.events import Event
from handlers.screening import Findings
from storage.database import AlreadyHandledError
from storage.faults import TroubledError

SIDE_BY_SIDE = 64
"""How many chats are attended to at the same time."""


_ROOM = 4096
"""How many updates may wait before VK is asked for more."""


_REST, _LONGEST_REST = 3, 0.1
"""How long strangers rest after an update of theirs, by how long that took; seconds at most."""


_REMEMBERED = 10_000
"""How many event ids are kept in memory against repeats; the storage keeps the rest."""


LEFT_OUT = "something without an update's shape came, and is left out"


Handle = Callable[[Event, Findings], Awaitable[None]]


OnGap = Callable[[TakeMissed], Coroutine[Any, Any, None] | None]
"""Told that updates were lost; gives what reads them otherwise, if anything does."""


class Intake:
    """Takes updates from the stream and hands them on as events.

    `reader` reads each update once. `look` tells at a glance whether an event needs anything, and
    is asked once about each, at the earliest when nothing unfinished of its chat stands before it;
    what it found travels with the event. `handle` does what it needs, and `sweeps` what many of one
    kind need together; `on_gap` is told that updates were lost. `marks` say which messages were
    read, `now` gives the present moment (aware, UTC). A failure in `handle` is logged with the
    event's id and stops nothing else; where VK does not accept the token, everything in line stays
    there.

    What comes from chats that the bot does not serve (`strangers`) stands aside, and moves while
    nobody else is attended to.
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
        strangers: Whose | None = None,
    ) -> None:
        self._strangers = Nobodys() if strangers is None else strangers
        self._aside = Aside()
        self._tending: asyncio.Task[None] | None = None
        self._reader = reader
        self._look = look
        self._handle = handle
        self._on_gap = on_gap
        self._place = place
        self._sweeps = sweeps
        self._marks = ReadMarks() if marks is None else marks
        self._queues: dict[int, deque[Standing]] = {}
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
        """Take batches until cancelled. Raises `bot.vk.client.TokenRejected`."""
        newest = self._place.place
        self._source = source
        if self._marks.has_gaps:
            logger.warning("what was lost before the start was not read yet")
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
                await self._is_done_with([each for each in events if each and each not in held])
            while self.waiting - self._aside.waiting > _ROOM:
                self._room.clear()
                await self._room.wait()

    @property
    def waiting(self) -> int:
        """How many updates stand in line."""
        return self._waiting + len(self._held_back)

    def _begin_gap(self, place: str, *, is_new: bool = True) -> None:
        self._gaps += 1
        gap = f"gap {self._gaps}"
        reading = self._on_gap(partial(self._take_missed, gap))
        if reading is None:
            return
        if is_new:
            # what comes from now on is not all that there was
            self._marks.open_gaps()
        self._held_back.begin()
        # until it is read, and what was read is handled, no later place is saved: a restart is
        # told of the gap again
        self._place.begin(place, [gap])
        self._nursery.start(self._close_gap(reading, gap), gap)

    async def _close_gap(self, reading: Coroutine[Any, Any, None], gap: str) -> None:
        try:
            await reading
        except TokenRejected:
            return
        except Exception:  # the stream goes on, whatever could not be made up for
            logger.exception("{}: what was missed could not be read", gap)
        self._held_back.let_in_all_read()
        self._place.finish(gap)

    def _take_missed(
        self, gap: str, peer: int, updates: list[Update], readings: Sequence[Reading]
    ) -> None:
        self._place.join(gap, self._put_in_line(updates, missed=True))
        self._marks.end_readings(peer, readings)
        self._held_back.let_in_if_read(peer)

    def take(self, place: str, updates: list[Update]) -> set[str]:
        """Take one batch in: ordinary messages are done with, the rest is put in line.

        Gives the ids of those in line.
        """
        events = self._put_in_line(updates)
        self._place.begin(place, events)
        return events

    def _put_in_line(self, updates: list[Update], *, missed: bool = False) -> set[str]:
        queues, look, waits_for = self._queues, self._look, self._held_back.waits
        read, number_of, is_strange = (
            self._reader.read,
            self._reader.number_of,
            self._strangers.sent,
        )
        events: set[str] = set()
        for update in updates:
            try:
                event = read(update)
                if event is None:
                    continue
                peer = event.place.peer
                strange = is_strange(event)
                # nothing of a stranger's is read after a gap: no mark is kept of it
                number = None if strange else number_of(event)
                if number is not None and not self._marks.take(peer, number, missed=missed):
                    logger.debug("event {}: message {} again", event.event, number)
                    continue
                # behind something unfinished of the same chat, even an ordinary message waits:
                # its author may be blocked, or the chat become one of ours, by what stands before
                waits = not missed and waits_for(peer)
                behind = waits or peer in queues
                found = None if behind else look(event)
                in_line = behind or found is not None
                if strange and in_line and self._overflows(peer, event):
                    continue
                if in_line and self._is_new(event.event):
                    events.add(event.event)
                    if number is not None:
                        self._marks.begin(event.event, peer, number, missed=missed)
                    if waits:
                        self._held_back.add(peer, event)
                    else:
                        self._enqueue(peer, event, found)
                elif number is not None:
                    self._marks.pass_by(peer, number, missed=missed)
            except UnreadableError:
                logger.warning(LEFT_OUT)
            except Exception:  # the rest of the batch is still good
                logger.exception("event {}: cannot be read", self._reader.id_of(update))
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
        aside = self._strangers.sent(event)
        # many may stand there for long
        kept = lightened(event) if aside else event
        standing = Standing(kept, self._look, found, aside=aside)
        queue.append(standing)
        self._waiting += 1
        self._aside.waiting += standing.aside
        if len(queue) > 1 and (standing.aside or peer not in self._aside):
            return
        if standing.aside:
            self._aside.add(peer)
            if self._tending is None or self._tending.done():
                self._tending = self._nursery.start(self._tend_strangers(), "strangers' chats")
            return
        if peer in self._aside:
            # it waits for what others want no longer
            self._aside.leave(peer)
        self._begin(peer, queue)

    def _overflows(self, peer: int, event: Event) -> bool:
        """Say whether there is no room for a stranger's event: nothing is lost that would not be
        seen in the chat later, when its turn comes.
        """
        if self._aside.waiting < MOST:
            return False
        turn = self._strangers.turn(event)
        line = self._queues.get(peer, ())
        return turn is None or any(self._strangers.turn(each.event) == turn for each in line)

    def _begin(self, peer: int, queue: deque[Standing]) -> None:
        self._aside.begin()
        self._nursery.start(self._attend(peer, queue), f"chat {peer}")

    async def _attend(self, peer: int, queue: deque[Standing]) -> None:
        try:
            async with self._turns:
                while queue and not self._closing:
                    await self._attend_to_first(queue)
        finally:
            self._aside.end()
        if not queue:
            del self._queues[peer]

    async def _tend_strangers(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closing and (peer := await self._aside.next()) is not None:
            queue, begun = self._queues[peer], loop.time()
            await self._attend_to_first(queue)
            if not queue:
                del self._queues[peer]
            elif all(standing.aside for standing in queue):
                self._aside.add(peer)
            else:
                self._begin(peer, queue)
            # whoever comes finds one of them under way a quarter of the time at most
            await asyncio.sleep(min(_REST * (loop.time() - begun), _LONGEST_REST))

    async def _attend_to_first(self, queue: deque[Standing]) -> None:
        try:
            swept = await self._sweep(queue)
            if not swept:
                await self._finish(queue[0])
        except TokenRejected:
            # what VK refuses for the key's sake is done at a start with another one
            self._closing = True
            return
        for _ in range(max(swept, 1)):
            self._aside.waiting -= queue.popleft().aside
            self._waiting -= 1
        self._room.set()

    async def _sweep(self, queue: deque[Standing]) -> int:
        """Handle what stands first in line as one, if it can be; give how many updates that was."""
        if self._sweeps is None:
            return 0
        run, swept = first_together(queue, self._sweeps)
        if not run:
            return 0
        try:
            await self._sweeps.away([standing.event for standing in swept])
        except TokenRejected:
            raise
        except AlreadyHandledError:
            # after a restart: each by itself shows which of them it was
            await self._finish_each(run)
        except Exception:  # one of them may be at fault: the others are handled by themselves
            logger.exception("{} events could not be handled together", len(swept))
            await self._finish_each(run)
        else:
            events = [standing.event.event for standing in run]
            await self._is_done_with(events)
            for event in events:
                self.note_handled(event)
        return len(run)

    async def _finish_each(self, run: Sequence[Standing]) -> None:
        for standing in run:
            await self._finish(standing)

    async def _finish(self, standing: Standing) -> None:
        event = standing.event.event
        try:
            found = standing.look()
            if found is not None:
                await self._handle(standing.event, found)
        except TokenRejected:
            raise
        except AlreadyHandledError:
            logger.debug("event {}: handled before", event)
        except TroubledError as troubled:
            logger.error("event {}: {}", event, troubled)
        except Exception:  # a bug in one handler must not stop the chat
            kind = type(standing.event).__name__
            logger.exception("event {}: {} could not be handled", event, kind)
        await self._is_done_with((event,))
        self.note_handled(event)

    def note_handled(self, event: str) -> None:
        """Take note that an event is handled, and kept: it need not come again."""
        self._place.finish(event)
        self._marks.finish(event)

    async def _is_done_with(self, events: Collection[str]) -> None:
        if self._source is None:
            return
        try:
            await self._source.done_with(events)
        except TroubledError as troubled:
            logger.error("{} events could not be dropped: {}", len(events), troubled)
        except Exception:  # they come again at the next start, to no effect
            logger.exception("{} events could not be dropped", len(events))

    async def finish(self) -> None:
        """Wait until everything that was taken is done."""
        await self._nursery.finish(None)

    async def close(self, seconds: float) -> None:
        """Finish what is begun, in that many seconds at most; what waits is left to VK."""
        self._closing = True
        await self._nursery.finish(seconds)
        await self._nursery.close()

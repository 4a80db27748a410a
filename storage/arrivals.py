"""Events that arrived, kept until they are handled.

The sender wants an answer to each event and repeats those without one. An event may be answered
once it is stored here; it is deleted in the transaction of its effects.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.postgresql import hold_arrivals
from storage.postgresql import is_of as is_postgresql
from storage.queries import insert_of
from storage.tables import arrivals, inbox, to_ms

LONGEST_EVENT = 150
"""Characters of an event's id, far more than a messenger gives. The inbox adds to it."""

_AT_ONCE = 500
"""Rows of one statement."""

Writing = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
"""Begins a writing transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """An event as it arrived: its id, the conversation in whose queue it is, and its JSON."""

    event: str
    peer: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A stored event; `number` rises in the order of arrival."""

    number: int
    event: str
    peer: int
    body: str


class Arrivals:
    """The stored events.

    Those stored or finished at the same time share a transaction, so that its cost does not grow
    with their number.
    """

    def __init__(self, engine: AsyncEngine, writing: Writing) -> None:
        self._engine = engine
        self._writing = writing
        self._lock = asyncio.Lock()
        self._coming: list[tuple[Arrived, asyncio.Future[BaseException | None]]] = []
        self._ending: list[tuple[list[str], asyncio.Future[BaseException | None]]] = []
        self._peers: dict[str, int] = {}
        self._lines: Counter[int] = Counter()
        self.arrived = asyncio.Event()
        """Set when there are new events to take."""

    @property
    def waiting(self) -> int:
        """How many events are not handled yet, as far as this process knows."""
        return len(self._peers)

    def is_busy(self, peer: int) -> bool:
        """Whether an event of a conversation is not handled yet, as far as this process knows."""
        return peer in self._lines

    async def is_busy_elsewhere(self, peer: int) -> bool:
        """Whether another process may have stored an event of the conversation that is not handled
        yet, and has answered for it by now.
        """
        if not is_postgresql(self._engine):
            return False
        query = select(arrivals.c.id).where(arrivals.c.peer == peer).limit(1)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).first() is not None

    async def load(self) -> None:
        """Load the list of stored events, of all processes."""
        # no event is stored meanwhile, so none is missed
        async with self._lock:
            async with self._engine.connect() as connection:
                query = select(arrivals.c.event, arrivals.c.peer)
                rows = (await connection.execute(query)).all()
            self._peers, self._lines = {}, Counter()
            for row in rows:
                self._note(row.event, row.peer)
            for arrived, _ in self._coming:
                self._note(arrived.event, arrived.peer)
        if rows:
            self.arrived.set()

    async def keep(self, arrived: Arrived) -> None:
        """Store an event; a repeat of one that is stored or was handled changes nothing.

        Returns once it is committed. Raises what the database raises; the event is not stored then.
        """
        new = self._note(arrived.event, arrived.peer)
        future: asyncio.Future[BaseException | None] = asyncio.get_running_loop().create_future()
        self._coming.append((arrived, future))
        try:
            await self._until_written(future)
        except BaseException:
            if new:
                self.note_done(arrived.event)
            raise

    async def finish(self, events: Iterable[str]) -> None:
        """Delete events that had no effect; those with effects are deleted already.

        Returns once it is committed. Raises what the database raises.
        """
        left = [event for event in events if event in self._peers]
        if not left:
            return
        future: asyncio.Future[BaseException | None] = asyncio.get_running_loop().create_future()
        self._ending.append((left, future))
        await self._until_written(future)
        for event in left:
            self.note_done(event)

    def note_done(self, event: str) -> None:
        """Remove an event from memory after the transaction that deleted it was committed."""
        peer = self._peers.pop(event, None)
        if peer is not None:
            self._lines[peer] -= 1
            if not self._lines[peer]:
                del self._lines[peer]

    async def take(self, limit: int, *, after: int) -> tuple[Taken, ...]:
        """Return up to `limit` events after a number (0: all), oldest first."""
        query = select(arrivals).where(arrivals.c.id > after).order_by(arrivals.c.id).limit(limit)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        for row in rows:
            self._note(row.event, row.peer)
        return tuple(
            Taken(number=row.id, event=row.event, peer=row.peer, body=row.body) for row in rows
        )

    def _note(self, event: str, peer: int) -> bool:
        if event in self._peers:
            return False
        self._peers[event] = peer
        self._lines[peer] += 1
        return True

    async def _until_written(self, future: "asyncio.Future[BaseException | None]") -> None:
        # the one that holds the lock writes for all who wait
        async with self._lock:
            if not future.done():
                await self._write()
        failure = future.result()
        if failure is not None:
            raise failure

    async def _write(self) -> None:
        coming, self._coming = self._coming, []
        ending, self._ending = self._ending, []
        failure: BaseException | None = None
        repeats: set[str] = set()
        try:
            async with self._writing() as connection:
                repeats = await _put(connection, [arrived for arrived, _ in coming])
                await _drop(connection, [event for some, _ in ending for event in some])
        except Exception as failed:  # each waiting caller gets the error
            failure = failed
        except BaseException as ended:
            failure = ConnectionAbortedError("the process ends")
            raise ended from None
        finally:
            for waiting in (*(each for _, each in coming), *(each for _, each in ending)):
                waiting.set_result(failure)
        if failure is None:
            for event in repeats:
                self.note_done(event)
            if len(coming) > len(repeats):
                self.arrived.set()


async def drop(connection: AsyncConnection, events: Sequence[str]) -> None:
    """Delete events in the transaction of their effects."""
    await connection.execute(delete(arrivals).where(arrivals.c.event.in_(events)))


async def _put(connection: AsyncConnection, coming: Sequence[Arrived]) -> set[str]:
    """Write events; return the ids of those that were handled before."""
    handled: set[str] = set()
    if coming and is_postgresql(connection):
        # once a number is visible, no lower one becomes visible later
        await hold_arrivals(connection)
    for start in range(0, len(coming), _AT_ONCE):
        some = {each.event: each for each in coming[start : start + _AT_ONCE]}
        known = await connection.execute(select(inbox.c.event).where(inbox.c.event.in_(some)))
        before = {row.event for row in known}
        handled |= before
        rows = [
            {
                "event": each.event,
                "peer": each.peer,
                "body": each.body,
                # by the machine's clock, since it only measures waiting
                "received_ms": to_ms(datetime.now(UTC)),
            }
            for each in some.values()
            if each.event not in before
        ]
        if rows:
            put = insert_of(connection, arrivals).on_conflict_do_nothing()
            await connection.execute(put, rows)
    return handled


async def _drop(connection: AsyncConnection, events: Sequence[str]) -> None:
    for start in range(0, len(events), _AT_ONCE):
        some = events[start : start + _AT_ONCE]
        await connection.execute(delete(arrivals).where(arrivals.c.event.in_(some)))
        # a repeat of an event without effects has none either, and is not stored
        put = insert_of(connection, inbox).on_conflict_do_nothing()
        at_ms = to_ms(datetime.now(UTC))
        await connection.execute(put, [{"event": event, "at_ms": at_ms} for event in some])

"""`Storage`: units of work and readings on one database."""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from rules.ids import ChatId, MessageId
from storage import postgresql
from storage.arrivals import Arrivals, drop
from storage.engines import in_one_line, migrate, open_engine, reading
from storage.faults import AlreadyHandledError, DatabaseTrouble, StorageError, connected
from storage.outbox import Outbox
from storage.queries import insert_of, upsert
from storage.reading import Reading
from storage.records import Progress, ReadMark
from storage.sqlite import WRITING, file_of, make_private
from storage.subjects.apologies import votes
from storage.subjects.blocks import blocks
from storage.subjects.suspicions import suspicions
from storage.tables import arrivals, from_ms, inbox, outbox, read_marks, stream, to_ms
from storage.transactions import PATIENCE, Transactions, wipe, wipe_at_first
from storage.writing import Work

__all__ = ["AlreadyHandledError", "Reading", "Storage", "StorageError", "Work", "open_storage"]

PlaceOf = Callable[[str], str | None]
"""Returns the place in the stream that holds once this event is finished."""

MarksOf = Callable[[str | None, Iterable[ChatId]], Mapping[ChatId, ReadMark]]
"""Returns up to which message chats are read once this event, if any, is finished; for the chats in
which something is recorded.
"""


class Storage:
    """The database, and callbacks after a commit.

    `on_outbox`: there is something to deliver. `on_timers`: something falls due earlier than known.
    `on_handled` gets the event that was handled. `on_trouble` gets what prevents writing, and None
    once writing works again.
    """

    def __init__(self, engine: AsyncEngine, place_of: PlaceOf, marks_of: MarksOf) -> None:
        self._engine = engine
        self._place_of = place_of
        self._marks_of = marks_of
        self._transactions = Transactions(engine, note=self._note)
        self.outbox = Outbox(engine, self._transactions)
        self.arrivals = Arrivals(engine, self._transactions.brief)
        self.on_outbox: Callable[[], None] = lambda: None
        self.on_timers: Callable[[], None] = lambda: None
        self.on_handled: Callable[[str], None] = lambda event: None
        self.on_trouble: Callable[[DatabaseTrouble | None], None] = lambda trouble: None
        self._trouble: DatabaseTrouble | None = None

    @property
    def shared(self) -> AsyncEngine | None:
        """The engine, if several processes may share the database; else None."""
        return self._engine if postgresql.is_of(self._engine) else None

    @asynccontextmanager
    async def work(
        self, event: str | None = None, *, along: Sequence[str] = (), chat: ChatId | None = None
    ) -> AsyncIterator[Work]:
        """Open a unit of work: one transaction, committed at the end or rolled back.

        With an event's id, the event counts as handled and is never handled again; the place in the
        stream is saved in the same transaction. So are the events in `along`. Raises
        `AlreadyHandledError` for an event handled before, and `TroubledError` if the database
        cannot write; nothing is stored then.

        With a chat, decisions have to rest on that chat alone, so that units of work in other chats
        may run at the same time where the database allows it.
        """
        async with self._transactions.holding(chat) as connection:
            if event is not None:
                await _take_in(connection, (event, *along))
                await drop(connection, (event, *along))
            work = Work(connection)
            yield work
            place = None if event is None else self._place_of(event)
            if place is not None:
                await _put_place(connection, place)
            marks: dict[ChatId, ReadMark] = {}
            for each in (event, *along):
                # in order, so that the last one's mark is kept
                marks |= self._marks_of(each, work.recorded_in)
            await _put_marks(connection, marks)
        for handled in () if event is None else (event, *along):
            self.arrivals.note_done(handled)
            self.on_handled(handled)
        if work.has_posted:
            self.on_outbox()
        if work.has_timed:
            self.on_timers()

    def _note(self, trouble: DatabaseTrouble | None) -> None:
        if trouble is not self._trouble:
            self._trouble = trouble
            self.on_trouble(trouble)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reading]:
        """Open a consistent view of committed data. Raises `TroubledError`."""
        async with reading(self._engine) as connection:
            yield Reading(connection)

    async def wipe(self, *, rewrite: bool, patience: float = PATIENCE) -> DatabaseTrouble | None:
        """Wipe remains of erased rows, as `storage.transactions.wipe`."""
        return await wipe(self._engine, self._transactions, rewrite=rewrite, patience=patience)

    async def save_place(self, place: str) -> None:
        """Save the place in the stream before which everything is handled."""
        async with self._transactions.brief() as connection:
            await _put_place(connection, place)

    async def save_progress(self, progress: Callable[[], Progress]) -> None:
        """Save how far everything is handled; `progress` is called while no other saves it.

        Otherwise it would overwrite a later place that a unit of work saves meanwhile.
        """
        async with self._transactions.brief() as connection:
            await connection.execute(select(stream.c.id).with_for_update())
            done = progress()
            await _put_place(connection, done.place)
            if done.heard is not None:
                await connection.execute(update(stream).values(heard_ms=to_ms(done.heard)))
            await _put_marks(connection, done.marks)

    async def heard(self) -> datetime | None:
        """Return the saved time (UTC) at which the messenger was last heard."""
        async with connected(self._engine) as connection:
            return from_ms((await connection.execute(select(stream.c.heard_ms))).scalar())

    async def read_marks(self) -> dict[ChatId, ReadMark]:
        """Return the read mark of each chat."""
        async with connected(self._engine) as connection:
            rows = (await connection.execute(select(read_marks))).all()
        return {
            ChatId(row.chat_id): ReadMark(
                message=MessageId(row.message_id),
                missed=tuple((after, before) for after, before in json.loads(row.missed or "[]")),
            )
            for row in rows
        }

    async def place(self) -> str | None:
        """Return the place in the stream that was saved last."""
        async with connected(self._engine) as connection:
            place = (await connection.execute(select(stream.c.place))).scalar()
        return None if place is None else str(place)

    async def forget_events(self, older_than: timedelta) -> int:
        """Delete the ids of events handled so long ago (machine's clock); return how many."""
        before = datetime.now(UTC) - older_than
        async with self._transactions.brief() as connection:
            gone = await connection.execute(delete(inbox).where(inbox.c.at_ms < to_ms(before)))
        return gone.rowcount


async def _take_in(connection: AsyncConnection, events: Sequence[str]) -> None:
    # by the machine's clock, since it only decides when the id may be deleted
    at_ms = to_ms(datetime.now(UTC))
    rows = [{"event": each, "at_ms": at_ms} for each in events]
    # without RETURNING: if it is cancelled between its rows, SQLite stays locked
    put = insert_of(connection, inbox).values(rows).on_conflict_do_nothing()
    added = await connection.execute(put, execution_options={"preserve_rowcount": True})
    if added.rowcount < len(set(events)):
        raise AlreadyHandledError(*events)


async def _put_place(connection: AsyncConnection, place: str) -> None:
    await connection.execute(upsert(connection, stream, {"id": 1}, {"place": place}))


async def _put_marks(connection: AsyncConnection, marks: Mapping[ChatId, ReadMark]) -> None:
    # always in the same order, to avoid deadlocks
    for chat, mark in sorted(marks.items()):
        values = {
            "message_id": mark.message,
            "missed": json.dumps(mark.missed) if mark.missed else None,
        }
        await connection.execute(upsert(connection, read_marks, {"chat_id": chat}, values))


@asynccontextmanager
async def open_storage(
    url: str, *, place_of: PlaceOf = lambda event: None, marks_of: MarksOf = lambda event, chats: {}
) -> AsyncIterator[Storage]:
    """Open the database at `url`, create and migrate it if necessary; close it at the end.

    Raises `StorageError` if it cannot be used.
    """
    async with open_engine(url) as engine:
        await _open(engine, url)
        yield Storage(engine, place_of, marks_of)


async def _open(engine: AsyncEngine, url: str) -> None:
    file = file_of(url)
    try:
        if file is not None:
            make_private(file)
    except OSError as failure:
        raise StorageError(
            f"База данных {file} недоступна: {failure.strerror or 'ошибка ввода-вывода'}"
        ) from None
    with in_one_line(url, "База данных не открывается"):
        async with engine.connect() as plain:
            connection = await plain.execution_options(**WRITING)
            await connection.begin()
            await connection.run_sync(migrate)
            await connection.commit()
    await wipe_at_first(engine)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """`outbox` parcels wait for delivery; `overdue_since` is since when the first of them could
    have been delivered (None: none can yet). `arrivals` events wait to be handled, the oldest since
    `arrived_at`. `due` ends of blocks, votes and gatherings are overdue.
    """

    outbox: int
    overdue_since: datetime | None
    arrivals: int
    arrived_at: datetime | None
    due: int


async def backlog(storage: Storage, now: datetime) -> Backlog:
    """Return the backlog at `now` (UTC)."""
    at = to_ms(now)
    async with storage.reading() as reading:

        async def one(column: ColumnElement[int]) -> int | None:
            found: int | None = (await reading.connection.execute(select(column))).scalar()
            return found

        first = await one(func.min(outbox.c.not_before_ms))
        due = [
            select(func.count()).where(condition).scalar_subquery()
            for condition in (
                and_(blocks.c.lift.is_(None), blocks.c.ends_ms <= at),
                and_(votes.c.outcome.is_(None), votes.c.closes_ms <= at),
                suspicions.c.acts_ms <= at,
            )
        ]
        return Backlog(
            outbox=await one(select(func.count()).select_from(outbox).scalar_subquery()) or 0,
            overdue_since=from_ms(first) if first is not None and first <= at else None,
            arrivals=await one(select(func.count()).select_from(arrivals).scalar_subquery()) or 0,
            arrived_at=from_ms(await one(func.min(arrivals.c.received_ms))),
            due=sum([await one(each) or 0 for each in due]),
        )

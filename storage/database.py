"""The storage: units of work and readings over one database."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from rules.ids import ChatId, MessageId
from storage.faults import AlreadyHandledError, StorageError
from storage.migrating import migrate
from storage.moments import from_ms, to_ms
from storage.outbox import Outbox
from storage.reading import Reading
from storage.sqlite import WRITING, file_of, make_private, open_engine
from storage.tables.traffic import inbox, read_marks, stream
from storage.writing import Work

__all__ = ["AlreadyHandledError", "Reading", "Storage", "StorageError", "Work", "open_storage"]

PlaceOf = Callable[[str], str | None]
"""For an event that is about to be finished: the place in the stream that then holds."""

MarksOf = Callable[[str | None, Iterable[ChatId]], Mapping[ChatId, MessageId]]
"""For an event that is about to be finished, if any, and the chats in which something is recorded:
up to which message they are then read."""


class Storage:
    """The database. `on_outbox` and `on_timers` are called after a commit that concerns them:
    something is to be delivered, something falls due earlier than was known."""

    def __init__(self, engine: AsyncEngine, place_of: PlaceOf, marks_of: MarksOf) -> None:
        self._engine = engine
        self._place_of = place_of
        self._marks_of = marks_of
        # SQLite has one writer at a time; those who wait here wait in order
        self._lock = asyncio.Lock()
        self.outbox = Outbox(engine, self._lock)
        self.on_outbox: Callable[[], None] = _nothing
        self.on_timers: Callable[[], None] = _nothing

    @asynccontextmanager
    async def work(self, event: str | None = None) -> AsyncIterator[Work]:
        """Open a unit of work: one transaction, committed at the end, or rolled back.

        With an event's id, that event is handled by this and never again; the place in the
        stream is saved along. Raises `AlreadyHandledError` for an event handled before.
        """
        async with self._writing() as connection:
            if event is not None:
                await _take_in(connection, event)
            work = Work(connection)
            yield work
            place = None if event is None else self._place_of(event)
            if place is not None:
                await _put_place(connection, place)
            for chat, message in self._marks_of(event, work.recorded_in).items():
                await _put_mark(connection, chat, message)
        if work.has_posted:
            self.on_outbox()
        if work.has_timed:
            self.on_timers()

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        async with self._lock, self._engine.connect() as plain:
            connection = await plain.execution_options(**WRITING)
            await connection.begin()
            try:
                yield connection
            except BaseException:
                await _to_its_end(connection.rollback())
                raise
            # what is being committed is committed, whoever loses patience meanwhile
            await _to_its_end(connection.commit())

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reading]:
        """Open a consistent view of what is committed."""
        async with self._engine.connect() as connection:
            yield Reading(connection)

    async def save_place(
        self,
        place: str,
        marks: Mapping[ChatId, MessageId] = MappingProxyType({}),
        *,
        heard: datetime | None = None,
    ) -> None:
        """Save the place in the stream before which everything is done, up to which message
        chats are read, and when the messenger was heard last (UTC) if that is known."""
        async with self._writing() as connection:
            await _put_place(connection, place)
            if heard is not None:
                await connection.execute(update(stream).values(heard_ms=to_ms(heard)))
            for chat, message in marks.items():
                await _put_mark(connection, chat, message)

    async def heard(self) -> datetime | None:
        """Give when the messenger was heard last (UTC), as far as that was saved."""
        async with self._engine.connect() as connection:
            return from_ms((await connection.execute(select(stream.c.heard_ms))).scalar())

    async def read_marks(self) -> dict[ChatId, MessageId]:
        """Give up to which message each chat is read."""
        async with self._engine.connect() as connection:
            rows = (await connection.execute(select(read_marks))).all()
        return {ChatId(row.chat_id): MessageId(row.message_id) for row in rows}

    async def place(self) -> str | None:
        """Give the place in the stream that was saved last."""
        async with self._engine.connect() as connection:
            place = (await connection.execute(select(stream.c.place))).scalar()
        return None if place is None else str(place)

    async def forget_events(self, before: datetime) -> int:
        """Forget the ids of events handled before that moment (UTC); give how many."""
        async with self._writing() as connection:
            gone = await connection.execute(delete(inbox).where(inbox.c.at_ms < to_ms(before)))
        return gone.rowcount


async def _take_in(connection: AsyncConnection, event: str) -> None:
    if (await connection.execute(select(inbox.c.event).where(inbox.c.event == event))).first():
        raise AlreadyHandledError(event)
    # by the machine's clock: it only tells when the id may be forgotten
    await connection.execute(insert(inbox).values(event=event, at_ms=to_ms(datetime.now(UTC))))


async def _put_place(connection: AsyncConnection, place: str) -> None:
    changed = await connection.execute(update(stream).where(stream.c.id == 1).values(place=place))
    if not changed.rowcount:
        await connection.execute(insert(stream).values(id=1, place=place))


async def _put_mark(connection: AsyncConnection, chat: ChatId, message: MessageId) -> None:
    at = read_marks.c.chat_id == chat
    changed = await connection.execute(update(read_marks).where(at).values(message_id=message))
    if not changed.rowcount:
        await connection.execute(insert(read_marks).values(chat_id=chat, message_id=message))


async def _to_its_end(step: Coroutine[Any, Any, None]) -> None:
    # not a task of the background: whoever starts it stays until it is over
    task = asyncio.get_running_loop().create_task(step)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _nothing() -> None:
    pass


@asynccontextmanager
async def open_storage(
    url: str,
    *,
    place_of: PlaceOf = lambda event: None,
    marks_of: MarksOf = lambda event, chats: {},
) -> AsyncIterator[Storage]:
    """Open the database at that address, made and migrated if need be; close it at the end.

    Raises `StorageError` where it cannot be used.
    """
    async with open_engine(url) as engine:
        await _open(engine, url)
        yield Storage(engine, place_of, marks_of)


async def _open(engine: AsyncEngine, url: str) -> None:
    file = file_of(url)
    try:
        if file is not None:
            make_private(file)
        async with engine.connect() as plain:
            connection = await plain.execution_options(**WRITING)
            await connection.begin()
            await connection.run_sync(migrate)
            await connection.commit()
    except OSError as failure:
        raise StorageError(
            f"База данных {file} недоступна: {failure.strerror or 'ошибка ввода-вывода'}"
        ) from None
    except DBAPIError as failure:
        raise StorageError(f"База данных не открывается: {failure.orig}") from None

"""Writing transactions: one after another, each committed or rolled back completely."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from rules.ids import ChatId
from storage import postgresql
from storage.faults import Trouble, TroubledError
from storage.sqlite import WRITING
from storage.troubles import connected


class Transactions:
    """Begins writing transactions.

    SQLite has one writer at a time; waiting writers of this process queue here, in order.
    PostgreSQL has as many as lock different chats. `note` is called after each with the database's
    trouble or None; a caller whose transaction fails gets a `TroubledError`.
    """

    def __init__(self, engine: AsyncEngine, *, note: Callable[[Trouble | None], None]) -> None:
        self._engine = engine
        self._note = note
        self._is_postgresql = postgresql.is_of(engine)
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def holding(self, chat: ChatId | None) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that is the only writer to a chat; None: the only writer at all."""
        async with self.brief() as connection:
            if self._is_postgresql:
                await postgresql.hold(connection, chat)
            yield connection

    @asynccontextmanager
    async def brief(self) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that locks only the rows it changes."""
        try:
            if self._is_postgresql:
                async with self._one() as connection:
                    yield connection
            else:
                async with self._lock, self._one() as connection:
                    yield connection
        except TroubledError as troubled:
            self._note(troubled.trouble)
            raise
        self._note(None)

    @asynccontextmanager
    async def pausing(self) -> AsyncIterator[None]:
        """Make other writers of this process wait, in order."""
        async with self._lock:
            yield

    @asynccontextmanager
    async def _one(self) -> AsyncIterator[AsyncConnection]:
        async with connected(self._engine) as plain:
            connection = await plain.execution_options(**WRITING)
            await connection.begin()
            try:
                yield connection
            except BaseException:
                await _to_its_end(connection.rollback())
                raise
            # a commit that began is completed, even if its caller is cancelled
            await _to_its_end(connection.commit())


async def _to_its_end(step: Coroutine[Any, Any, None]) -> None:
    # not a background task: its caller stays until it is over
    task = asyncio.get_running_loop().create_task(step)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise

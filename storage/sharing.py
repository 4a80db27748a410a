"""Which of several processes that share a database leads, and so works.

One leads, the others stand by. The leader holds an advisory lock of its session, on a connection of
its own, and loses it together with the connection as soon as it dies. The server ends a silent
session (`idle_session_timeout`, PostgreSQL 14), so a stopped process loses leadership as a dead one
does; when it continues, its own clock tells it so. Others take from it what it held in the middle
of a query.

For a moment two processes may both believe that they lead. That does no harm: a unit of work locks
its chat, an event is handled once (`storage.database`), and a message sent twice appears once
(`storage.outbox`).

Those that share a database share a pace of calls, too: moments assigned from one row, so far apart
that no second has more calls than the messenger allows. All by the server's clock.
"""

import asyncio
from contextlib import suppress
from typing import Protocol

from loguru import logger
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.postgresql import APPLICATION

EVERY = 0.5
"""Seconds between two signs of life to the server."""

LEASE = 5.0
"""Seconds after which a silent process counts as dead."""

_LOOK_EVERY = 1.0
"""Seconds between two searches for sessions abandoned in the middle of a query."""

_LOCK = "20001, 0"
"""The lock's key of two numbers; keys of one number are chats (`storage.postgresql`)."""

_LEFT_IN_THE_MIDDLE = text("""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user
    AND application_name = :application AND pid <> pg_backend_pid()
    AND state = 'active' AND wait_event = 'ClientRead'
    AND query_start < clock_timestamp() - make_interval(secs => CAST(:lease AS double precision))
""").bindparams(application=APPLICATION, lease=LEASE)
"""Ends sessions whose process was stopped between preparing and executing a statement.

The server counts them neither as idle nor as idle in a transaction, so none of its timeouts ends
them, and they keep their locks.
"""


class Leadership(Protocol):
    """A process's claim to lead."""

    async def begins(self) -> None:
        """Wait until this process leads."""

    async def is_over(self) -> None:
        """Wait until this process no longer leads."""


class SoleLeadership:
    """The leadership of a process that shares its database with none: it always leads."""

    async def begins(self) -> None:
        """Return at once."""

    async def is_over(self) -> None:
        """Wait for ever."""
        await asyncio.Event().wait()


class SharedLeadership:
    """The leadership of one process among several. `run` takes it when it is free, and keeps it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._until = 0.0
        self._changed = asyncio.Event()

    @property
    def is_mine(self) -> bool:
        """Whether this process leads now."""
        # by time alone, so that a process continued after a stop finds its lease over
        return asyncio.get_running_loop().time() < self._until

    async def begins(self) -> None:
        """Wait until this process leads."""
        while not self.is_mine:
            self._changed.clear()
            await self._changed.wait()

    async def is_over(self) -> None:
        """Wait until this process no longer leads."""
        while self.is_mine:
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY / 4):
                    await self._changed.wait()

    async def run(self) -> None:
        """Take leadership when it is free, and keep it. Until cancelled."""
        while True:
            try:
                async with self._engine.connect() as plain:
                    connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
                    try:
                        await self._hold_on(connection)
                    finally:
                        # the lock belongs to the session, which must not return to the pool
                        with suppress(Exception):
                            await connection.invalidate()
            except Exception as failure:  # whatever it was, another process takes over meanwhile
                logger.warning("leadership cannot be asked for: {}", type(failure).__name__)
            finally:
                self._become(0.0)
            await asyncio.sleep(EVERY)

    async def _hold_on(self, connection: AsyncConnection) -> None:
        await connection.execute(text(f"SET idle_session_timeout = {round(LEASE * 1000)}"))
        taken, look_at = False, 0.0
        while True:
            asked = asyncio.get_running_loop().time()
            if asked >= look_at:
                look_at = asked + _LOOK_EVERY
                await connection.execute(_LEFT_IN_THE_MIDDLE)
            # a session can take its lock repeatedly, so ask for it only once
            question = "SELECT true" if taken else f"SELECT pg_try_advisory_lock({_LOCK})"
            taken = bool((await connection.execute(text(question))).scalar())
            if taken:
                # the server's timeout began when it answered, which was later
                self._become(asked + LEASE)
            await asyncio.sleep(EVERY)

    def _become(self, until: float) -> None:
        before, self._until = self.is_mine, until
        if self.is_mine is not before:
            self._changed.set()


class Pacing:
    """Assigns moments for calls, `apart` seconds from each other."""

    def __init__(self, engine: AsyncEngine, *, apart: float) -> None:
        self._engine = engine
        self._apart_us = round(apart * 1e6)

    async def reserve(self, count: int) -> float:
        """Reserve `count` moments in a row; return the seconds until the first."""
        values = {"for_us": count * self._apart_us}
        async with self._engine.begin() as connection:
            left_us = (await connection.execute(_RESERVE, values)).scalar_one()
        return float(left_us) / 1e6

    async def hold(self, seconds: float) -> None:
        """Assign no moment within the next `seconds`."""
        async with self._engine.begin() as connection:
            await connection.execute(_HOLD, {"for_us": round(seconds * 1e6)})


_RESERVE = text(
    "WITH clock AS MATERIALIZED"
    " (SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint) AS now_us)"
    " INSERT INTO pace (id, next_us) SELECT 1, now_us + CAST(:for_us AS bigint) FROM clock"
    " ON CONFLICT (id) DO UPDATE SET next_us = CAST(:for_us AS bigint)"
    " + greatest(pace.next_us, excluded.next_us - CAST(:for_us AS bigint))"
    " RETURNING next_us - CAST(:for_us AS bigint) - (SELECT now_us FROM clock)"
)

_HOLD = text(
    "INSERT INTO pace (id, next_us) VALUES"
    " (1, CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint) + :for_us)"
    " ON CONFLICT (id) DO UPDATE SET next_us = greatest(pace.next_us, excluded.next_us)"
)

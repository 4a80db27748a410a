"""Telling whether the bot has done everything that was asked of it, from outside."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.sandbox.world import World
from storage.engines import open_engine
from storage.reading import Reading
from storage.tables import arrivals, from_ms, outbox, stream, to_ms

_GATHERING = timedelta(seconds=5)
"""What one person writes is gathered for less than this before anything follows from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is still under way; `until` is when it goes on, where it waits on purpose."""

    what: str
    until: datetime | None = None


class Quiet:
    """Looks at the database, and at how far the emulator's stream has come."""

    def __init__(self, engine: AsyncEngine, world: World) -> None:
        self._engine = engine
        self._world = world

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, world: World) -> AsyncIterator[Self]:
        """Look at the database at that address, until the end of the block."""
        async with open_engine(url) as engine:
            yield cls(engine, world)

    async def left(self) -> Left | None:
        """Give what is under way; None: the bot has done everything."""
        try:
            async with self._engine.connect() as connection:
                return await self._left(connection)
        except DBAPIError as busy:
            return Left(what=f"the database: {busy.orig}")

    async def _left(self, connection: AsyncConnection) -> Left | None:
        if (behind := await self._behind(connection)) is not None:
            return Left(what=f"updates: {behind}")
        now = self._world.clock.now()
        for what in await _due(Reading(connection), now):
            return Left(what=what)
        put_off = and_(outbox.c.put_off.is_(True), outbox.c.attempts == 0)
        waiting = or_(outbox.c.not_before_ms <= to_ms(now), ~put_off)
        query = select(outbox).where(waiting).order_by(outbox.c.id)
        parcels = (await connection.execute(query)).all()
        if not parcels:
            return None
        what = ", ".join(f"{each.kind} to {each.peer}" for each in parcels)
        return Left(what=f"outbox: {what}", until=_when_it_goes_on(parcels, now))

    async def _behind(self, connection: AsyncConnection) -> str | None:
        """Say what of the updates is not done yet, if anything."""
        if servers := self._world.callbacks.servers.values():
            waiting = sum(len(server.waiting) for server in servers)
            count = select(func.count()).select_from(arrivals)
            arrived = (await connection.execute(count)).scalar_one()
            return f"{waiting} to be handed over, {arrived} arrived" if waiting + arrived else None
        place, last = await connection.scalar(select(stream.c.place)), self._world.stream.ts
        return None if str(place) == last else f"at {place} of {last}"


def _when_it_goes_on(parcels: Sequence[Row[Any]], now: datetime) -> datetime | None:
    """Give when the first parcel of a lane may go; None where one may go now."""
    first: dict[tuple[int, str], Row[Any]] = {}
    for parcel in parcels:
        first.setdefault((parcel.peer, parcel.lane), parcel)
    soonest = min(each.not_before_ms for each in first.values())
    return from_ms(soonest) if soonest > to_ms(now) else None


async def _due(reading: Reading, now: datetime) -> list[str]:
    return [
        *(f"the end of {block}" for block in await reading.due_blocks(now)),
        *(f"the close of {vote}" for vote in await reading.due_votes(now)),
        *(f"{each}" for each in await reading.due_suspicions(now + _GATHERING)),
        *(
            f"the silence of {chat}"
            for chat, hold in (await reading.silence_holds()).items()
            if hold.until is not None and hold.until <= now
        ),
    ]

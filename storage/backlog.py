"""How much waits in the database, for monitoring."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from storage.database import Storage
from storage.moments import from_ms, to_ms
from storage.subjects.apologies import votes
from storage.subjects.blocks import blocks
from storage.subjects.suspicions import suspicions
from storage.tables.arrivals import arrivals
from storage.tables.traffic import outbox


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

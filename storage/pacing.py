"""One pace of calls for all processes of a community: moments assigned from one row.

Each moment is assigned once, and they are so far apart that no second has more calls than
the messenger allows. All by the server's clock.
"""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine


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

"""A look into an outbox where very much waits, as after a night or an outage of VK's.

Beside a look into one where a tenth of that waits. Every chat has its own lane, and as many lanes
as the courier has at once are under way.
"""

import asyncio
import tempfile
import time
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from bot.courier import AT_ONCE
from rules.ids import ChatId
from storage.database import Storage, open_storage
from storage.effects import Lane, Send
from tests.bench.figures import Pair, medians
from tests.databases import at_file

_FIRST = 2_000_000_001


async def measure(*, parcels: int, turns: int) -> Pair:
    """Look into both outboxes in turns; give the median milliseconds of a look."""
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            open_storage(at_file(Path(folder) / "much.db")) as much,
            open_storage(at_file(Path(folder) / "little.db")) as little,
        ):
            await _fill(much, parcels, now)
            await _fill(little, parcels // 10, now)
            busy = {
                (parcel.peer, parcel.lane) for parcel in await much.outbox.due(now, limit=AT_ONCE)
            }
            looks = [
                (await _look(much, busy, now), await _look(little, busy, now)) for _ in range(turns)
            ]
    return medians(looks)


async def _fill(storage: Storage, number: int, now: datetime) -> None:
    async with storage.work() as work:
        await work.post(
            [
                Send(to=ChatId(_FIRST + each), private=False, text="Доброе утро!")
                for each in range(number)
            ],
            now=now,
        )


async def _look(storage: Storage, busy: Collection[tuple[int, Lane]], now: datetime) -> float:
    begun = time.perf_counter()
    await storage.outbox.due(now, busy=busy)
    return 1e3 * (time.perf_counter() - begun)


if __name__ == "__main__":
    print(asyncio.run(measure(parcels=10_000, turns=15)))

"""What arrived is kept until it is done with, each once, in order, many for the price of one."""

import asyncio

import pytest
from sqlalchemy import event

from storage.arrivals import Arrived
from storage.database import Storage, open_storage
from tests.storage.recording import handled

CHAT, OTHER = 2_000_000_001, 2_000_000_002


def an_arrival(event: str, peer: int = CHAT) -> Arrived:
    return Arrived(event=event, peer=peer, body=f'{{"event_id":"{event}"}}')


async def kept(storage: Storage) -> list[str]:
    return [taken.event for taken in await storage.arrivals.take(1000, after=0)]


async def test_they_are_given_in_the_order_of_arrival(storage: Storage) -> None:
    for name in "cab":
        await storage.arrivals.keep(an_arrival(name))
    first, *rest = await storage.arrivals.take(10, after=0)
    assert [first.event, *(taken.event for taken in rest)] == ["c", "a", "b"]
    assert [taken.event for taken in await storage.arrivals.take(1, after=first.number)] == ["a"]


async def test_many_at_a_time_share_a_transaction(storage: Storage) -> None:
    commits = []
    engine = storage._engine.sync_engine  # noqa: SLF001 -- nobody else knows what is committed
    event.listen(engine, "commit", lambda connection: commits.append(1))
    await asyncio.gather(*(storage.arrivals.keep(an_arrival(str(n))) for n in range(100)))
    assert len(await kept(storage)) == 100
    assert len(commits) < 5


async def test_it_is_gone_with_what_it_led_to_and_stays_where_that_failed(
    storage: Storage,
) -> None:
    await storage.arrivals.keep(an_arrival("a"))
    with pytest.raises(ValueError, match="a bug"):
        async with storage.work("a"):
            raise ValueError("a bug")
    assert await kept(storage) == ["a"]
    assert storage.arrivals.is_busy(CHAT)
    assert await handled(storage, "a")
    assert await kept(storage) == []
    assert not storage.arrivals.is_busy(CHAT)


async def test_a_repeat_changes_nothing_before_and_after_it_is_handled(storage: Storage) -> None:
    await storage.arrivals.keep(an_arrival("a"))
    await storage.arrivals.keep(an_arrival("a"))
    assert await kept(storage) == ["a"]
    assert await handled(storage, "a")
    await storage.arrivals.keep(an_arrival("a"))
    assert await kept(storage) == []
    assert storage.arrivals.waiting == 0


async def test_a_repeat_of_what_led_to_nothing_is_not_even_kept(storage: Storage) -> None:
    await storage.arrivals.keep(an_arrival("a"))
    await storage.arrivals.finish(["a", "unknown"])
    await storage.arrivals.keep(an_arrival("a"))
    assert await kept(storage) == []
    assert not await handled(storage, "a")


async def test_what_is_left_over_is_known_at_the_next_start(url: str) -> None:
    async with open_storage(url) as storage:
        await storage.arrivals.keep(an_arrival("a"))
        await storage.arrivals.keep(an_arrival("b", OTHER))
        assert await handled(storage, "b")
    async with open_storage(url) as storage:
        await storage.arrivals.load()
        assert storage.arrivals.waiting == 1
        assert storage.arrivals.is_busy(CHAT)
        assert not storage.arrivals.is_busy(OTHER)
        assert await kept(storage) == ["a"]


async def test_what_cannot_be_written_is_told_to_each_and_not_counted(url: str) -> None:
    async with open_storage(url) as storage:
        async with storage.work() as work:
            await work.connection.exec_driver_sql("DROP TABLE arrivals")
        results = await asyncio.gather(
            *(storage.arrivals.keep(an_arrival(str(n))) for n in range(3)), return_exceptions=True
        )
        assert all(isinstance(result, Exception) for result in results)
        assert storage.arrivals.waiting == 0

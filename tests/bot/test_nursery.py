"""Background tasks are kept, their failures logged, and none outlives the nursery."""

import asyncio

from bot.nursery import Nursery


async def test_a_failure_is_told_and_stops_no_other(errors: list[str]) -> None:
    ended: list[str] = []

    async def fail() -> None:
        raise ZeroDivisionError

    async def work() -> None:
        await asyncio.sleep(0.01)
        ended.append("work")

    async with Nursery() as nursery:
        nursery.start(fail(), "the failing one")
        nursery.start(work(), "the working one")
        await nursery.finish(None)
    assert ended == ["work"]
    assert len(errors) == 1
    assert "the failing one failed" in errors[0]


async def test_leaving_cancels_and_awaits_what_still_runs() -> None:
    cleaned: list[str] = []

    async def hang() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.01)
            cleaned.append("cleaned")

    async with asyncio.timeout(1), Nursery() as nursery:
        nursery.start(hang(), "the hanging one")
        await asyncio.sleep(0)
    assert cleaned == ["cleaned"]


async def test_finishing_waits_no_longer_than_it_is_told() -> None:
    async with asyncio.timeout(1), Nursery() as nursery:
        nursery.start(asyncio.sleep(60), "the slow one")
        await nursery.finish(0.02)

"""Recurring tasks count their pause from the start of a run."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import FollowingClock
from bot.nursery import Nursery
from bot.timers import Timers
from tests.bot.post_office import post_office
from tests.bot.scripted_vk import ScriptedVk

Work = Callable[[Timers], Coroutine[Any, Any, None]]


@pytest.mark.parametrize(
    ("work", "does"),
    [
        (Timers.erase_what_is_due, "bot.timers.erase_due"),
        (Timers.read_again, "bot.timers.read_again"),
    ],
)
async def test_the_pause_is_counted_from_the_start_of_a_run(
    vk: ScriptedVk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Work, does: str
) -> None:
    clock, begun = FollowingClock(), 0

    async def slowly(services: object) -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            # as on a busy machine: a day goes by meanwhile
            clock.set_ahead(timedelta(days=2))

    monkeypatch.setattr(does, slowly)
    async with post_office(tmp_path, vk.client) as office, Nursery() as nursery:
        nursery.start(work(Timers(office.services, clock)), "it")
        await asyncio.sleep(0)
        clock.set_ahead(timedelta(days=1))
        await office.until(lambda: begun >= 2)


class WatchedClock(FollowingClock):
    """A clock that records until when it is waited for, and wakes nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: asyncio.Queue[datetime | None] = asyncio.Queue()

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        await self.asked.put(until)
        await event.wait()


@pytest.mark.parametrize(
    ("due_after", "is_done_at_once"), [(timedelta(hours=1), True), (timedelta(0), False)]
)
async def test_newly_due_things_are_done_at_once_and_failed_ones_after_a_pause(
    vk: ScriptedVk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    due_after: timedelta,
    is_done_at_once: bool,
) -> None:
    clock = WatchedClock()
    due = clock.now() + due_after

    async def slowly(services: object) -> None:
        clock.set_ahead(timedelta(hours=2))

    async def at_that_moment(services: object) -> datetime:
        return due

    monkeypatch.setattr("bot.timers.run_due", slowly)
    monkeypatch.setattr("bot.timers.next_due", at_that_moment)
    async with post_office(tmp_path, vk.client) as office, Nursery() as nursery:
        nursery.start(Timers(office.services, clock).run_due(), "what falls due")
        waits_until, now = await clock.asked.get(), clock.now()

    assert waits_until is not None
    assert (waits_until <= now) is is_done_at_once

"""What is done now and then is counted from when it was begun."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SandboxClock
from bot.nursery import Nursery
from bot.timers import Timers
from tests.bot.post_office import post_office
from tests.bot.scripted_vk import client_of, scripted_vk

Work = Callable[[Timers], Coroutine[Any, Any, None]]


@pytest.mark.parametrize(
    ("work", "does"),
    [
        (Timers.erase_what_is_due, "bot.timers.erase_due"),
        (Timers.read_again, "bot.timers.read_again"),
    ],
)
async def test_what_falls_due_while_it_is_done_is_not_left_for_the_next_but_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Work, does: str
) -> None:
    clock, begun = SandboxClock(), 0

    async def slowly(services: object) -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            # as on a busy machine: a day goes by meanwhile
            clock.turn(timedelta(days=2))

    monkeypatch.setattr(does, slowly)
    async with (
        scripted_vk() as vk,
        client_of(vk) as client,
        post_office(tmp_path, client) as office,
        Nursery() as nursery,
    ):
        nursery.start(work(Timers(office.services, clock)), "it")
        await asyncio.sleep(0)
        clock.turn(timedelta(days=1))
        await office.until(lambda: begun >= 2)

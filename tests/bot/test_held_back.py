"""An update that waits for the reading of a gap waits its time, whenever the reading began."""

import asyncio

import pytest

from bot.queues import HeldBack
from handlers.events import Event, InChat
from rules.ids import ChatId, MemberId

CHAT = ChatId(2_000_000_001)


def an_event(event: str) -> Event:
    return Event(event=event, place=InChat(CHAT), author=MemberId(5))


@pytest.mark.slow
async def test_an_update_waits_its_whole_time_after_an_earlier_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.queues.HELD", 0.4)
    let_in = asyncio.Event()
    held = HeldBack(lambda peer: True, lambda peer, update: let_in.set())
    held.begin()
    await asyncio.sleep(0.3)
    held.begin()
    held.add(CHAT, an_event("a"))
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(5):
        await let_in.wait()
    assert asyncio.get_running_loop().time() - began >= 0.39
    assert not held.waits(CHAT)


@pytest.mark.slow
async def test_a_released_update_leaves_no_deadline_for_later_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.queues.HELD", 0.4)
    is_unread, let_in = False, list[Event]()
    held = HeldBack(lambda peer: is_unread, lambda peer, update: let_in.append(update))
    held.begin()
    held.add(CHAT, an_event("a"))
    await asyncio.sleep(0.3)
    held.let_in_if_read(CHAT)
    assert len(let_in) == 1
    held.add(CHAT, an_event("b"))
    await asyncio.sleep(0.2)
    assert len(let_in) == 1

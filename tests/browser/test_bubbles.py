"""How high the bot's messages of a whole day are on a phone."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.alone import STUDENT, Alone, opened
from tests.browser.day import KINDS, MAY_BE_HIGH, NAMES, Said, played
from tests.browser.hand import GROUP_CHAT, PHONE, at_the_page

pytestmark = pytest.mark.browser

HIGHEST = 160
"""Pixels of a bubble in a group, without the quote of what it answers and without its buttons."""

MEASURE = """() => {
  const bubbles = [...document.querySelectorAll("#messages .message[data-from='-1'] .bubble")];
  const height = (node) => node?.getBoundingClientRect().height ?? 0;
  // DejaVu, the font that CI has, is at least so much wider than the fonts of phones
  for (const node of document.querySelectorAll(".text")) node.style.letterSpacing = "-0.05em";
  return bubbles.map((each) => Math.round(height(each) - height(each.querySelector(".quote"))));
}"""


@pytest.fixture
def alone() -> Iterator[Alone]:
    yield from opened()


def test_no_bubble_of_the_day_is_high(browser: Browser, alone: Alone, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as aside:  # the browser's own loop runs in this thread
        told = aside.submit(asyncio.run, played(tmp_path)).result()
    assert {each.kind for each in told} == KINDS

    in_all = asyncio.run_coroutine_threadsafe(_repeat(alone, told), alone.loop).result(10)
    with at_the_page(browser, alone.address, PHONE) as hand:
        hand.page.get_by_test_id("coach-close").click()
        hand.become(STUDENT, peer=GROUP_CHAT)
        bubbles = hand.page.locator("#messages .message[data-from='-1'] .bubble")
        expect(bubbles).to_have_count(in_all)
        heights = hand.page.evaluate(MEASURE)[-len(told) :]
        hand.page.screenshot(path=tmp_path / "end.png", animations="disabled")

    measured = sorted(zip((each.kind for each in told), heights, told, strict=True), key=_kind)
    highest = {
        kind: max(height for _, height, _ in each) for kind, each in groupby(measured, key=_kind)
    }
    table = "\n".join(f"{height:4} {kind}" for kind, height in highest.items())
    (tmp_path / "highest.txt").write_text(table)
    high = [
        (height, each.text)
        for kind, height, each in measured
        if height > HIGHEST and kind not in MAY_BE_HIGH
    ]
    (tmp_path / "high.txt").write_text("\n".join(map(str, high)))
    assert high == []


def _kind(measured: tuple[str, int, Said]) -> str:
    return measured[0]


async def _repeat(alone: Alone, told: list[Said]) -> int:
    """Let the bot say in the page's world what it said in its own; return how often it speaks."""
    world = alone.world
    for number, (first, last) in NAMES.items():
        world.add_person(number, first_name=first, last_name=last)
    chat = world.conversations[GROUP_CHAT]
    for each in told:
        message = each.message
        answered = message.reply
        reply = None if answered is None else world.post(chat, answered.from_id, answered.text)
        if reply is None:
            # so that each bubble names its author, as the first after somebody else's does
            world.post(chat, STUDENT, "…")
        world.post(
            chat,
            world.bot_id,
            each.text,
            reply=reply,
            keyboard=each.keyboard,
            inline=bool(each.keyboard),
        )
    return sum(each.from_id == world.bot_id for each in chat.messages)

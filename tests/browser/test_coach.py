"""«Пройти за три минуты», followed blindly: only what is highlighted is touched."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hand import GROUP_CHAT, TEACHER, Hand

pytestmark = pytest.mark.browser

STEPS = 10
PATIENCE = 20.0
"""Seconds until the next control is highlighted."""


NOW = """() => {
  const [control, ...others] = document.querySelectorAll(".coached");
  const words = (id) => document.querySelector(`[data-testid="${id}"]`)?.textContent ?? "";
  const named = control && others.length === 0 ? control.dataset.testid ?? control.textContent : "";
  return [words("coach-count"), words("coach-say"), named];
}"""


def follow(page: Page) -> list[int]:
    """Touch what is highlighted until nothing is left to do; return the steps as they came."""
    came: list[int] = []
    last, since = "", time.monotonic()
    while True:
        count, said, control = now = page.evaluate(NOW)
        if "Вот и всё" in said:
            return came
        assert time.monotonic() - since < PATIENCE, f"nothing happens: {came}, {now}"
        if not control or f"{now}" == last:
            # what is pressed in vain is pressed again after a while
            page.wait_for_timeout(600)
            last = ""
            continue
        step = int(count.split()[0])
        if came[-1:] != [step]:
            came.append(step)
        if control == "person-select":
            name = re.sub(r"^.*: |\.$", "", said)
            page.get_by_test_id(control).select_option(label=name)
        else:
            page.locator(".coached").click()
        last, since = f"{now}", time.monotonic()
        page.wait_for_timeout(250)


def test_it_leads_from_the_first_button_to_the_forgiven_student(hand: Hand) -> None:
    page = hand.page
    page.get_by_test_id("coach-start").click()

    came = follow(page)

    assert came == sorted(set(came)), "no step comes back"
    assert {1, 2, 3, 4, 5, 6, 8, 9, 10} <= set(came)
    page.keyboard.press("Escape")
    hand.become(TEACHER, peer=GROUP_CHAT)
    hand.bot_says("снята досрочно")
    page.get_by_test_id("coach-close").click()
    expect(page.locator("#coach")).to_be_hidden()
    assert not hand.too_wide


def test_it_can_be_skipped_put_aside_and_resumed(hand: Hand) -> None:
    page = hand.page
    count = page.get_by_test_id("coach-count")
    page.get_by_test_id("coach-start").click()
    expect(count).to_have_text(f"1 из {STEPS}")
    expect(page.locator(".coached")).to_have_count(1)
    for _ in range(2):
        page.get_by_test_id("coach-skip").click()
    expect(count).to_have_text(f"3 из {STEPS}")
    page.get_by_test_id("coach-close").click()
    expect(page.locator(".coached")).to_have_count(0)

    page.reload()

    expect(page.locator("#coach")).to_be_hidden()
    page.get_by_test_id("coach-resume").click()
    expect(count).to_have_text(f"3 из {STEPS}")
    assert not hand.too_wide

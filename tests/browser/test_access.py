"""Whether everybody can use the page: axe-core, a thumb, the keyboard, small screens."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.sandbox.conversations import Button, PersonId
from tests.browser.alone import STUDENT, Alone, opened
from tests.browser.hand import GROUP_CHAT, PHONE, TEACHER, Hand, at_the_page

pytestmark = pytest.mark.browser

SMALLEST = 40
"""Pixels of a target's shorter side."""

AXE = Axe()

VIOLATIONS = 'axe.run({resultTypes: ["violations"]}).then((found) => found.violations)'

TOO_SMALL = """smallest => {
  // a checkbox is pressed by its label; links within words are as high as the words
  const all = document.querySelectorAll(
    "button, a[href], input:not([type=checkbox]), select, textarea, summary, label:has(input)");
  return [...all]
    .filter((node) => node.checkVisibility() && !node.matches(".text a"))
    .map((node) => [node, node.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < smallest - 0.5)
    .map(([node, box]) => `${node.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`);
}"""

TOUCHING = """() => {
  const boxes = [...document.querySelectorAll(".strip > *, .clock-now > *")]
    .filter((node) => node.checkVisibility())
    .map((node) => [node, node.getBoundingClientRect()]);
  const touch = ([one, a], [other, b]) =>
    !one.contains(other) && !other.contains(one) && a.left < b.right && b.left < a.right;
  return boxes.flatMap((one, at) => boxes.slice(at + 1)
    .filter((other) => touch(one, other))
    .map(([other]) => `${one[0].outerHTML.slice(0, 80)} and ${other.outerHTML.slice(0, 80)}`));
}"""


@pytest.fixture(scope="module")
def lively() -> Iterator[Alone]:
    """The emulator with everything that a conversation can show."""
    for alone in opened():

        async def fill(alone: Alone = alone) -> None:
            world = alone.world
            chat = world.conversations[GROUP_CHAT]
            rows = (
                tuple(
                    Button(label=label, kind="callback", payload={}, color=color)
                    for label, color in (("Записать", "positive"), ("Удалить", "negative"))
                ),
                (Button(label="Беру", kind="callback", payload={}, color="primary"),),
                (Button(label="Не нарушение", kind="callback", payload={}),),
            )
            said = "[id201|Никита Курсоров], правило 3: /помощь и https://example.org"
            answered = chat.messages[3]
            world.post(chat, world.bot_id, said, keyboard=rows, inline=True, reply=answered)
            things = [world.photo(TEACHER), world.file(TEACHER, "Отчёт.pdf")]
            world.write(GROUP_CHAT, PersonId(TEACHER), "Ответ", reply_to=3, attachments=things)
            world.write(GROUP_CHAT, PersonId(STUDENT), "", forwards=[(GROUP_CHAT, 3)])
            world.write(GROUP_CHAT, PersonId(STUDENT), "", attachments=[world.voice(STUDENT)])
            world.write(GROUP_CHAT, PersonId(STUDENT), "", attachments=[world.sticker(2)])
            world.write(TEACHER, PersonId(TEACHER), "Здравствуйте")
            world.post(world.private(TEACHER), world.bot_id, "Меню", keyboard=rows)
            later = world.clock.now().replace(year=2100)
            world.restrict(GROUP_CHAT, STUDENT, later)

        alone.run(fill())
        yield alone


Look = Callable[[str], None]


def tour(hand: Hand, look: Look) -> None:
    """Go wherever the page leads, and look."""
    page = hand.page
    look("nobody is open")
    page.get_by_test_id("coach-start").click()
    page.get_by_test_id("coach-skip").click()
    hand.become(TEACHER, peer=TEACHER)
    look("the coach's offer to write")
    page.get_by_test_id("coach-close").click()
    if hand.phone:
        page.get_by_test_id("back").click()
    look("the coach put aside")
    hand.become(STUDENT, peer=GROUP_CHAT)
    expect(page.locator("#restricted")).to_be_visible()
    page.get_by_test_id("composer").fill("А я всё равно")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("refusal")).not_to_be_empty()
    look("a refusal")
    hand.become(TEACHER, peer=GROUP_CHAT)
    page.locator(".theirs .reply").last.click()
    look("an answer")
    page.get_by_test_id("attach").click()
    look("the paper-clip's menu")
    page.get_by_test_id("attach-photo").focus()
    page.keyboard.press("Escape")
    page.get_by_test_id("members-toggle").click()
    look("the members")
    page.get_by_test_id("members-close").click()
    hand.become(TEACHER, peer=TEACHER)
    page.locator("#standing .key").first.click()
    look("the bot's own keyboard")
    if hand.phone:
        page.get_by_test_id("back").click()
    page.get_by_test_id("inspect-open").click()
    page.get_by_test_id("inspect-text").fill("номер Пети 8 917 123-45-67, а страховка у меня")
    page.get_by_test_id("inspect-submit").click()
    expect(page.get_by_test_id("verdict")).to_be_visible()
    look("the detectors' answers")
    page.get_by_test_id("inspect-close").click()
    for dialog in ("chat-create", "open-link"):
        page.get_by_test_id(dialog).click()
        look(dialog)
        page.keyboard.press("Escape")
    page.get_by_test_id("clock-now").click()
    look("the clock's tools")
    page.get_by_test_id("calls-toggle").click()
    page.get_by_test_id("switches").click()
    page.get_by_test_id("fault-submit").click()
    expect(page.get_by_test_id("toast")).to_be_visible()
    look("for developers")


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        *((width, "light") for width in (320, 390, 720, 1360)),
        # colours do not depend on the width: once on a phone, and once at a desk
        *((width, "dark") for width in (390, 1360)),
    ],
)
def test_axe_finds_nothing_serious_and_a_thumb_finds_everything(
    browser: Browser, lively: Alone, width: int, scheme: Literal["light", "dark"]
) -> None:
    size = PHONE if width == PHONE["width"] else ViewportSize(width=width, height=844)
    found: list[str] = []

    with at_the_page(browser, lively.address, size) as hand:
        hand.phone = width <= 720
        hand.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

        def look(where: str) -> None:
            small = hand.page.evaluate(TOO_SMALL, SMALLEST)
            touching = hand.page.evaluate(TOUCHING)
            faults = [*axe_faults(hand.page), *small, *touching]
            found.extend(f"{where}: {each}" for each in faults)
            if hand.too_wide:
                found.append(f"{where}: wider than the screen")

        tour(hand, look)

    assert not found, "\n".join(found)


def axe_faults(page: Page) -> list[str]:
    if page.evaluate("!window.axe"):
        page.evaluate(AXE.axe_script)
    violations = page.evaluate(VIOLATIONS)
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:120]}"
        for each in violations
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


def test_the_field_is_the_first_stop_of_the_keyboard(browser: Browser, lively: Alone) -> None:
    with at_the_page(browser, lively.address, PHONE) as hand:
        hand.become(TEACHER, peer=GROUP_CHAT)
        hand.page.reload()
        expect(hand.page.locator(".message").first).to_be_visible()
        hand.page.keyboard.press("Tab")
        expect(hand.page.get_by_test_id("composer")).to_be_focused()
        hand.page.keyboard.press("Tab")
        expect(hand.page.get_by_test_id("send")).to_be_focused()


def test_the_log_of_calls_stands_under_for_developers(browser: Browser, lively: Alone) -> None:
    with at_the_page(browser, lively.address, PHONE) as hand:
        hand.page.get_by_role("button", name="Для разработчика").click()
        panel = hand.page.get_by_role("complementary", name="Для разработчика")
        expect(panel.get_by_role("heading", name="Вызовы бота")).to_be_visible()
        expect(panel.get_by_test_id("switches")).to_be_visible()

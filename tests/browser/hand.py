"""A person at the sandbox's page, at a desk or on a phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

GROUP_CHAT = 2000000001
TEACHER = 101

MENTION = re.compile(r"\[\w+\|([^]]+)\]")
"""`[club1|@poryadok]`, of which one sees the second half."""

DESK = ViewportSize(width=1360, height=800)
PHONE = ViewportSize(width=390, height=844)

PATIENCE_MS = 15_000
"""Until the page gives up waiting for what the bot should say."""


@dataclass(slots=True, kw_only=True)
class Hand:
    """Uses the page only as a person can, with a mouse and a keyboard."""

    page: Page
    phone: bool

    def become(self, who: int, *, peer: int) -> None:
        """Continue as another person, in one of their conversations."""
        if self.phone and self.page.get_by_test_id("back").is_visible():
            self.page.get_by_test_id("back").click()
        self.page.get_by_test_id("person-select").select_option(str(who))
        self.page.get_by_test_id(f"chat-{peer}").click()
        expect(self.page.get_by_test_id("composer")).to_be_visible()

    def write(self, text: str, *, answering: Locator | None = None) -> Locator:
        """Write a message; return it as shown in the conversation."""
        if answering is not None:
            answering.locator(".reply").click()
            expect(self.page.get_by_test_id("answering")).to_be_visible()
        composer = self.page.get_by_test_id("composer")
        composer.fill(text)
        if self.phone:
            self.page.get_by_test_id("send").click()
        else:
            composer.press("Enter")
        shown = MENTION.sub(r"\1", text)
        own = self.page.locator(".message.mine", has_text=shown).last
        expect(own).to_be_visible()
        return own

    def bot_says(self, *texts: str) -> Locator:
        """Wait for a message of the bot's that contains all these texts."""
        said = self.page.locator(".message[data-from='-1']")
        for text in texts:
            said = said.filter(has_text=text)
        expect(said.last).to_be_visible()
        return said.last

    def act(self, message: Locator, name: str) -> None:
        """Do something with a message; on a phone its other acts appear with «Ответить»."""
        button = message.get_by_role("button", name=name)
        if not button.is_visible() and self.phone:
            message.get_by_role("button", name="Ответить").click()
            button = self.page.get_by_test_id("answering").get_by_role("button", name=name)
        button.click()

    def press(self, message: Locator, label: str) -> None:
        """Press a button under a message and read the pop-up."""
        message.get_by_role("button", name=label, exact=True).click()
        expect(self.page.get_by_test_id("toast").last).to_be_visible()

    def adopt(self, kind: str) -> None:
        """Let the teacher adopt the group's chat, as a chat of that kind."""
        self.become(TEACHER, peer=GROUP_CHAT)
        self.press(self.bot_says("чья она?"), kind)
        self.bot_says("Беседа принята", "/помощь")

    def turn_clock(self, step: str) -> None:
        """Advance the clock by one of its steps (seconds)."""
        button = self.page.get_by_test_id(f"advance-{step}")
        folded = not button.is_visible()
        if folded:
            self.page.get_by_test_id("clock-now").click()
        button.click()
        expect(self.page.get_by_test_id("clock-shift")).not_to_be_empty()
        if folded:
            self.page.get_by_test_id("clock-now").click()

    @property
    def too_wide(self) -> bool:
        """Whether the page scrolls sideways."""
        wide: bool = self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        return wide


@contextmanager
def at_the_page(
    browser: Browser, address: str, size: ViewportSize, *, scale: float = 1
) -> Iterator[Hand]:
    """Open the page, with `scale` dots a pixel.

    At the end, check that it had no errors and asked no foreign host.
    """
    phone = size == PHONE
    context = browser.new_context(
        viewport=size, has_touch=phone, is_mobile=phone, locale="ru-RU", device_scale_factor=scale
    )
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    strangers: list[str] = []
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(address) else strangers.append(asked.url),
    )
    page.goto(address)
    yield Hand(page=page, phone=phone)
    assert complaints == []
    assert strangers == [], "the page needs no foreign host"
    context.close()

"""The sandbox's page, played by hand in headless Chromium, at a desk and on a phone."""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from bot.sandbox.college import ADMINISTRATOR

pytestmark = pytest.mark.browser

GROUP_CHAT = 2000000001
TEACHER, CULPRIT, FRIEND, OTHER_FRIEND = 101, 207, 202, 205
NEWCOMER = 301
APOLOGY = "Простите, больше не буду писать не по теме."

MENTION = re.compile(r"\[\w+\|([^]]+)\]")
"""`[club1|@poryadok]`, of which one sees the second half."""

DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)

STARTING = 30
"""Seconds that the sandbox has for printing its address."""

PATIENCE_MS = 15_000
"""Until the page gives up waiting for what the bot should say."""


@dataclass(slots=True, kw_only=True)
class Hand:
    """Somebody at the page: does only what a person can do with a mouse and a keyboard."""

    page: Page
    phone: bool

    def become(self, who: int, *, peer: int) -> None:
        """Go on as another person, in one of their conversations."""
        if self.phone and self.page.get_by_test_id("back").is_visible():
            self.page.get_by_test_id("back").click()
        self.page.get_by_test_id("person-select").select_option(str(who))
        self.page.get_by_test_id(f"chat-{peer}").click()
        expect(self.page.get_by_test_id("composer")).to_be_visible()

    def write(self, text: str, *, answering: Locator | None = None) -> Locator:
        """Write a message; gives it as it stands in the conversation."""
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
        """Wait for a message of the bot's that has all these texts."""
        said = self.page.locator(".message[data-from='-1']")
        for text in texts:
            said = said.filter(has_text=text)
        expect(said.last).to_be_visible()
        return said.last

    def press(self, message: Locator, label: str) -> None:
        """Press a button under a message and read the pop-up."""
        message.get_by_role("button", name=label, exact=True).click()
        expect(self.page.get_by_test_id("toast").last).to_be_visible()

    def adopt(self, kind: str) -> None:
        """Say, as the teacher, whose the group's chat is."""
        self.become(TEACHER, peer=GROUP_CHAT)
        self.press(self.bot_says("чья она?"), kind)
        self.bot_says("Беседа принята", "/помощь")

    def turn_clock(self, step: str) -> None:
        """Turn the clock forward by one of the steps (seconds)."""
        button = self.page.get_by_test_id(f"advance-{step}")
        folded = not button.is_visible()
        if folded:
            self.page.get_by_test_id("clock-now").click()
        button.click()
        expect(self.page.get_by_test_id("clock-shift")).not_to_be_empty()
        if folded:
            self.page.get_by_test_id("clock-now").click()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium is not None, "Chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Start the sandbox as its own process; gives the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "sandbox", "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        ready, _, _ = select.select([process.stdout], [], [], STARTING)
        assert ready, "the sandbox printed nothing"
        line = process.stdout.readline()
        yield next(word for word in line.split() if word.startswith("http"))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            status = process.wait(10)
        finally:
            process.kill()
            process.stdout.close()
    assert status == 0


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def hand(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Hand]:
    size: ViewportSize = request.param
    phone = size == PHONE
    context = browser.new_context(viewport=size, has_touch=phone, is_mobile=phone, locale="ru-RU")
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
    _wait_for_bot(page, address)
    yield Hand(page=page, phone=phone)
    assert complaints == []
    assert strangers == [], "the page needs no foreign host"
    context.close()


def _wait_for_bot(page: Page, address: str) -> None:
    """Wait until the bot asked for its place in the stream: what is written then, it hears."""
    deadline = time.monotonic() + STARTING
    asked: set[str] = set()
    while "groups.getLongPollServer" not in asked:
        assert time.monotonic() < deadline, f"the bot never came: {asked}"
        page.wait_for_timeout(200)
        answer = page.request.get(f"{address}sandbox/calls?since=0").json()
        asked = {call["method"] for call in answer["calls"]}


def test_a_block_and_an_apology_by_hand(hand: Hand, tmp_path: Path) -> None:
    page = hand.page

    hand.adopt("Другая беседа")
    hand.become(CULPRIT, peer=GROUP_CHAT)
    hand.write("Всем привет!")
    for number in range(1, 5):
        hand.become(CULPRIT, peer=GROUP_CHAT)
        hand.write(f"Продаю клавиатуру, недорого, объявление {number}")
        hand.become(TEACHER, peer=GROUP_CHAT)
        advert = page.locator(".message", has_text=f"объявление {number}").first
        hand.write(f"/нарушение 3 объявление номер {number}", answering=advert)
        hand.bot_says(f"объявление номер {number}")

    proposal = hand.bot_says("№").filter(has=page.get_by_role("button", name="Не блокировать"))
    expect(proposal).to_be_visible()
    page.screenshot(path=tmp_path / "proposal.png", animations="disabled")
    hand.press(proposal, "1 неделя")
    hand.bot_says("Основания", "5.12.5", "/извинения")
    expect(page.get_by_role("button", name="Не блокировать", exact=True)).to_have_count(0)

    hand.become(CULPRIT, peer=GROUP_CHAT)
    expect(page.locator("#restricted")).to_be_visible()
    composer = page.get_by_test_id("composer")
    composer.fill("А я всё равно напишу")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("refusal")).not_to_be_empty()
    composer.fill("")

    hand.become(CULPRIT, peer=CULPRIT)
    hand.write(f"/извинения {APOLOGY}")
    hand.bot_says("5.12.6")

    for voter in (FRIEND, OTHER_FRIEND):
        hand.become(voter, peer=GROUP_CHAT)
        hand.press(hand.bot_says(APOLOGY, "5.12.6"), "Не возражаю")
    page.screenshot(path=tmp_path / "vote.png", animations="disabled")

    hand.turn_clock("86400")
    hand.turn_clock("60")
    hand.bot_says("блокировка снята досрочно", "5.12.6")
    page.screenshot(path=tmp_path / "lifted.png", animations="disabled")

    hand.become(CULPRIT, peer=GROUP_CHAT)
    expect(page.locator("#restricted")).to_be_hidden()
    hand.write("Спасибо, что простили!")


def test_nothing_is_wider_than_the_screen(hand: Hand) -> None:
    hand.become(TEACHER, peer=GROUP_CHAT)

    wider = hand.page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )

    assert wider is False


def test_the_bots_first_words_where_it_has_no_rights_yet(hand: Hand) -> None:
    hand.become(ADMINISTRATOR, peer=ADMINISTRATOR)
    hand.write("/помощь")
    hand.bot_says("/")

    hand.become(TEACHER, peer=GROUP_CHAT + 1)
    hand.write("[club1|@poryadok] здравствуйте")

    hand.bot_says("Здравствуйте!", "администратор")


def test_an_invitation_by_hand(hand: Hand) -> None:
    page = hand.page
    hand.adopt("Студенты группы")
    hand.write("/приглашение одно")
    link = hand.bot_says("Приглашение №").get_by_role("link").inner_text()

    hand.become(NEWCOMER, peer=NEWCOMER)
    if hand.phone:
        page.get_by_test_id("back").click()
    page.get_by_test_id("open-link").click()
    page.get_by_test_id("link").fill(link)
    page.get_by_test_id("link-submit").click()
    rules = hand.bot_says("Вас приглашают", "5.12.3")
    rules.get_by_role("button", name="Ознакомлен(а)").click()
    hand.bot_says("Вот ссылка").get_by_role("link").click()

    expect(page.locator("#conversation-head")).to_contain_text("ИСП-21")
    hand.write("Здравствуйте, я с правилами уже знаком(а)")

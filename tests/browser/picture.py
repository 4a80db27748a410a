"""The pictures of the README and of the guides, made from the page as it is now.

`uv run python -m tests.browser.picture` writes them anew.
"""

import base64
import io
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.hand import GROUP_CHAT, PHONE, TEACHER, Hand, at_the_page
from tests.browser.running import chromium, sandbox

DOCS = Path(__file__).parents[2] / "docs"
ZONE = ZoneInfo("Europe/Saratov")
BLABBER, CULPRIT, VOTER = 205, 207, 202
APOLOGY = "Простите, больше не буду писать не по теме."
COLORS = 240
SCALE = 1.5
"""Dots a pixel."""

FRAME = """<!doctype html><body style="margin:0; display:flex; align-items:flex-start; gap:28px;
padding:28px; width:max-content; background:#d5e2f3">{phones}</body>"""
ONE = """<img src="data:image/png;base64,{shot}" style="width:390px; border-radius:30px;
border:7px solid #1e2a3d">"""


def main() -> None:
    """Write the pictures anew."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        sandbox(Path(folder)) as address,
    ):
        for name, picture in drawn(browser, address).items():
            (DOCS / name).write_bytes(picture)


def drawn(browser: Browser, address: str) -> dict[str, bytes]:
    """Return the pictures by file name, as PNGs: three phones side by side, and single messages."""
    pictures: dict[str, bytes] = {}
    with at_the_page(browser, address, PHONE, scale=SCALE) as hand:
        shots = [shot(hand, pictures) for shot in (_card, _vote, _record)]
    context = browser.new_context(device_scale_factor=SCALE)
    page = context.new_page()
    phones = "".join(ONE.format(shot=base64.b64encode(shot).decode()) for shot in shots)
    page.set_content(FRAME.format(phones=phones))
    pictures["sandbox.png"] = page.locator("body").screenshot()
    context.close()
    return {name: _smaller(picture) for name, picture in pictures.items()}


def _smaller(picture: bytes) -> bytes:
    smaller = io.BytesIO()
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLORS)
    few.save(smaller, "PNG", optimize=True)
    return smaller.getvalue()


def _card(hand: Hand, pictures: dict[str, bytes]) -> bytes:
    """A teacher's card with its buttons."""
    hand.page.get_by_test_id("coach-close").click()
    _morning(hand.page)
    hand.adopt("Студенты группы")
    hand.become(TEACHER, peer=TEACHER)
    hand.write("Здравствуйте")
    hand.become(BLABBER, peer=GROUP_CHAT)
    hand.write("Номер Полины: 8 917 123-45-67, звоните ей")
    hand.become(TEACHER, peer=TEACHER)
    card = hand.bot_says("арточка")
    expect(card.locator(".key").first).to_be_visible()
    pictures["teacher-card.png"] = _message(card)
    phone = _shot(hand.page)
    hand.write("/настройки")
    pictures["teacher-settings.png"] = _message(hand.bot_says("Настройки этой беседы"))
    return phone


def _vote(hand: Hand, pictures: dict[str, bytes]) -> bytes:
    """The vote on an apology, in the chat."""
    page = hand.page
    for number in range(1, 5):
        hand.become(CULPRIT, peer=GROUP_CHAT)
        hand.write(f"Продаю клавиатуру, недорого, объявление {number}")
        hand.become(TEACHER, peer=GROUP_CHAT)
        advert = page.locator(".message", has_text=f"объявление {number}").first
        answers = page.locator(".message[data-from='-1']")
        before = answers.count()
        hand.write("/нарушение 3", answering=advert)
        expect(answers).not_to_have_count(before)
    proposal = _offer(hand, "1 неделя", (GROUP_CHAT, TEACHER))
    pictures["teacher-proposal.png"] = _message(proposal)
    proposal.get_by_role("button", name="1 неделя", exact=True).click()
    expect(page.get_by_test_id("toast").last).to_be_visible()
    hand.become(CULPRIT, peer=CULPRIT)
    hand.write(f"/извинения {APOLOGY}")
    hand.bot_says(APOLOGY).get_by_role("button", name="Отправить").click()
    hand.become(VOTER, peer=GROUP_CHAT)
    hand.press(hand.bot_says(APOLOGY), "Не возражаю")
    pictures["members-vote.png"] = _message(hand.bot_says(APOLOGY))
    return _shot(page)


def _record(hand: Hand, pictures: dict[str, bytes]) -> bytes:
    """What a student reads about themselves."""
    hand.become(CULPRIT, peer=CULPRIT)
    answers = hand.page.locator(".message[data-from='-1']")
    before = answers.count()
    hand.write("/статус")
    expect(answers).not_to_have_count(before)
    return _shot(hand.page)


def _offer(hand: Hand, label: str, peers: tuple[int, ...]) -> Locator:
    """Return the message with that button in the first of these conversations that has it."""
    for peer in peers:
        hand.become(TEACHER, peer=peer)
        button = hand.page.get_by_role("button", name=label, exact=True)
        message = hand.page.locator(".message").filter(has=button).last
        try:
            expect(message).to_be_visible(timeout=3000)
        except AssertionError:
            continue
        return message
    raise AssertionError(f"nobody offers «{label}»")


def _morning(page: Page) -> None:
    """Turn the clock to ten in the morning, when nobody is asked to be quiet."""
    now = datetime.now(UTC).astimezone(ZONE)
    ten = now.replace(hour=10, minute=0, second=0) + timedelta(days=now.hour >= 10)
    seconds = (ten - now).total_seconds()
    page.request.post(f"{page.url.split('#')[0]}sandbox/clock", data={"advance": seconds})


def _message(message: Locator) -> bytes:
    """Return one message with its buttons."""
    _close_toasts(message.page)
    return message.screenshot(animations="disabled")


def _close_toasts(page: Page) -> None:
    for toast in page.get_by_test_id("toast").all():
        toast.get_by_role("button", name="Закрыть").click()
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)


def _shot(page: Page) -> bytes:
    _close_toasts(page)
    page.locator(".message").last.scroll_into_view_if_needed()
    return page.screenshot(animations="disabled")


if __name__ == "__main__":
    main()

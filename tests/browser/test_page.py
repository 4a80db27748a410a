"""The sandbox's page, played by hand in headless Chromium, at a desk and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.sandbox.college import ADMINISTRATOR
from tests.browser.hand import GROUP_CHAT, TEACHER, Hand

pytestmark = pytest.mark.browser

CULPRIT, FRIEND, OTHER_FRIEND = 207, 202, 205
NEWCOMER = 301
APOLOGY = "Простите, больше не буду писать не по теме."


def open_private(hand: Hand) -> None:
    """Let the teacher write to the bot in private, where it answers from now on."""
    hand.become(TEACHER, peer=TEACHER)
    hand.write("Здравствуйте")
    hand.bot_says("Вы ведёте")


def test_a_block_and_an_apology_by_hand(hand: Hand, tmp_path: Path) -> None:
    page = hand.page

    hand.adopt("Другая беседа")
    open_private(hand)
    hand.become(CULPRIT, peer=GROUP_CHAT)
    hand.write("Всем привет!")
    for number in range(1, 5):
        hand.become(CULPRIT, peer=GROUP_CHAT)
        hand.write(f"Продаю клавиатуру, недорого, объявление {number}")
        hand.become(TEACHER, peer=GROUP_CHAT)
        advert = page.locator(".message", has_text=f"объявление {number}").first
        hand.write(f"/нарушение 3 объявление номер {number}", answering=advert)
        hand.bot_says(f"объявление номер {number}")

    hand.become(TEACHER, peer=TEACHER)
    proposal = hand.bot_says("№").filter(has=page.get_by_role("button", name="Не блокировать"))
    expect(proposal).to_be_visible()
    page.screenshot(path=tmp_path / "proposal.png", animations="disabled")
    hand.press(proposal, "1 неделя")
    expect(page.get_by_role("button", name="Не блокировать", exact=True)).to_have_count(0)
    hand.become(TEACHER, peer=GROUP_CHAT)
    hand.bot_says("Основания", "5.12.5", "/извинения")

    hand.become(CULPRIT, peer=GROUP_CHAT)
    expect(page.locator("#restricted")).to_be_visible()
    composer = page.get_by_test_id("composer")
    composer.fill("А я всё равно напишу")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("refusal")).not_to_be_empty()
    composer.fill("")

    hand.become(CULPRIT, peer=CULPRIT)
    hand.write(f"/извинения {APOLOGY}")
    hand.bot_says(APOLOGY, "5.12.6").get_by_role("button", name="Отправить").click()

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

    assert not hand.too_wide


def test_the_bots_first_words_where_it_has_no_rights_yet(hand: Hand) -> None:
    hand.become(ADMINISTRATOR, peer=ADMINISTRATOR)
    hand.write("/помощь")
    hand.bot_says("Чем помочь?")

    hand.become(TEACHER, peer=GROUP_CHAT + 1)
    hand.write("[club1|@poryadok] здравствуйте")

    hand.bot_says("Здравствуйте!", "администратор")


def test_an_invitation_by_hand(hand: Hand) -> None:
    page = hand.page
    hand.adopt("Студенты группы")
    open_private(hand)
    hand.become(TEACHER, peer=GROUP_CHAT)
    hand.write("/приглашение одно")
    hand.become(TEACHER, peer=TEACHER)
    link = hand.bot_says("Приглашение №").get_by_role("link").inner_text()

    hand.become(NEWCOMER, peer=NEWCOMER)
    if hand.phone:
        page.get_by_test_id("back").click()
    page.get_by_test_id("open-link").click()
    page.get_by_test_id("link").fill(link)
    page.get_by_test_id("link-submit").click()
    rules = hand.bot_says("Вас приглашают", "5.12.3")
    rules.get_by_role("button", name="Правила прочитаны").click()
    hand.bot_says("Вот ссылка").get_by_role("link").click()

    expect(page.locator("#conversation-head")).to_contain_text("ИСП-21")
    hand.write("Здравствуйте, я с правилами уже знаком(а)")


def test_the_menu_stays_under_the_field_of_the_private_conversation(
    hand: Hand, tmp_path: Path
) -> None:
    hand.adopt("Студенты группы")
    hand.page.locator("a.key-link", has_text="Написать мне").click()
    hand.bot_says("Здравствуйте", "Вы ведёте")
    menu = hand.page.get_by_role("group", name="Клавиатура бота")
    expect(menu.get_by_role("button")).to_have_text(
        ["Дела", "Мои беседы", "Запись о человеке", "Отчёт", "Помощь"]
    )
    menu.get_by_role("button", name="Мои беседы", exact=True).click()
    hand.bot_says("Беседа «", "Модераторы")
    expect(menu.get_by_role("button", name="Помощь", exact=True)).to_be_visible()
    hand.page.screenshot(path=tmp_path / "menu.png", animations="disabled")
    assert not hand.too_wide

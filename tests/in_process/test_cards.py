"""What a moderator reads on a card and does with it by a tap."""

import pytest

from rules.vocabulary.suspicions import SuspicionSettled
from rules.vocabulary.violations import (
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
)
from tests.in_process.lesson import (
    ANOTHER_PHONE,
    COLLEAGUE,
    PHONE,
    STUDENT,
    TEACHER,
    Lesson,
    found_lesson,
)
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found_lesson)

BOTH = "Удалить и записать"


async def test_a_card_says_who_where_how_many_and_why(lesson: Lesson) -> None:
    await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    lines = lesson.find(BOTH, TEACHER).text.replace("\u00a0", " ").splitlines()
    assert lines[0].endswith("беседа «ИСП-21»: 1 сообщение. Карточка № 1.")
    assert "Тимур Клавишин" in lines[0]
    assert lines[1] == f"Сообщение: «{PHONE}»"
    assert lines[2] == "• номер телефона: «8 917 123-45-67»"
    assert lines[3].startswith("Похоже на нарушение: правило 7")


async def test_a_tap_records_and_removes(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    before = len(lesson.said())
    await lesson.tap(TEACHER, BOTH, TEACHER)
    (recorded,) = await lesson.facts(ViolationRecorded)
    (removed,) = await lesson.facts(MessageRemoved)
    assert recorded.message == removed.message == message
    assert not lesson.is_there(message)
    # told in the chat as one act, and undone as one
    assert len(lesson.said()) == before + 1
    assert "сообщение удалено, запись" in lesson.said()[-1].text
    for who in (TEACHER, COLLEAGUE):
        card = lesson.said(who)[-1]
        assert "Записано нарушение" in card.text
        assert lesson.labels(card) == []
    await lesson.tap(TEACHER, "Отменить")
    assert len(await lesson.facts(ViolationAnnulled)) == 1
    assert len(await lesson.facts(RemovalWithdrawn)) == 1


async def test_who_is_hurt_neither_records_nor_removes(lesson: Lesson) -> None:
    question = await lesson.say(TEACHER, "Где работа?")
    message = await lesson.say(STUDENT, "Сами ищите, Вы же дура", reply_to=question)
    await lesson.bot.advance(5)
    await lesson.tap(TEACHER, BOTH, TEACHER)
    assert await lesson.facts(ViolationRecorded, MessageRemoved) == []
    assert lesson.is_there(message)
    await lesson.tap(COLLEAGUE, BOTH, COLLEAGUE)
    assert len(await lesson.facts(ViolationRecorded, MessageRemoved)) == 2


async def test_the_gravest_message_is_shown_and_the_others_on_a_button(lesson: Lesson) -> None:
    for words in ("ты дура", PHONE, ANOTHER_PHONE):
        await lesson.say(STUDENT, words)
    await lesson.bot.advance(5)
    card = lesson.find("Ещё 2 →", TEACHER)
    assert "3\u00a0сообщения" in card.text
    seen = []
    for _ in range(3):
        shown = lesson.find("Ещё 2 →", TEACHER)
        assert shown.conversation_message_id == card.conversation_message_id
        seen.append(next(line for line in shown.text.splitlines() if "Сообщение" in line))
        await lesson.tap(TEACHER, "Ещё 2 →", TEACHER)
    assert [line.split("«")[1].rstrip("»") for line in seen] == [PHONE, ANOTHER_PHONE, "ты дура"]
    # turning a page decides nothing, and colleagues' copies stay
    assert await lesson.facts(SuspicionSettled) == []
    for who in (TEACHER, COLLEAGUE):
        assert PHONE in lesson.find("Ещё 2 →", who).text


async def test_colleagues_see_who_is_on_it(lesson: Lesson) -> None:
    await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    await lesson.tap(TEACHER, "Беру", TEACHER)
    for who in (TEACHER, COLLEAGUE):
        card = lesson.said(who)[-1]
        assert "Разбирает" in card.text
        assert "Марина Книжникова" in card.text
        assert lesson.labels(card) == ["Записать", BOTH, "Удалить", "Не нарушение"]
    # the moderator who took it may be called away: a colleague can decide
    await lesson.tap(COLLEAGUE, "Записать", COLLEAGUE)
    assert len(await lesson.facts(ViolationRecorded)) == 1
    assert "Разбирает" not in lesson.said(TEACHER)[-1].text
    taken = {"do": "card", "chat": lesson.main, "card": 1, "act": "take"}
    await lesson.press_payload(TEACHER, taken)
    assert "Разбирает" not in lesson.said(COLLEAGUE)[-1].text

"""What a moderator reads on a card and does with it by a tap."""

import pytest

from rules.vocabulary.suspicions import SuspicionRaised, SuspicionSettled
from rules.vocabulary.violations import (
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
)
from tests.in_process.lesson import (
    ANOTHER_PHONE,
    CLASSMATE,
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

BOTH, NEAR = "Удалить и записать", "Что было рядом"


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


@pytest.mark.slow
async def test_colleagues_see_who_is_on_it(lesson: Lesson) -> None:
    await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    await lesson.tap(TEACHER, "Беру", TEACHER)
    for who in (TEACHER, COLLEAGUE):
        card = lesson.said(who)[-1]
        assert "Разбирает" in card.text
        assert "Марина Книжникова" in card.text
        assert lesson.labels(card) == ["Записать", BOTH, "Удалить", "Не нарушение", NEAR]
    # the moderator who took it may be called away: a colleague can decide
    await lesson.tap(COLLEAGUE, "Записать", COLLEAGUE)
    assert len(await lesson.facts(ViolationRecorded)) == 1
    assert "Разбирает" not in lesson.said(TEACHER)[-1].text
    taken = {"do": "card", "chat": lesson.main, "card": 1, "act": "take"}
    await lesson.press_payload(TEACHER, taken)
    assert "Разбирает" not in lesson.said(COLLEAGUE)[-1].text


async def test_findings_are_settled_one_by_one(lesson: Lesson) -> None:
    messages = [await lesson.say(STUDENT, words) for words in (PHONE, ANOTHER_PHONE, "ты дура")]
    await lesson.bot.advance(5)
    assert PHONE in lesson.find(BOTH, TEACHER).text
    await lesson.tap(TEACHER, BOTH, TEACHER)
    # the record and the removal concern the one message that was shown
    assert [lesson.is_there(each) for each in messages] == [False, True, True]
    assert "Удалено" not in lesson.said()[-1].text
    assert ANOTHER_PHONE in lesson.find("Записать", TEACHER).text
    await lesson.tap(TEACHER, "Удалить", TEACHER)
    assert not lesson.is_there(messages[1])
    await lesson.tap(TEACHER, "Не нарушение", TEACHER)
    assert "Не нарушение (" in lesson.find("Отменить", TEACHER).text
    assert "Осталось решить об 1 сообщении" in lesson.find("Отменить", TEACHER).text.replace(
        "\u00a0", " "
    )
    # a colleague's copy shows what is left
    assert "ты дура" in lesson.find("Записать", COLLEAGUE).text
    await lesson.tap(COLLEAGUE, "Записать", COLLEAGUE)
    assert len(await lesson.facts(ViolationRecorded)) == 2
    await lesson.say(TEACHER, "/карточки")
    assert "Решать сейчас нечего" in lesson.said(TEACHER)[-1].text


@pytest.mark.slow
async def test_an_automatic_record_leaves_the_buttons_of_the_rest(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/настройки личные данные засчитывать")
    await lesson.say(STUDENT, PHONE)
    await lesson.say(STUDENT, "ты дура")
    await lesson.bot.advance(5)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert recorded.by is None
    card = lesson.find("Записать", TEACHER)
    assert "ты дура" in card.text
    await lesson.tap(TEACHER, "Записать", TEACHER)
    assert len(await lesson.facts(ViolationRecorded)) == 2
    await lesson.tap(TEACHER, "Не нарушение", TEACHER)
    (annulled,) = await lesson.facts(ViolationAnnulled)
    assert annulled.number == recorded.number


@pytest.mark.slow
async def test_no_violation_teaches_nothing_until_a_word_is_named(lesson: Lesson) -> None:
    async def is_pointed_out(words: str) -> bool:
        before = len(await lesson.facts(SuspicionRaised))
        await lesson.bot.advance(60)
        await lesson.say(STUDENT, words)
        await lesson.bot.advance(5)
        return len(await lesson.facts(SuspicionRaised)) > before

    await lesson.say(STUDENT, "ты дура")
    await lesson.bot.advance(5)
    await lesson.tap(TEACHER, "Не нарушение", TEACHER)
    assert await is_pointed_out("сама ты дура")
    await lesson.tap(TEACHER, "Не нарушение", TEACHER)
    stop = "Больше не отмечать: дура"
    assert "Вернуть можно так: /слова" in await lesson.tap(TEACHER, stop, TEACHER)
    assert stop not in lesson.labels(lesson.find("Отменить", TEACHER))
    assert not await is_pointed_out("ты дура")

    await lesson.say(TEACHER, "/слова")
    listed = lesson.find("Снова отмечать: дура", TEACHER)
    assert "Здесь не отмечаю: дура." in listed.text
    payload = {"do": "watch", "chat": lesson.main, "word": "0" * 32}
    await lesson.press_payload(TEACHER, payload)
    await lesson.press_payload(STUDENT, payload | {"word": None})
    await lesson.tap(TEACHER, "Снова отмечать: дура", TEACHER)
    assert lesson.labels(lesson.said(TEACHER)[-1]) == []
    assert await is_pointed_out("ты дура")


async def test_what_was_beside_is_read_when_asked_for(lesson: Lesson) -> None:
    for who, words in ((CLASSMATE, "первое"), (CLASSMATE, "второе"), (TEACHER, "третье")):
        await lesson.say(who, words)
    await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    await lesson.say(CLASSMATE, "ого")
    await lesson.tap(TEACHER, NEAR, TEACHER)
    shown = lesson.find(NEAR, TEACHER).text
    assert [line.split("«")[-1] for line in shown.splitlines()[-3:]] == [
        "второе»",
        "третье»",
        "ого»",
    ]
    assert "первое" not in shown
    # colleagues' copies do not show it, and the next press takes it away
    assert "ого" not in lesson.find(NEAR, COLLEAGUE).text
    await lesson.tap(TEACHER, "Не нарушение", TEACHER)
    assert "ого" not in lesson.said(TEACHER)[-1].text
    forged = {"do": "card", "chat": lesson.main, "card": 1, "act": "near", "message": 1}
    await lesson.press_payload(STUDENT, forged)
    assert not any("второе" in each.text for each in lesson.said(STUDENT))

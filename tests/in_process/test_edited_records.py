"""п. 5.12.2, 5.12.5: what is found in a recorded message reaches moderators and counts once."""

import pytest

from rules.vocabulary.suspicions import Settlement, SuspicionSettled
from rules.vocabulary.violations import MessageRemoved, ViolationAnnulled, ViolationRecorded
from tests.in_process.bot import InProcessBot
from tests.in_process.lesson import (
    COLLEAGUE,
    HEAD,
    PHONE,
    STUDENT,
    TEACHER,
    Lesson,
    found_lesson,
)
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

ALREADY = "Это сообщение уже записано: № 1, правило 3 (Марина Книжникова)"


async def prepare(bot: InProcessBot) -> Lesson:
    lesson = await found_lesson(bot)
    bot.world.capabilities.edits_in_chats = True
    return lesson


lesson = prepared_by(prepare, administrators=[HEAD])


async def edited(lesson: Lesson, *, pause: int = 60) -> int:
    """The teacher records a message, then its author edits it; give its number."""
    message = await lesson.say(STUDENT, "спам")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=message)
    await lesson.bot.advance(pause)
    lesson.bot.world.rewrite(lesson.main, STUDENT, message, PHONE)
    await lesson.bot.follow()
    await lesson.bot.advance(5)
    return message


@pytest.mark.slow
async def test_its_card_offers_what_is_still_possible(lesson: Lesson) -> None:
    await edited(lesson)

    assert await lesson.facts(SuspicionSettled) == []
    for who in (TEACHER, COLLEAGUE):
        card = lesson.find("Оставить как есть", who)
        assert ALREADY in card.text.replace("\u00a0", " ")
        decisions, ways = lesson.labels(card)[:3], lesson.labels(card)[3:]
        assert decisions == ["Удалить", "Другое правило", "Оставить как есть"]
        assert ways == ["Беру", "Что было рядом"]
    payload = {"do": "card", "chat": lesson.main, "card": 1, "act": "count"}
    await lesson.press_payload(COLLEAGUE, payload)
    assert len(await lesson.facts(ViolationRecorded)) == 1


async def test_it_is_left_as_it_is_by_whoever_pressed(lesson: Lesson) -> None:
    await edited(lesson)
    await lesson.tap(COLLEAGUE, "Оставить как есть", COLLEAGUE)

    (settled,) = await lesson.facts(SuspicionSettled)
    assert (settled.by, settled.how) == (COLLEAGUE, Settlement.LEFT)
    card = lesson.find("Удалить", TEACHER)
    assert f"оставлено как есть ([id{COLLEAGUE}|Пётр Соседов])" in card.text
    assert lesson.labels(card) == ["Удалить"]
    await lesson.say(TEACHER, "/карточки", to=TEACHER)
    assert lesson.said(TEACHER)[-1].text == "Решать сейчас нечего."


async def test_it_is_recorded_under_another_rule_from_the_card(lesson: Lesson) -> None:
    message = await edited(lesson)
    await lesson.tap(COLLEAGUE, "Другое правило", COLLEAGUE)
    rules = lesson.labels(lesson.find("Не менять", COLLEAGUE))
    assert not any(label.startswith("3.") for label in rules)
    assert "Не менять" not in lesson.labels(lesson.find("Удалить", TEACHER))
    await lesson.tap(COLLEAGUE, "Не менять", COLLEAGUE)
    assert "Другое правило" in lesson.labels(lesson.find("Удалить", COLLEAGUE))
    await lesson.tap(COLLEAGUE, "Другое правило", COLLEAGUE)
    await lesson.tap(COLLEAGUE, next(label for label in rules if label.startswith("1.")), COLLEAGUE)

    (annulled,) = await lesson.facts(ViolationAnnulled)
    _, recorded = await lesson.facts(ViolationRecorded)
    assert (annulled.replaced_by, recorded.replaces) == (2, 1)
    assert (recorded.message, recorded.rule, recorded.by) == (message, 1, COLLEAGUE)
    for who in (TEACHER, COLLEAGUE):
        assert lesson.labels(lesson.find("Удалить", who)) == ["Удалить"]


async def test_it_is_removed_from_the_card(lesson: Lesson) -> None:
    message = await edited(lesson)
    await lesson.tap(TEACHER, "Удалить", TEACHER)

    (removed,) = await lesson.facts(MessageRemoved)
    assert (removed.message, removed.by) == (message, TEACHER)
    card = lesson.find("Оставить как есть", TEACHER)
    assert "Удалить" not in lesson.labels(card)


@pytest.mark.slow
async def test_annulling_the_record_makes_it_countable(lesson: Lesson) -> None:
    await edited(lesson)
    await lesson.tap(COLLEAGUE, "Оставить как есть", COLLEAGUE)
    await lesson.say(TEACHER, "/отменить 1 ошибка")

    await lesson.tap(COLLEAGUE, "Записать", COLLEAGUE)
    assert [each.number for each in await lesson.facts(ViolationRecorded)] == [1, 2]


async def test_what_is_edited_at_once_after_the_record_is_shown(lesson: Lesson) -> None:
    """The card was never shown: the command had settled it before it was due."""
    message = await lesson.say(STUDENT, PHONE)
    await lesson.say(TEACHER, "/нарушение 7", reply_to=message)
    await lesson.bot.advance(10)
    assert all("Карточка" not in each.text for each in lesson.said(COLLEAGUE))
    lesson.bot.world.rewrite(lesson.main, STUDENT, message, f"{PHONE}, звоните все")
    await lesson.bot.follow()
    await lesson.bot.advance(5)

    card = lesson.find("Оставить как есть", COLLEAGUE)
    assert "звоните все" in card.text
    assert "Записать" not in lesson.labels(card)


async def test_what_is_edited_after_the_card_was_settled_comes_as_another(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    await lesson.tap(TEACHER, "Записать", TEACHER)
    before = lesson.said(COLLEAGUE)
    lesson.bot.world.rewrite(lesson.main, STUDENT, message, f"{PHONE}, звоните все")
    await lesson.bot.follow()
    await lesson.bot.advance(5)

    after = lesson.said(COLLEAGUE)
    assert len(after) == len(before) + 1
    assert "Оставить как есть" in lesson.labels(after[-1])

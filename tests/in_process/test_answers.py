"""Nothing lies for sixteen days: what waits is listed with its end, and what is late is told."""

import pytest

from bot.sandbox.world import PersonId
from handlers.answers import see_to_late
from tests.in_process.bot import InProcessBot
from tests.in_process.lesson import CLASSMATE, COLLEAGUE, STUDENT, TEACHER, Lesson
from tests.in_process.lesson import found_lesson as prepared
from tests.in_process.prepared import prepared_by
from tests.rights.campus import ADMINISTRATOR

pytestmark = pytest.mark.asyncio


async def found(bot: InProcessBot) -> Lesson:
    lesson = await prepared(bot)
    await lesson.greet(PersonId(ADMINISTRATOR), STUDENT, CLASSMATE)
    await lesson.until(2, 10)
    return lesson


lesson = prepared_by(found, administrators=[ADMINISTRATOR])
alone = prepared_by(found, administrators=[TEACHER])


async def look(lesson: Lesson) -> None:
    await see_to_late(lesson.bot.services)
    await lesson.bot.follow()


async def test_cases_list_what_waits_with_its_end(lesson: Lesson) -> None:
    await lesson.card()
    await lesson.say(TEACHER, "Дела", to=TEACHER)
    (said,) = [
        each.text for each in lesson.said(TEACHER) if "Карточка №\u00a01, «ИСП-21»" in each.text
    ]
    assert "до" in said
    assert ", 10:00" in said


async def test_an_administrators_cases_name_chats_and_expulsions(lesson: Lesson) -> None:
    lesson.bot.world.remove_member(lesson.main, STUDENT, by=TEACHER)
    await lesson.bot.follow()
    await lesson.say(ADMINISTRATOR, "Дела", to=ADMINISTRATOR)
    said = next(
        each.text
        for each in reversed(lesson.said(ADMINISTRATOR))
        if "Исключение вручную" in each.text
    )
    assert "1. Подтвердить беседу, «ИСП-21»: с " in said
    assert "2. Исключение вручную, «ИСП-21»: с " in said
    shown = {label for each in lesson.said(ADMINISTRATOR)[-4:] for label in lesson.labels(each)}
    assert {"Выбывший (п. 5.12.8)", "Пригласить обратно"} <= shown


async def test_a_late_card_goes_to_the_moderators_and_then_to_the_administrators(
    lesson: Lesson,
) -> None:
    await lesson.card()
    await look(lesson)
    for who in (TEACHER, COLLEAGUE, ADMINISTRATOR):
        assert lesson.heard(who, "слишком долго") == 0
    await lesson.bot.advance(25 * 3600)
    await lesson.bot.restart()
    for _ in range(2):
        await look(lesson)
    assert lesson.heard(TEACHER, "1 дело слишком долго") == 1
    assert lesson.heard(COLLEAGUE, "1 дело слишком долго") == 1
    assert lesson.heard(ADMINISTRATOR, "слишком долго") == 0
    await lesson.bot.advance(24 * 3600)
    for _ in range(2):
        await look(lesson)
    assert lesson.heard(TEACHER, "слишком долго") == 1
    assert lesson.heard(ADMINISTRATOR, "слишком долго", "Модераторы не ответили") == 1
    await lesson.tap(ADMINISTRATOR, "Показать", ADMINISTRATOR)
    assert lesson.heard(ADMINISTRATOR, "номер телефона") >= 1


async def test_a_settled_card_is_not_late(lesson: Lesson) -> None:
    await lesson.card()
    await lesson.tap(TEACHER, "Не нарушение", TEACHER)
    await lesson.bot.advance(72 * 3600)
    await look(lesson)
    assert lesson.heard(COLLEAGUE, "слишком долго") == 0


async def test_a_long_absence_pours_out_one_message(lesson: Lesson) -> None:
    for n in range(5):
        await lesson.say(STUDENT, f"мамин номер 8 917 123-45-6{n}")
        await lesson.bot.advance(60)
    await lesson.bot.advance(16 * 24 * 3600)
    await look(lesson)
    for who in (TEACHER, COLLEAGUE, ADMINISTRATOR):
        assert lesson.heard(who, "5 дел слишком долго") == 1


async def test_after_a_long_absence_the_appellant_is_told_that_it_is_late(lesson: Lesson) -> None:
    await lesson.violation(STUDENT, by=TEACHER)
    await lesson.send(STUDENT, "/обжаловать 1 это был не я")
    await lesson.bot.advance(16 * 24 * 3600)
    await lesson.bot.restart()
    for _ in range(2):
        await look(lesson)
    assert lesson.heard(STUDENT, "не рассмотрели в срок") == 1
    assert lesson.heard(ADMINISTRATOR, "слишком долго") == 1


async def test_a_late_appeal_that_nobody_may_decide_says_so(alone: Lesson) -> None:
    lesson = alone
    await lesson.violation(STUDENT, by=TEACHER)
    await lesson.send(STUDENT, "/обжаловать 1 это был не я")
    await lesson.bot.advance(7 * 24 * 3600)
    await look(lesson)
    late = next(each.text for each in lesson.said(STUDENT) if "не рассмотрели в срок" in each.text)
    assert "Сейчас нет администратора" in late
    assert "Она у" not in late


async def test_an_appellant_is_told_the_end_and_that_it_is_late(lesson: Lesson) -> None:
    await lesson.violation(STUDENT, by=TEACHER)
    await lesson.send(STUDENT, "/обжаловать 1 это был не я")
    assert lesson.heard(STUDENT, "Её рассмотрят до", "10:0") == 1
    await lesson.bot.advance(5 * 24 * 3600)
    await look(lesson)
    assert lesson.heard(STUDENT, "не рассмотрели в срок") == 0
    await lesson.bot.advance(24 * 3600 + 60)
    for _ in range(2):
        await look(lesson)
    assert lesson.heard(STUDENT, "не рассмотрели в срок") == 1
    assert lesson.heard(ADMINISTRATOR, "слишком долго") == 1

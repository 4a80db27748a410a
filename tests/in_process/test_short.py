"""What stands in a group is short: menus turn in place, and answers to mistakes go again."""

import pytest

from tests.in_process.lesson import CLASSMATE, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found_lesson)


async def test_the_help_turns_in_place(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/помощь")
    shown = lesson.said()[-1]
    assert lesson.labels(shown)[-2:] == ["Участники", "Беседа"]

    await lesson.tap(TEACHER, "Нарушения и блокировки")
    assert "/нарушение — записать нарушение" in lesson.said()[-1].text
    assert "модератор" in await lesson.tap(STUDENT, "← Назад")
    await lesson.tap(TEACHER, "← Назад")
    assert lesson.labels(lesson.said()[-1]) == lesson.labels(shown)
    assert lesson.said()[-1].conversation_message_id == shown.conversation_message_id


async def test_a_members_help_is_turned_by_everybody_and_is_the_same_for_all(
    lesson: Lesson,
) -> None:
    await lesson.say(STUDENT, "/помощь")
    groups = ["Правила и записи", "Обжаловать, извиниться", "Беседа"]
    for who in (CLASSMATE, TEACHER):
        assert lesson.labels(lesson.said()[-1]) == groups
        await lesson.tap(who, groups[0])
        assert "/статус" in lesson.said()[-1].text
        await lesson.tap(who, "← Назад")


async def test_the_private_help_has_what_its_reader_may_do(lesson: Lesson) -> None:
    for who, looks in ((TEACHER, True), (STUDENT, False)):
        await lesson.say(who, "помощь", to=who)
        assert ("Что я ищу" in lesson.labels(lesson.said(who)[-1])) is looks


async def test_the_answer_to_a_mistake_goes_after_a_minute(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/правила")
    before = [each.text for each in lesson.said()]
    await lesson.say(CLASSMATE, "/разбан")
    await lesson.say(STUDENT, "/тишина 15 минут")
    assert len(lesson.said()) == len(before) + 2
    # what waits to be deleted outlives a restart
    await lesson.bot.begin_anew()
    await lesson.bot.advance(61)
    assert [each.text for each in lesson.said()] == before


async def test_the_settings_turn_in_place_with_their_values_on_buttons(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/настройки")
    shown = lesson.said(TEACHER)[-1]
    assert shown.text == "«ИСП-21»: Настройки этой беседы: другая беседа. Нажмите, что изменить."
    assert lesson.labels(shown) == [
        "Вид беседы: другая беседа",
        "Новые участники: пишут сразу",
        "Блокировки: решает модератор",
        "Без тихих часов",
        "Пробный режим: выключен",
        "Что замечать →",
    ]
    await lesson.tap(TEACHER, "Новые участники: пишут сразу", TEACHER)
    await lesson.tap(TEACHER, "Новые участники: пишут сразу", TEACHER)
    await lesson.tap(TEACHER, "Только читают до ознакомления", TEACHER)
    await lesson.tap(TEACHER, "← Назад", TEACHER)
    assert lesson.labels(lesson.said(TEACHER)[-1])[0] == "Новые участники: только читают"
    await lesson.tap(TEACHER, "← К настройкам", TEACHER)
    await lesson.tap(TEACHER, "Что замечать →", TEACHER)
    await lesson.tap(TEACHER, "Ещё →", TEACHER)
    assert lesson.labels(lesson.said(TEACHER)[-1])[-3:-1] == ["Карточки: лично", "← К настройкам"]
    assert lesson.said(TEACHER)[-1].conversation_message_id == shown.conversation_message_id

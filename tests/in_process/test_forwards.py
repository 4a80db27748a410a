"""A message forwarded to the bot in private is found in its chat, and dealt with by buttons."""

from typing import Any

import pytest

from bot.sandbox.world import PersonId
from bot.vk import updates
from handlers.events import Forward
from rules.vocabulary.complaints import ComplaintMade
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from tests.in_process.lesson import (
    CLASSMATE,
    COLLEAGUE,
    HEAD,
    STUDENT,
    TEACHER,
    Lesson,
    found_lesson,
)
from tests.in_process.prepared import prepared_by
from tests.scenarios.stage import Asides
from tests.variants import variants

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found_lesson, administrators=[HEAD])

FLOOD = "3. Флуд и спам"
REPORT = "Сообщить модератору"
ACTS = ["Записать", "Удалить", "Удалить и записать", "Отмена"]


async def forward(
    lesson: Lesson, who: PersonId, *messages: int, text: str = "", peer: int = 0
) -> None:
    """Forward messages of a chat to the bot in private."""
    source = peer or lesson.main
    forwards = [(source, message) for message in messages]
    lesson.bot.world.write(who, who, text, forwards=forwards)
    await lesson.bot.follow()


def last(lesson: Lesson, peer: int) -> str:
    return lesson.said(peer)[-1].text.replace("\u00a0", " ")


async def test_a_message_is_recorded_by_two_taps(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    before = len(lesson.said())
    await forward(lesson, TEACHER, message)
    question = lesson.said(TEACHER)[-1]
    assert last(lesson, TEACHER) == (
        f"Это из «ИСП-21».\n[id{STUDENT}|Тимур Клавишин]: «купите у меня»\nЧто сделать?"
    )
    assert lesson.labels(question) == ACTS

    await lesson.tap(TEACHER, "Записать", TEACHER)
    assert last(lesson, TEACHER) == "Какое правило нарушено?"
    await lesson.tap(TEACHER, FLOOD, TEACHER)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.rule, recorded.message, recorded.by) == (3, message, TEACHER)
    assert last(lesson, TEACHER).startswith("Записано в «ИСП-21»: № 1, правило 3")
    # one message in private that was the question, and the measure alone in the group
    assert lesson.said(TEACHER)[-1].conversation_message_id == question.conversation_message_id
    assert len(lesson.said()) == before + 1
    assert lesson.labels(lesson.said()[-1]) == ["Удалить сообщение", "Отменить"]


@pytest.mark.parametrize("label", variants("Удалить", "Удалить и записать"))
async def test_a_message_is_removed(lesson: Lesson, label: str) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await forward(lesson, TEACHER, message)
    await lesson.tap(TEACHER, label, TEACHER)
    await lesson.tap(TEACHER, FLOOD, TEACHER)
    (removed,) = await lesson.facts(MessageRemoved)
    assert removed.message == message
    assert len(await lesson.facts(ViolationRecorded)) == (label != "Удалить")
    assert last(lesson, TEACHER).startswith("Удалено")


@pytest.mark.parametrize("typed", variants("/н 3", "нарушение флуд", "удалить 3", "/н! 3"))
async def test_a_command_beside_it_needs_no_question(lesson: Lesson, typed: str) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await forward(lesson, TEACHER, message, text=typed)
    facts = await lesson.facts(ViolationRecorded, MessageRemoved)
    assert {fact.rule for fact in facts} == {3}
    assert len(facts) == (2 if "!" in typed else 1)


async def test_several_messages_are_asked_about_one_by_one(lesson: Lesson) -> None:
    first = await lesson.say(STUDENT, "купите у меня")
    second = await lesson.say(CLASSMATE, "и у меня")
    await forward(lesson, TEACHER, first, second)
    assert last(lesson, TEACHER) == "О каком сообщении речь?"
    await lesson.tap(TEACHER, "Лев Спорщиков: и у меня", TEACHER)
    await lesson.tap(TEACHER, "Записать", TEACHER)
    await lesson.tap(TEACHER, FLOOD, TEACHER)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.member, recorded.message) == (CLASSMATE, second)


async def test_a_refusal_is_told_in_private(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(COLLEAGUE, "/нарушение 3", reply_to=message)
    before = len(lesson.said())
    await forward(lesson, TEACHER, message, text="/н 4")
    assert "уже записано" in last(lesson, TEACHER)
    assert len(lesson.said()) == before
    assert len(await lesson.facts(ViolationRecorded)) == 1


async def test_another_act_is_asked_about_in_private(lesson: Lesson) -> None:
    await lesson.say(TEACHER, f"/нарушение @id{STUDENT} 3 кричал")
    message = await lesson.say(STUDENT, "купите у меня")
    before = len(lesson.said())
    await forward(lesson, TEACHER, message, text="/н 3")
    assert len(lesson.said()) == before
    await lesson.tap(TEACHER, "Да, отдельное", TEACHER)
    assert len(await lesson.facts(ViolationRecorded)) == 2


@pytest.mark.parametrize("typed", ["", "/сообщить"])
async def test_a_member_reports_it_by_a_tap(lesson: Lesson, typed: str) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    before = len(lesson.said())
    await forward(lesson, CLASSMATE, message, text=typed)
    assert last(lesson, CLASSMATE) == (
        "Это из «ИСП-21». Показать его модераторам? Кто сообщил, они не увидят."
    )
    assert await lesson.facts(ComplaintMade) == []
    await lesson.tap(CLASSMATE, REPORT, CLASSMATE)
    await lesson.bot.advance(5)
    # the question has become the answer
    assert last(lesson, CLASSMATE).startswith("Получено.")
    assert REPORT not in lesson.labels(lesson.said(CLASSMATE)[-1])
    assert len(lesson.said()) == before
    for who in (TEACHER, COLLEAGUE):
        assert "«купите у меня»" in last(lesson, who)
        assert "Сообщили: 1." in last(lesson, who)
    await forward(lesson, CLASSMATE, message)
    await lesson.tap(CLASSMATE, REPORT, CLASSMATE)
    assert "уже сообщили" in last(lesson, CLASSMATE)
    assert len(await lesson.facts(ComplaintMade)) == 1


async def test_which_of_several_is_reported_is_asked(lesson: Lesson) -> None:
    messages = [await lesson.say(STUDENT, words) for words in ("купите у меня", "ещё дешевле")]
    await forward(lesson, CLASSMATE, *messages)
    label = next(each for each in lesson.labels(lesson.said(CLASSMATE)[-1]) if "ещё" in each)
    await lesson.tap(CLASSMATE, label, CLASSMATE)
    (made,) = await lesson.facts(ComplaintMade)
    assert made.message == messages[1]


async def test_what_is_gone_meanwhile_is_not_reported(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await forward(lesson, CLASSMATE, message)
    said = lesson.bot.world.messages(lesson.main)
    next(each for each in said if each.conversation_message_id == message).removed = True
    await lesson.tap(CLASSMATE, REPORT, CLASSMATE)
    assert "больше нет" in last(lesson, CLASSMATE) or "уже нет" in last(lesson, CLASSMATE)
    assert await lesson.facts(ComplaintMade) == []


async def test_who_loses_the_right_meanwhile_is_told(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await forward(lesson, COLLEAGUE, message)
    await lesson.tap(COLLEAGUE, "Записать", COLLEAGUE)
    lesson.bot.world.set_admin(lesson.main, COLLEAGUE, False)
    await lesson.bot.advance(61)
    await lesson.tap(COLLEAGUE, FLOOD, COLLEAGUE)
    assert await lesson.facts(ViolationRecorded) == []
    assert "модератор" in last(lesson, COLLEAGUE)


async def test_what_is_from_nowhere_is_said_plainly(lesson: Lesson) -> None:
    elsewhere = lesson.bot.world.create_chat("Без бота", owner=STUDENT, members=[TEACHER])
    message = lesson.bot.world.write(elsewhere, STUDENT, "купите у меня")
    await forward(lesson, TEACHER, message, peer=elsewhere)
    assert last(lesson, TEACHER) == (
        "Не нашёл этого сообщения в Ваших беседах. Ответьте на него там:"
        " /нарушение — записать, /удалить — удалить."
    )


@pytest.mark.slow
async def test_the_chat_is_chosen_where_two_could_be_meant(lesson: Lesson) -> None:
    other = await lesson.open_chat("ИСП-22", TEACHER, [STUDENT])
    asides = Asides()
    while len(lesson.bot.world.messages(other)) < len(lesson.bot.world.messages(lesson.main)):
        await lesson.say(TEACHER, next(asides), to=other)
    while len(lesson.bot.world.messages(lesson.main)) < len(lesson.bot.world.messages(other)):
        await lesson.say(TEACHER, next(asides))
    message = await lesson.say(STUDENT, "купите у меня")
    assert await lesson.say(STUDENT, "купите у меня", to=other) == message
    await forward(lesson, TEACHER, message)
    assert last(lesson, TEACHER) == "Из какой беседы это сообщение?"
    await lesson.tap(TEACHER, "ИСП-22", TEACHER)
    await lesson.tap(TEACHER, "Записать", TEACHER)
    await lesson.tap(TEACHER, FLOOD, TEACHER)
    assert await lesson.facts(ViolationRecorded) == []
    assert len(await lesson.facts(ViolationRecorded, chat=other)) == 1


async def test_without_its_number_it_is_found_by_its_time(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unnumbered(**given: Any) -> Forward:
        return Forward(**{**given, "message": None})

    monkeypatch.setattr(updates, "Forward", unnumbered)
    message = await lesson.say(STUDENT, "купите у меня")
    await forward(lesson, TEACHER, message, text="/н 3")
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert recorded.message == message


async def test_on_trial_its_report_takes_the_place_of_the_question(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/настройки пробный режим да")
    message = await lesson.say(STUDENT, "купите у меня")
    before = len(lesson.said())
    await forward(lesson, TEACHER, message)
    question = lesson.said(TEACHER)[-1]
    await lesson.tap(TEACHER, "Записать", TEACHER)
    await lesson.tap(TEACHER, FLOOD, TEACHER)
    assert await lesson.facts(ViolationRecorded) == []
    assert len(lesson.said()) == before
    assert lesson.labels(question) == []
    assert question.text.startswith("Пробный режим в беседе «ИСП-21»: ничего не сделано.")


async def test_what_hurt_the_moderator_is_passed_on(lesson: Lesson) -> None:
    asked = await lesson.say(TEACHER, "Где работа?")
    message = await lesson.say(STUDENT, "Сами ищите", reply_to=asked)
    before = len(lesson.said())
    await forward(lesson, TEACHER, message, text="/н 1 грубость")
    assert "Я передал просьбу другим модераторам" in last(lesson, TEACHER)
    assert lesson.said()[before:] == []
    await lesson.tap(COLLEAGUE, "Записать нарушение", COLLEAGUE)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.message, recorded.by, recorded.aimed_at) == (message, COLLEAGUE, (TEACHER,))


async def test_a_colleagues_message_is_passed_on_when_the_moderator_says_so(
    lesson: Lesson,
) -> None:
    await lesson.greet(HEAD)
    message = await lesson.say(COLLEAGUE, "Все тут дураки")
    await forward(lesson, TEACHER, message, text="/н 1")
    assert lesson.labels(lesson.said(TEACHER)[-1]) == ["Передать", "Не передавать"]
    await lesson.tap(TEACHER, "Передать", TEACHER)
    await lesson.tap(HEAD, "Записать нарушение", HEAD)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.member, recorded.by, recorded.asked_by) == (COLLEAGUE, HEAD, TEACHER)

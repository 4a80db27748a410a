"""A record and a removal of one message: one act, one announcement, undone together."""

from datetime import timedelta

import pytest

from rules.vocabulary.violations import (
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
)
from tests.in_process.lesson import COLLEAGUE, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found_lesson)

BOTH = "сообщение удалено, запись №\u00a01"


async def test_one_command_does_both(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    before = len(lesson.said())
    await lesson.say(TEACHER, "/н! 3", reply_to=message)
    (recorded,) = await lesson.facts(ViolationRecorded)
    (removed,) = await lesson.facts(MessageRemoved)
    assert (recorded.rule, recorded.message) == (removed.rule, removed.message) == (3, message)
    assert not lesson.is_there(message)
    assert len(lesson.said()) == before + 1
    assert BOTH in lesson.said()[-1].text
    assert lesson.labels(lesson.said()[-1]) == ["Отменить"]


async def test_both_are_undone_as_one(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение! 3", reply_to=message)
    before = len(lesson.said())
    await lesson.tap(TEACHER, "Отменить")
    assert len(await lesson.facts(ViolationAnnulled)) == 1
    assert len(await lesson.facts(RemovalWithdrawn)) == 1
    assert len(lesson.said()) == before
    assert "Вернуть удалённое сообщение VK не может" in lesson.said()[-1].text
    assert await lesson.standing() == 0


async def test_the_rule_of_both_is_asked_for(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/н!", reply_to=message)
    question = lesson.said()[-1].conversation_message_id
    await lesson.tap(TEACHER, "3. Флуд и спам")
    assert len(await lesson.facts(ViolationRecorded)) == 1
    assert not lesson.is_there(message)
    assert lesson.said()[-1].conversation_message_id == question
    assert BOTH in lesson.said()[-1].text


async def test_what_is_recorded_is_removed_by_a_tap(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=message)
    announced = lesson.said()[-1]
    assert lesson.labels(announced) == ["Удалить сообщение", "Отменить"]
    await lesson.bot.advance(60)
    await lesson.tap(COLLEAGUE, "Удалить сообщение")
    (removed,) = await lesson.facts(MessageRemoved)
    assert (removed.rule, removed.by) == (3, COLLEAGUE)
    assert removed.posted_at is not None
    assert not lesson.is_there(message)
    assert lesson.said()[-1].conversation_message_id == announced.conversation_message_id
    assert BOTH in lesson.said()[-1].text
    assert lesson.labels(lesson.said()[-1]) == ["Отменить"]
    # a press on a copy that still shows the button finds nothing to remove
    await lesson.press_payload(TEACHER, {"do": "both", "act": "remove", "key": 1})
    assert len(await lesson.facts(MessageRemoved)) == 1
    await lesson.tap(TEACHER, "Отменить")
    assert len(await lesson.facts(RemovalWithdrawn)) == 1
    assert await lesson.standing() == 0


async def test_what_is_removed_is_recorded_by_a_tap(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/удалить 3", reply_to=message)
    announced = lesson.said()[-1]
    assert lesson.labels(announced) == ["Записать нарушение", "Отменить"]
    await lesson.tap(TEACHER, "Записать нарушение")
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.rule, recorded.message, recorded.by) == (3, message, TEACHER)
    shown = lesson.said()[-1]
    assert shown.conversation_message_id == announced.conversation_message_id
    assert BOTH in shown.text
    await lesson.press_payload(TEACHER, {"do": "both", "act": "record", "key": message})
    assert await lesson.standing() == 1
    await lesson.bot.advance(3600)
    assert BOTH in lesson.said()[-1].text
    assert lesson.labels(lesson.said()[-1]) == []


async def test_nobody_records_their_own_grievance_over_a_removal(lesson: Lesson) -> None:
    question = await lesson.say(TEACHER, "Где работа?")
    message = await lesson.say(STUDENT, "Сами ищите", reply_to=question)
    await lesson.say(TEACHER, "/удалить 1", reply_to=message)
    await lesson.tap(TEACHER, "Записать нарушение")
    assert await lesson.facts(ViolationRecorded) == []
    await lesson.tap(COLLEAGUE, "Записать нарушение")
    assert len(await lesson.facts(ViolationRecorded)) == 1


async def test_an_act_of_yesterday_is_not_completed(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=message)
    await lesson.bot.advance(timedelta(hours=1).total_seconds())
    await lesson.press_payload(TEACHER, {"do": "both", "act": "remove", "key": 1})
    assert await lesson.facts(MessageRemoved) == []


async def test_on_trial_nothing_happens(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/удалить 3", reply_to=message)
    announced = lesson.said()[-1].text
    await lesson.say(TEACHER, "/настройки пробный режим да")
    await lesson.tap(TEACHER, "Записать нарушение")
    assert await lesson.facts(ViolationRecorded) == []
    assert any(each.text == announced for each in lesson.said())
    second = await lesson.say(STUDENT, "и ещё купите")
    await lesson.say(TEACHER, "/н! 3", reply_to=second)
    assert lesson.is_there(second)
    assert await lesson.facts(ViolationRecorded) == []


async def test_there_has_to_be_a_message(lesson: Lesson) -> None:
    await lesson.say(TEACHER, f"/н! @id{STUDENT} 3")
    assert "ответьте" in lesson.said(TEACHER)[-1].text.lower()
    assert await lesson.facts(ViolationRecorded) == []


async def test_an_exclamation_is_no_command(lesson: Lesson) -> None:
    before = len(lesson.said())
    await lesson.say(TEACHER, "/ура! сдали")
    assert len(lesson.said()) == before

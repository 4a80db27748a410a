"""п. 5.12.5, 5.12.7: a request that is passed on ends, is settled for all, and counts once."""

import pytest

from rules.vocabulary.violations import ViolationRecorded
from tests.in_process.lesson import COLLEAGUE, HEAD, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

RECORD = "Записать нарушение"
TWO_WEEKS = 14 * 24 * 3600


lesson = prepared_by(found_lesson, administrators=[HEAD])


async def insulted(lesson: Lesson) -> int:
    """The teacher asks to record what was said to them; give the message's number."""
    asked = await lesson.say(TEACHER, "Где работа?")
    said = await lesson.say(STUDENT, "Сами ищите", reply_to=asked)
    await lesson.say(TEACHER, "/нарушение 1 грубость", reply_to=said)
    return said


async def test_it_ends_undecided(lesson: Lesson) -> None:
    await insulted(lesson)
    services = lesson.bot.services
    ends = lesson.bot.clock.now() + services.policy.appeal_term
    day = services.catalogues.texts("ru").moment(ends, services.zone).split(",")[0]
    assert f"кто-то из них решит до {day}" in lesson.said(TEACHER)[-1].text
    request = lesson.find(RECORD, COLLEAGUE)
    assert f"Вы, до {day}" in request.text
    await lesson.bot.advance(TWO_WEEKS + 60)

    event = lesson.bot.world.press(COLLEAGUE, COLLEAGUE, request.conversation_message_id, RECORD)
    await lesson.bot.follow()
    assert "Срок этой просьбы вышел" in str((lesson.bot.world.popup(event) or {}).get("text"))
    assert await lesson.facts(ViolationRecorded) == []


async def test_until_then_it_may_be_decided(lesson: Lesson) -> None:
    await insulted(lesson)
    await lesson.bot.advance(TWO_WEEKS - 60)
    await lesson.tap(COLLEAGUE, RECORD, COLLEAGUE)
    await lesson.bot.advance(3600)

    assert len(await lesson.facts(ViolationRecorded)) == 1


async def test_its_message_recorded_otherwise_settles_it_for_everybody(lesson: Lesson) -> None:
    said = await insulted(lesson)
    await lesson.say(COLLEAGUE, "/нарушение 3", reply_to=said)

    for who in (TEACHER, COLLEAGUE):
        told = lesson.said(who)[-1].text.replace("\u00a0", " ")
        assert "Это сообщение уже записано: № 1, правило 3 (Пётр Соседов)" in told
        assert RECORD not in lesson.labels(lesson.said(who)[-1])
    assert len(await lesson.facts(ViolationRecorded)) == 1


async def named_twice(lesson: Lesson) -> None:
    """The teacher asks about a deed by name; another was recorded by name just now."""
    await lesson.say(TEACHER, f"/нарушение @id{STUDENT} 1 обозвал меня")
    await lesson.say(COLLEAGUE, f"/нарушение @id{STUDENT} 3 кричал")
    await lesson.tap(COLLEAGUE, RECORD, COLLEAGUE)
    assert len(await lesson.facts(ViolationRecorded)) == 1
    question = lesson.find("Да, отдельное", COLLEAGUE)
    assert "Отдельное нарушение?" in question.text
    assert lesson.labels(question) == ["Да, отдельное", "Нет"]


async def test_another_act_is_recorded_once_the_judge_says_so(lesson: Lesson) -> None:
    await named_twice(lesson)
    await lesson.tap(COLLEAGUE, "Да, отдельное", COLLEAGUE)

    first, second = await lesson.facts(ViolationRecorded)
    assert (first.note, second.note) == ("кричал", "обозвал меня")
    assert (second.by, second.asked_by) == (COLLEAGUE, TEACHER)
    assert lesson.labels(lesson.said(COLLEAGUE)[-1]) == []


async def test_the_same_act_is_not_recorded(lesson: Lesson) -> None:
    await named_twice(lesson)
    await lesson.tap(COLLEAGUE, "Нет", COLLEAGUE)

    assert len(await lesson.facts(ViolationRecorded)) == 1
    assert "Решено не записывать" in lesson.said(TEACHER)[-1].text

"""п. 5.12.3: after the adoption one tap asks everybody to read and acknowledge the rules."""

import pytest

from rules.vocabulary.acquaintance import Acknowledged, AcknowledgementAsked
from tests.in_process.lesson import CLASSMATE, COLLEAGUE, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found_lesson)

ASK, KNOW = "Попросить всех ознакомиться", "Правила прочитаны"


async def test_everybody_is_asked_once_a_day(lesson: Lesson) -> None:
    await lesson.tap(TEACHER, ASK)
    (asked,) = await lesson.facts(AcknowledgementAsked)
    assert (asked.members, asked.by) == ((STUDENT, CLASSMATE), TEACHER)
    said = lesson.said()[-1]
    assert said.text.replace("\u00a0", " ") == (
        "Прочитайте, пожалуйста, правила этой беседы и нажмите «Правила прочитаны» (п. 5.12.3)."
        " Ещё не ознакомились 2 участника."
    )
    assert lesson.labels(said) == ["Прочитать правила", KNOW]

    before = len(lesson.said())
    assert "Сегодня всех уже просили" in await lesson.tap(COLLEAGUE, ASK)
    assert len(lesson.said()) == before
    await lesson.tap_under(STUDENT, KNOW, said)
    assert [each.member for each in await lesson.facts(Acknowledged)] == [STUDENT]
    await lesson.bot.advance(24 * 3600)
    await lesson.tap(COLLEAGUE, ASK)
    assert (await lesson.facts(AcknowledgementAsked))[-1].members == (CLASSMATE,)


async def test_only_moderators_ask(lesson: Lesson) -> None:
    assert "модератор" in await lesson.tap(STUDENT, ASK)
    assert await lesson.facts(AcknowledgementAsked) == []


async def test_nobody_is_asked_where_everybody_knows(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/правила")
    for who in (STUDENT, CLASSMATE):
        await lesson.tap(who, KNOW)
    before = len(lesson.said())
    assert "С правилами ознакомились все" in await lesson.tap(TEACHER, ASK)
    assert len(lesson.said()) == before

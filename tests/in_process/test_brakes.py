"""A page in other hands does not get far: more than ten measures in five minutes wait."""

from dataclasses import replace

import pytest

from bot.sandbox.world import PersonId
from rules.ids import COLLEGE
from rules.policy import Brakes
from rules.vocabulary.brakes import BrakeReleased
from rules.vocabulary.leavers import LeaverNoted
from rules.vocabulary.violations import ViolationRecorded
from tests.in_process.bot import POLICY, InProcessBot
from tests.in_process.lesson import COLLEAGUE, STUDENT, TEACHER, Lesson
from tests.in_process.lesson import found_lesson as prepared
from tests.in_process.prepared import prepared_by
from tests.rights.campus import ADMINISTRATOR

pytestmark = pytest.mark.asyncio

CAREFUL = replace(POLICY, brakes=Brakes(measures=3))


async def found(bot: InProcessBot) -> Lesson:
    lesson = await prepared(bot)
    await lesson.greet(PersonId(ADMINISTRATOR))
    return lesson


lesson = prepared_by(found, administrators=[ADMINISTRATOR])


async def record(lesson: Lesson, times: int) -> None:
    for _ in range(times):
        message = await lesson.say(STUDENT, next(lesson.asides))
        await lesson.say(TEACHER, "/нарушение 3", reply_to=message)


async def recorded(lesson: Lesson) -> int:
    return len(await lesson.facts(ViolationRecorded))


async def test_more_measures_wait_until_a_second_person_confirms(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=CAREFUL)
    await record(lesson, 5)
    assert await recorded(lesson) == 3
    assert "ждут второго человека" in lesson.said(TEACHER)[-1].text
    for who in (COLLEAGUE, ADMINISTRATOR):
        assert lesson.heard(who, "Марина Книжникова", "3", "/отстранить") == 1
    assert lesson.heard(TEACHER, "Подтвердить") == 0

    await lesson.tap(COLLEAGUE, "Подтвердить", COLLEAGUE)
    (fact,) = await lesson.facts(BrakeReleased, chat=COLLEGE)
    assert (fact.member, fact.by) == (TEACHER, COLLEAGUE)
    assert lesson.heard(TEACHER, "можете продолжать") == 1
    await record(lesson, 1)
    assert await recorded(lesson) == 4


async def test_with_time_it_passes(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=CAREFUL)
    await record(lesson, 4)
    await lesson.bot.advance(6 * 60)
    await record(lesson, 1)
    assert await recorded(lesson) == 4


async def test_nobody_confirms_their_own_haste(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=CAREFUL)
    await record(lesson, 4)
    payload = {"do": "release", "chat": lesson.main, "member": TEACHER}
    await lesson.press_payload(TEACHER, payload)
    await lesson.press_payload(STUDENT, payload)
    assert await lesson.facts(BrakeReleased, chat=COLLEGE) == []


async def test_several_hands_are_not_braked(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=CAREFUL)
    await record(lesson, 3)
    message = await lesson.say(STUDENT, next(lesson.asides))
    await lesson.say(COLLEAGUE, "/нарушение 3", reply_to=message)
    assert await recorded(lesson) == 4


async def test_what_removes_and_records_is_done_whole(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=CAREFUL)
    await record(lesson, 2)
    message = await lesson.say(STUDENT, next(lesson.asides))
    await lesson.say(TEACHER, "/н! 3", reply_to=message)
    assert await recorded(lesson) == 3
    assert not lesson.is_there(message)


async def test_an_old_question_confirms_nothing(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=CAREFUL)
    await record(lesson, 4)
    await lesson.bot.advance(8 * 24 * 3600)
    assert "уже подтвердили" in await lesson.tap(COLLEAGUE, "Подтвердить", COLLEAGUE)
    assert await lesson.facts(BrakeReleased, chat=COLLEGE) == []


async def test_departures_wait_as_well(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=CAREFUL)
    await record(lesson, 3)
    await lesson.press(PersonId(ADMINISTRATOR), lesson.button(ADMINISTRATOR, "ours"))
    await lesson.say(TEACHER, f"/выбыл @id{STUDENT}", to=TEACHER)
    assert "ждут второго человека" in await lesson.tap(TEACHER, "Исключить", TEACHER)
    assert await lesson.facts(LeaverNoted, chat=COLLEGE) == []

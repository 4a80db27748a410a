"""`/отстранить`: a page that was broken into has no power over the bot any more."""

from datetime import timedelta

import pytest

from bot.sandbox.world import PersonId
from handlers.suspensions import see_to_suspensions
from rules.ids import COLLEGE
from rules.vocabulary.suspensions import ModeratorSuspended, SuspensionLifted
from rules.vocabulary.violations import ViolationRecorded
from tests.in_process.bot import InProcessBot
from tests.in_process.lesson import CLASSMATE, COLLEAGUE, PHONE, STUDENT, TEACHER, Lesson
from tests.in_process.lesson import found_lesson as prepared
from tests.in_process.prepared import prepared_by
from tests.rights.campus import ADMINISTRATOR

pytestmark = pytest.mark.asyncio


async def found(bot: InProcessBot) -> Lesson:
    lesson = await prepared(bot)
    await lesson.greet(PersonId(ADMINISTRATOR), STUDENT, CLASSMATE)
    return lesson


lesson = prepared_by(found, administrators=[ADMINISTRATOR])


async def suspend(lesson: Lesson, words: str = "взломали страницу") -> None:
    await lesson.say(ADMINISTRATOR, f"/отстранить @id{TEACHER} {words}", to=ADMINISTRATOR)


async def test_commands_buttons_and_lists_end_at_once_and_come_back(lesson: Lesson) -> None:
    await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    card = lesson.said(TEACHER)[-1]
    assert "Записать" in lesson.labels(card)
    await suspend(lesson)
    assert lesson.heard(ADMINISTRATOR, "больше не модератор", "взломали страницу") == 1
    assert lesson.heard(TEACHER, "приостановлены") == 1
    answer = await lesson.say(STUDENT, "шумит")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=answer)
    await lesson.tap_under(TEACHER, "Записать", card)
    assert await lesson.facts(ViolationRecorded) == []
    await lesson.say(TEACHER, f"/статус @id{STUDENT}", to=TEACHER)
    assert lesson.heard(TEACHER, "Что записано", "Клавишин") == 0
    before = len(lesson.said(TEACHER))
    await lesson.say(STUDENT, "а вот мой номер 8 917 555-44-33")
    await lesson.bot.advance(5)
    assert len(lesson.said(TEACHER)) == before
    # the colleague still gets what the suspended one would have got
    assert "Карточка" in lesson.said(COLLEAGUE)[-1].text

    await lesson.tap(ADMINISTRATOR, "Вернуть права", ADMINISTRATOR)
    assert lesson.heard(TEACHER, "снова модератор") == 1
    await lesson.say(TEACHER, "/нарушение 3", reply_to=answer)
    assert len(await lesson.facts(ViolationRecorded)) == 1
    kinds = [type(each) for each in await lesson.facts(chat=COLLEGE)]
    assert kinds[-2:] == [ModeratorSuspended, SuspensionLifted]


async def test_it_outlives_a_restart_and_the_messengers_own_list(lesson: Lesson) -> None:
    await suspend(lesson)
    await lesson.bot.restart()
    lesson.bot.world.set_admin(lesson.main, TEACHER, True)
    await lesson.bot.advance(3600)
    answer = await lesson.say(STUDENT, "шумит")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=answer)
    assert await lesson.facts(ViolationRecorded) == []


@pytest.mark.parametrize(
    ("whom", "said"),
    [(STUDENT, "не модератор"), (ADMINISTRATOR, "в настройках")],
    ids=["a student", "an administrator"],
)
async def test_only_moderators_are_suspended(lesson: Lesson, whom: int, said: str) -> None:
    await lesson.say(ADMINISTRATOR, f"/отстранить @id{whom}", to=ADMINISTRATOR)
    assert said in lesson.said(ADMINISTRATOR)[-1].text
    assert await lesson.facts(ModeratorSuspended, chat=COLLEGE) == []


async def test_a_moderator_suspends_nobody(lesson: Lesson) -> None:
    await lesson.say(COLLEAGUE, f"/отстранить @id{TEACHER}", to=COLLEAGUE)
    await lesson.say(COLLEAGUE, f"/отстранить @id{TEACHER}")
    assert await lesson.facts(ModeratorSuspended, chat=COLLEGE) == []


async def test_whom_is_asked_with_buttons(lesson: Lesson) -> None:
    await lesson.say(ADMINISTRATOR, "/отстранить", to=ADMINISTRATOR)
    asked = lesson.said(ADMINISTRATOR)[-1]
    assert lesson.labels(asked)[:2] == ["Марина Книжникова", "Пётр Соседов"]
    await lesson.tap(ADMINISTRATOR, "Пётр Соседов", ADMINISTRATOR)
    (fact,) = await lesson.facts(ModeratorSuspended, chat=COLLEGE)
    assert fact.member == COLLEAGUE


async def test_it_ends_by_words_and_is_asked_about_every_week(lesson: Lesson) -> None:
    await suspend(lesson, "")
    services = lesson.bot.services
    for days, times in ((6, 0), (1, 1), (3, 1), (4, 2)):
        await lesson.bot.advance(timedelta(days=days).total_seconds() + 1)
        await see_to_suspensions(services)
        await lesson.bot.follow()
        assert lesson.heard(ADMINISTRATOR, "Это ещё нужно?") == times
    await lesson.say(ADMINISTRATOR, f"/отстранить @id{TEACHER} вернуть", to=ADMINISTRATOR)
    assert len(await lesson.facts(SuspensionLifted, chat=COLLEGE)) == 1

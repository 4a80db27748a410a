"""Detectors notice danger: it goes to those who can help, by no card and in no chat."""

from datetime import UTC

import pytest

from bot.vk.updates import blank
from handlers.rereading import read_again
from rules.ids import COLLEGE, MemberId
from rules.vocabulary.signals import SignalRaised
from rules.vocabulary.suspicions import SuspicionRaised
from storage.forgetting import Forgetting, forget
from tests.in_process.lesson import CLASSMATE, STUDENT, TEACHER, Lesson
from tests.in_process.prepared import prepared_by
from tests.in_process.test_signals import PSYCHOLOGIST, SOCIAL, by_day, found, with_contacts
from tests.rights.campus import ADMINISTRATOR

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found, administrators=[ADMINISTRATOR])

DESPAIR = "я больше не хочу жить"
FOR_SALE = "продам гашиш, доставка по району"


async def test_despair_goes_to_the_psychologist_with_what_is_around_it(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    await lesson.say(STUDENT, "ты идёшь завтра?")
    before = len(lesson.said())
    await lesson.say(CLASSMATE, DESPAIR)
    await lesson.bot.advance(60)
    assert lesson.heard(PSYCHOLOGIST, "человек может быть в опасности", DESPAIR, "Спорщиков") == 1
    assert lesson.heard(PSYCHOLOGIST, "ты идёшь завтра?", "«ИСП-21»") == 1
    assert lesson.heard(SOCIAL, DESPAIR) == 0
    for who in (TEACHER, ADMINISTRATOR):
        assert lesson.heard(who, DESPAIR) == 0
    assert len(lesson.said()) == before
    assert await lesson.facts(SuspicionRaised) == []
    assert len(await lesson.facts(SignalRaised, chat=COLLEGE)) == 1
    assert lesson.heard(CLASSMATE, "Вы не одни", "8-800-2000-122") == 1


async def test_it_is_seen_dealt_with_and_closed_and_its_author_hears_nothing(
    lesson: Lesson,
) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    await lesson.say(CLASSMATE, DESPAIR)
    await lesson.bot.restart()
    await lesson.bot.advance(31 * 60)
    assert lesson.heard(SOCIAL, DESPAIR) == 1
    heard = len(lesson.said(CLASSMATE))
    assert lesson.heard(SOCIAL, "Нажмите «Вижу»") == 1
    await lesson.tap(SOCIAL, "Вижу", SOCIAL)
    assert lesson.heard(SOCIAL, "Нажмите «Вижу»") == 0
    await lesson.tap(SOCIAL, "Закрыть", SOCIAL)
    await lesson.say(SOCIAL, "Поговорили, мама в курсе", to=SOCIAL)
    await lesson.tap(SOCIAL, "Отправить", SOCIAL)
    assert lesson.said(PSYCHOLOGIST)[-1].text.endswith("Поговорили, мама в курсе")
    assert len(lesson.said(CLASSMATE)) == heard


async def test_more_of_the_same_person_joins_and_rings_nobody_again(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    await lesson.say(CLASSMATE, DESPAIR)
    told = len(lesson.said(PSYCHOLOGIST))
    await lesson.say(CLASSMATE, "всем будет лучше без меня")
    assert len(lesson.said(PSYCHOLOGIST)) == told
    assert "лучше без меня" in lesson.said(PSYCHOLOGIST)[-1].text
    assert lesson.heard(CLASSMATE, "Вы не одни") == 1


async def test_despair_does_not_join_what_its_author_offered(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    await lesson.say(CLASSMATE, FOR_SALE)
    told = len(lesson.said(PSYCHOLOGIST))
    await lesson.say(CLASSMATE, DESPAIR)
    assert len(lesson.said(PSYCHOLOGIST)) == told + 1
    assert lesson.heard(PSYCHOLOGIST, "человек может быть в опасности", DESPAIR) == 1
    assert lesson.heard(CLASSMATE, "Вы не одни") == 1
    assert len(await lesson.facts(SignalRaised, chat=COLLEGE)) == 2
    await lesson.say(CLASSMATE, "всем будет лучше без меня")
    assert len(lesson.said(PSYCHOLOGIST)) == told + 1
    assert lesson.heard(PSYCHOLOGIST, "человек может быть в опасности", "лучше без меня") == 1


async def test_what_somebody_wrote_beside_it_is_forgotten_with_them(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    await lesson.say(STUDENT, "ты идёшь завтра?")
    await lesson.say(CLASSMATE, DESPAIR)
    services = lesson.bot.services
    how = Forgetting(policy=services.policy, zone=UTC, now=services.now(), instead="участник")
    async with lesson.bot.storage.work() as work:
        (signal,) = await work.open_signals()
        assert "ты идёшь завтра?" in signal.near
        await forget(work, MemberId(STUDENT), how, blank=blank)
        (signal,) = await work.open_signals()
        assert (signal.near, signal.text) == ("", DESPAIR)


async def test_what_is_edited_into_despair_goes_the_same_way_and_is_on_no_card(
    lesson: Lesson,
) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    message = await lesson.say(CLASSMATE, "всем привет")
    lesson.bot.world.rewrite(lesson.main, CLASSMATE, message, DESPAIR)
    for _ in range(2):
        await read_again(lesson.bot.services)
        await lesson.bot.advance(60)
    assert lesson.heard(PSYCHOLOGIST, "человек может быть в опасности", DESPAIR) == 1
    assert lesson.heard(TEACHER, DESPAIR) == 0
    assert await lesson.facts(SuspicionRaised) == []
    assert len(await lesson.facts(SignalRaised, chat=COLLEGE)) == 1


async def test_drugs_for_sale_are_on_a_card_too_and_can_be_removed(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    message = await lesson.say(STUDENT, FOR_SALE)
    await lesson.bot.advance(60)
    assert lesson.heard(PSYCHOLOGIST, "наркотики", FOR_SALE) == 1
    assert lesson.heard(TEACHER, "наркотики", FOR_SALE) == 1
    await lesson.tap(TEACHER, "Удалить", TEACHER)
    assert not lesson.is_there(message)
    assert lesson.heard(STUDENT, "Вы не одни") == 0


async def test_where_it_is_off_nothing_is_looked_for(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await lesson.say(TEACHER, "/настройки опасное не замечать")
    await lesson.say(CLASSMATE, DESPAIR)
    assert lesson.heard(PSYCHOLOGIST, DESPAIR) == 0


async def test_a_trial_keeps_nobody_from_help(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    await lesson.say(TEACHER, "/настройки пробный режим вкл")
    await lesson.say(CLASSMATE, DESPAIR)
    assert lesson.heard(PSYCHOLOGIST, DESPAIR) == 1


async def test_it_leaves_all_calls_of_the_day_to_its_author(lesson: Lesson) -> None:
    await with_contacts(lesson)
    for n in range(6):
        await lesson.say(CLASSMATE, f"{DESPAIR} {n}")
    await lesson.say(CLASSMATE, "Мне нужна помощь", to=CLASSMATE)
    await lesson.tap(CLASSMATE, "Оскорбляют меня", CLASSMATE)
    await lesson.tap(CLASSMATE, "ИСП-21", CLASSMATE)
    await lesson.say(CLASSMATE, "обзывают", to=CLASSMATE)
    await lesson.tap(CLASSMATE, "Отправить", CLASSMATE)
    assert lesson.heard(TEACHER, "обзывают") == 1

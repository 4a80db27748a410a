"""`/уведомления` and `/замена`: a moderator hears of work as they like, and nothing is lost."""

from datetime import timedelta

import pytest

from bot.sandbox.world import PersonId
from handlers.duty import see_to_duties
from rules.ids import MemberId
from rules.vocabulary.blocks import BlockDeclined
from storage.erasing import forget_passing
from storage.personal import gather
from tests.in_process.bot import InProcessBot
from tests.in_process.lesson import COLLEAGUE, STUDENT, TEACHER, Lesson
from tests.in_process.lesson import found_lesson as prepared
from tests.in_process.prepared import prepared_by
from tests.rights.campus import ADMINISTRATOR

pytestmark = pytest.mark.asyncio


async def found(bot: InProcessBot) -> Lesson:
    lesson = await prepared(bot)
    await lesson.greet(PersonId(ADMINISTRATOR), STUDENT)
    await lesson.until(1, 12)
    return lesson


lesson = prepared_by(found, administrators=[ADMINISTRATOR])


async def look(lesson: Lesson) -> None:
    await see_to_duties(lesson.bot.services)
    await lesson.bot.follow()


def cards(lesson: Lesson, who: int) -> int:
    return lesson.heard(who, "номер телефона")


@pytest.mark.parametrize("words", ["/уведомления утром", "уведомления списком"])
async def test_one_list_in_the_morning_in_place_of_many_messages(
    lesson: Lesson, words: str
) -> None:
    await lesson.say(TEACHER, words, to=TEACHER)
    assert lesson.heard(TEACHER, "Как я сообщаю Вам о делах: утром списком") == 1
    await lesson.card()
    assert (cards(lesson, TEACHER), cards(lesson, COLLEAGUE)) == (0, 1)
    await look(lesson)
    before = lesson.heard(TEACHER, "Доброе утро")
    await lesson.bot.restart()
    await lesson.until(2, 9)
    for _ in range(2):
        await look(lesson)
    assert lesson.heard(TEACHER, "Доброе утро", "Карточка") == before + 1
    assert lesson.heard(COLLEAGUE, "Доброе утро") == 0
    await lesson.tap(TEACHER, "Показать", TEACHER)
    assert cards(lesson, TEACHER) == 1


async def test_nothing_waits_no_message_and_none_on_sunday(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/уведомления утром", to=TEACHER)
    await lesson.until(2, 9)
    await look(lesson)
    assert lesson.heard(TEACHER, "Доброе утро") == 0
    await lesson.card()
    await lesson.until(6, 9)
    await look(lesson)
    assert lesson.heard(TEACHER, "Доброе утро") == 0


async def test_by_buttons(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/уведомления", to=TEACHER)
    await lesson.tap(TEACHER, "Не писать с 20:00 до 7:00", TEACHER)
    assert "Не пишу с 20:00 до 07:00" in lesson.said(TEACHER)[-1].text
    await lesson.until(1, 21)
    await lesson.card()
    assert cards(lesson, TEACHER) == 0
    await lesson.until(2, 9)
    await look(lesson)
    assert lesson.heard(TEACHER, "Доброе утро", "Карточка") == 1


async def test_hours_in_words(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/уведомления не беспокоить после 19", to=TEACHER)
    assert "Не пишу с 19:00 до 07:00" in lesson.said(TEACHER)[-1].text
    await lesson.say(TEACHER, "/уведомления 21:30-8", to=TEACHER)
    assert "Не пишу с 21:30 до 08:00" in lesson.said(TEACHER)[-1].text
    await lesson.say(TEACHER, "/уведомления всегда", to=TEACHER)
    assert "Не пишу" not in lesson.said(TEACHER)[-1].text
    await lesson.say(TEACHER, "/уведомления громко", to=TEACHER)
    assert "/уведомления утром" in lesson.said(TEACHER)[-1].text


async def test_a_substitute_until_a_day_and_it_ends_by_itself(lesson: Lesson) -> None:
    await lesson.say(TEACHER, f"/замена @id{COLLEAGUE} 3 дня", to=TEACHER)
    assert lesson.heard(TEACHER, "Вас заменяет Пётр Соседов") == 1
    assert lesson.heard(COLLEAGUE, "Вы заменяете: Марина Книжникова") == 1
    await lesson.card()
    assert (cards(lesson, TEACHER), cards(lesson, COLLEAGUE)) == (0, 1)
    await lesson.bot.advance(timedelta(days=3, hours=1).total_seconds())
    for _ in range(2):
        await look(lesson)
    for who in (TEACHER, COLLEAGUE):
        assert lesson.heard(who, "Замена окончена") == 1
    await lesson.say(STUDENT, "папин номер 8 917 765-43-21")
    await lesson.bot.advance(5)
    assert cards(lesson, TEACHER) == 1


@pytest.mark.parametrize(
    ("whom", "term", "said"),
    [
        (STUDENT, "3 дня", "не сможет Вас заменить"),
        (TEACHER, "3 дня", "не сможет Вас заменить"),
        (COLLEAGUE, "", "должен быть срок"),
        (COLLEAGUE, "на 3 месяца", "должен быть срок"),
    ],
)
async def test_who_cannot_stand_in(lesson: Lesson, whom: int, term: str, said: str) -> None:
    await lesson.say(TEACHER, f"/замена @id{whom} {term}", to=TEACHER)
    assert said in lesson.said(TEACHER)[-1].text
    await lesson.card()
    assert cards(lesson, TEACHER) == 1


async def test_it_is_in_ones_own_data_and_goes_with_the_person(lesson: Lesson) -> None:
    await lesson.say(TEACHER, f"/замена @id{COLLEAGUE} 3 дня", to=TEACHER)
    services = lesson.bot.services
    async with lesson.bot.storage.work() as work:
        mine = await gather(
            work,
            MemberId(TEACHER),
            policy=services.policy,
            zone=services.zone,
            now=services.now(),
        )
        assert mine.duty is not None
        assert mine.duty.substitute == MemberId(COLLEAGUE)
        await forget_passing(work.connection, MemberId(COLLEAGUE))
        (duty,) = (await work.duties()).values()
        assert (duty.substitute, duty.until) == (None, None)
        await forget_passing(work.connection, MemberId(TEACHER))
        assert await work.duties() == {}


async def test_members_have_no_duty(lesson: Lesson) -> None:
    await lesson.say(STUDENT, "/уведомления утром", to=STUDENT)
    async with lesson.bot.storage.reading() as reading:
        assert await reading.duties() == {}


async def test_the_hour_of_the_list(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/уведомления список в 7:30", to=TEACHER)
    assert lesson.heard(TEACHER, "утром списком", "Список приходит в 07:30") == 1
    await lesson.card()
    await lesson.until(2, 7)
    assert lesson.heard(TEACHER, "Доброе утро") == 0
    await lesson.bot.advance(timedelta(minutes=30, seconds=1).total_seconds())
    await lesson.bot.advance(timedelta(minutes=5).total_seconds())
    assert lesson.heard(TEACHER, "Доброе утро", "Карточка") == 1
    await lesson.bot.advance(timedelta(hours=10).total_seconds())
    assert lesson.heard(TEACHER, "Доброе утро") == 1
    await lesson.say(TEACHER, "/уведомления список в 25:00", to=TEACHER)
    assert "/уведомления утром" in lesson.said(TEACHER)[-1].text


async def test_a_substitute_declines_by_a_button(lesson: Lesson) -> None:
    await lesson.say(TEACHER, f"/замена @id{COLLEAGUE} 3 дня", to=TEACHER)
    await lesson.tap(COLLEAGUE, "Не могу", COLLEAGUE)
    assert lesson.heard(TEACHER, "Пётр Соседов не сможет Вас заменить", "/замена") == 1
    assert lesson.heard(COLLEAGUE, "Замена окончена") == 1
    await lesson.card()
    assert cards(lesson, TEACHER) == 1
    said = lesson.said(COLLEAGUE)
    assert not any("Не могу" in lesson.labels(each) for each in said)


@pytest.mark.parametrize(
    "words",
    [
        f"меня заменяет @id{COLLEAGUE} до пятницы",
        "меня завтра не будет, заменит Пётр Соседов",
        "Петр Соседов заменит меня на неделю",
        "вместо меня завтра подменит Соседов",
    ],
)
async def test_a_substitute_in_plain_words(lesson: Lesson, words: str) -> None:
    await lesson.say(TEACHER, words, to=TEACHER)
    assert lesson.heard(TEACHER, "Вас заменяет Пётр Соседов") == 1
    assert lesson.heard(COLLEAGUE, "Вы заменяете: Марина Книжникова") == 1


async def test_a_member_names_no_substitute(lesson: Lesson) -> None:
    await lesson.say(STUDENT, "меня завтра не будет, заменит Лев", to=STUDENT)
    assert "модератор" not in lesson.said(STUDENT)[-1].text
    async with lesson.bot.storage.reading() as reading:
        assert await reading.duties() == {}


async def test_a_request_waits_in_the_list(lesson: Lesson) -> None:
    await lesson.say(COLLEAGUE, "/уведомления утром", to=COLLEAGUE)
    asked = await lesson.say(TEACHER, "Где работа?")
    said = await lesson.say(STUDENT, "Сами ищите", reply_to=asked)
    await lesson.say(TEACHER, "/нарушение 1 грубость", reply_to=said)
    assert lesson.heard(COLLEAGUE, "Сами ищите") == 0
    await lesson.until(2, 9)
    await look(lesson)
    assert lesson.heard(COLLEAGUE, "Доброе утро", "Просьба коллеги, «ИСП-21»: до ") == 1
    await lesson.tap(COLLEAGUE, "Показать", COLLEAGUE)
    await lesson.tap(COLLEAGUE, "Записать нарушение", COLLEAGUE)
    await lesson.say(COLLEAGUE, "Дела", to=COLLEAGUE)
    assert "Просьба коллеги" not in lesson.said(COLLEAGUE)[-1].text
    assert await lesson.standing() == 1


async def test_a_proposal_waits_in_the_list(lesson: Lesson) -> None:
    await lesson.say(COLLEAGUE, "/уведомления утром", to=COLLEAGUE)
    for _ in range(4):
        await lesson.violation(STUDENT, by=TEACHER)
    assert lesson.heard(TEACHER, "Тимур Клавишин", "заблокировать") == 1
    assert lesson.heard(COLLEAGUE, "Тимур Клавишин", "заблокировать") == 0
    await lesson.until(2, 9)
    await look(lesson)
    assert lesson.heard(COLLEAGUE, "Доброе утро", "Решить о блокировке, «ИСП-21»: с ") == 1
    await lesson.tap(COLLEAGUE, "Показать", COLLEAGUE)
    await lesson.tap(COLLEAGUE, "Не блокировать", COLLEAGUE)
    assert (await lesson.facts(BlockDeclined))[0].by == COLLEAGUE

"""People whom VK registered lately: their ids are greater than any chat's, and they are people.

What VK takes for a chat the emulator says for itself.
"""

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.world import PersonId
from rules.ids import ChatId, MemberId
from tests.in_process.bot import InProcessBot
from tests.in_process.prepared import prepared_by
from tests.rights.campus import DAY, PHONE, Campus
from tests.variants import variants

HEAD, TEACHER = PersonId(200_000_000_401), PersonId(200_000_000_501)
STUDENT, CLASSMATE = PersonId(200_000_000_601), PersonId(2_100_000_001)


async def prepare(bot: InProcessBot) -> Campus:
    world, campus = bot.world, Campus(bot)
    people = ((TEACHER, "Учителева"), (STUDENT, "Спорщикова"), (CLASSMATE, "Тихая"))
    for number, last in people:
        world.add_person(number, first_name="Анна", last_name=last)
    campus.main = await campus.open_chat("ИСП-21", TEACHER, [STUDENT, CLASSMATE])
    for who in (HEAD, TEACHER, STUDENT, CLASSMATE):
        await campus.say(who, "привет", to=who)
    return campus


campus = prepared_by(prepare, administrators=[HEAD])


async def test_they_are_greeted_and_told_of_their_standing_in_private(campus: Campus) -> None:
    await campus.violation(STUDENT, by=TEACHER)
    await campus.say(STUDENT, "/статус", to=STUDENT)

    for who in (HEAD, TEACHER, STUDENT, CLASSMATE):
        assert campus.heard(who, "Здравствуйте")
    assert campus.heard(STUDENT, "ИСП-21", "5.12.5", "•")
    async with campus.bot.storage.reading() as reading:
        assert [chat.chat for chat in await reading.chats()] == [campus.main]


@pytest.mark.slow
async def test_an_apology_in_private_lifts_a_block(campus: Campus) -> None:
    await campus.block(STUDENT, by=TEACHER)
    assert campus.heard(STUDENT, "Основания", "ИСП-21")
    await campus.send(STUDENT, "/извинения Простите, больше не буду")
    assert campus.heard(campus.main, "больше не буду", f"id{STUDENT}|")
    await campus.press(CLASSMATE, campus.button(campus.main, "vote", choice="consent"))

    await campus.bot.advance(DAY + 60)

    assert not campus.bot.world.member(campus.main, STUDENT).restricted
    assert campus.heard(campus.main, f"id{STUDENT}|", "досрочно")


@pytest.mark.slow
async def test_an_appeal_is_decided_by_an_administrator(campus: Campus) -> None:
    await campus.violation(STUDENT, by=TEACHER)
    await campus.send(STUDENT, "/обжаловать 1 Это писала не я")
    assert campus.heard(HEAD, "Это писала не я", "ИСП-21")
    await campus.press(HEAD, campus.button(HEAD, "decide", grant=1))
    await campus.send(HEAD, "Страница была взломана")

    assert campus.heard(STUDENT, "Решение отменено", "взломана")
    assert campus.heard(campus.main, "взломана")


@pytest.mark.slow
async def test_a_card_comes_to_the_moderator_in_private(campus: Campus) -> None:
    await campus.say(STUDENT, PHONE)
    await campus.bot.advance(5)
    assert campus.heard(TEACHER, "Карточка №", f"id{STUDENT}|")

    await campus.press(TEACHER, campus.button(TEACHER, "card", act="count"))

    assert campus.heard(campus.main, "нарушение", f"id{STUDENT}|")


@pytest.mark.parametrize(
    "way", variants("@id{}", "[id{}|Анна]", "vk.com/id{}", "https://vk.ru/id{}")
)
async def test_they_are_named_in_every_way(campus: Campus, way: str) -> None:
    await campus.violation(STUDENT, by=TEACHER)
    await campus.say(TEACHER, f"/статус {way.format(STUDENT)}")
    assert campus.heard(campus.main, "Спорщиков") or campus.heard(TEACHER, "Спорщиков")


async def test_whoever_takes_no_messages_is_remembered(campus: Campus) -> None:
    campus.bot.world.faults.add(Fault(method="messages.send", code=901, times=1))
    await campus.say(STUDENT, "/статус", to=STUDENT)

    async with campus.bot.storage.reading() as reading:
        people = await reading.people([MemberId(STUDENT)])
        assert people[MemberId(STUDENT)].private is False
        assert await reading.chat(ChatId(STUDENT)) is None

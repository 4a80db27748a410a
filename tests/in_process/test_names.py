"""Who is talked about is called by name, also where nothing told of their coming."""

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.world import PersonId
from handlers.due import erase_due
from handlers.rereading import welcome_unseen
from rules.ids import ChatId, MemberId
from tests.in_process.bot import InProcessBot
from tests.in_process.prepared import prepared_by
from tests.people import person
from tests.rights.campus import Campus

HEAD = person(401)
TEACHER, STUDENT, NEWCOMER = person(501), person(601), person(900)


async def prepare(bot: InProcessBot) -> Campus:
    world, campus = bot.world, Campus(bot)
    for number, last in ((TEACHER, "Учителева"), (STUDENT, "Тихая"), (NEWCOMER, "Новых")):
        world.add_person(number, first_name="Анна", last_name=last)
    campus.main = await campus.open_chat("ИСП-21", TEACHER, [STUDENT])
    await campus.say(TEACHER, "/помощь", to=TEACHER)
    return campus


campus = prepared_by(prepare, administrators=[HEAD])


async def names(campus: Campus, *people: PersonId) -> dict[int, str]:
    async with campus.bot.storage.reading() as reading:
        known = await reading.people(MemberId(person) for person in people)
    return {member: person.names.nom for member, person in known.items()}


@pytest.mark.slow
async def test_an_administrator_who_is_in_no_chat_keeps_name_and_letter_box_over_a_restart(
    campus: Campus,
) -> None:
    await campus.say(HEAD, "/помощь", to=HEAD)
    await campus.say(STUDENT, "/помощь", to=STUDENT)

    await campus.bot.begin_anew()
    await erase_due(campus.bot.services)

    assert (await names(campus, HEAD))[HEAD].startswith("Софья")
    async with campus.bot.storage.reading() as reading:
        (head,) = (await reading.people([MemberId(HEAD)])).values()
    assert head.private is True


@pytest.mark.parametrize("act", ["command", "press"])
async def test_whose_coming_was_lost_is_known_by_name_once_they_ask_for_something(
    campus: Campus, act: str
) -> None:
    bot, world = campus.bot, campus.bot.world
    await campus.violation(STUDENT, by=TEACHER)
    world.add_member(campus.main, NEWCOMER, by=TEACHER)
    bot.skip()
    assert await names(campus, NEWCOMER) == {}

    if act == "command":
        await campus.say(NEWCOMER, "/правила")
    else:
        await campus.press(NEWCOMER, campus.button(campus.main, "undo"))

    assert await names(campus, NEWCOMER) == {NEWCOMER: "Анна Новых"}


async def test_who_came_unseen_is_named_as_the_list_of_members_names_them(campus: Campus) -> None:
    bot, world = campus.bot, campus.bot.world
    since = world.clock.now()
    world.add_member(campus.main, NEWCOMER, by=TEACHER)
    bot.skip()
    # asked for one by one, VK refuses them
    world.faults.add(Fault(method="users.get", code=30, times=9))

    await welcome_unseen(bot.services, ChatId(campus.main), since)
    await bot.follow()

    greetings = [each.text for each in world.messages(campus.main) if each.from_id == world.bot_id]
    assert "Новых" in greetings[-1]

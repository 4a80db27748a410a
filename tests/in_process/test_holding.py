"""п. 5.12.3 to 5.12.5: a message goes for what held when it was written, also if read late."""

from typing import Any

import pytest

from bot.sandbox.world import PersonId
from handlers.due import run_due
from handlers.rereading import read_again
from handlers.screening import Sweep
from rules.ids import ChatId, MemberId
from tests.in_process.bot import InProcessBot
from tests.in_process.prepared import prepared_by
from tests.rights.campus import ADMINISTRATOR, DAY, MEMBER, MODERATOR, NEWCOMER, Campus

HOUR = 3600.0
RUDE = "Пошёл ты на хуй"


async def prepare(bot: InProcessBot) -> Campus:
    """A chat in which VK restricts nobody: what may not be written is removed."""
    world, campus = bot.world, Campus(bot)
    world.capabilities.restrict_members = False
    for number, name in ((MODERATOR, "Анна"), (MEMBER, "Иван"), (NEWCOMER, "Нина")):
        world.add_person(number, first_name=name, last_name="Первых")
    campus.main = await campus.open_chat("Первая", MODERATOR, [MEMBER])
    await bot.advance(HOUR)
    return campus


campus = prepared_by(prepare, administrators=[ADMINISTRATOR])


async def blocked(campus: Campus, term: str) -> None:
    for _ in range(4):
        await campus.violation(MEMBER)
    await campus.say(MODERATOR, f"/блок @id{MEMBER} {term}")


async def start(campus: Campus, *, timers_first: bool) -> None:
    """Start the bot anew; either what fell due or what was written is looked at first."""
    bot = campus.bot
    await bot.begin_anew()
    if timers_first:
        await run_due(bot.services)
    await bot.follow()
    await bot.advance(60)


def writes(campus: Campus, *texts: str, who: PersonId = MEMBER) -> list[int]:
    """Let somebody write while the bot is off."""
    return [campus.bot.world.write(campus.main, who, text) for text in texts]


def staying(campus: Campus, written: list[int]) -> list[int]:
    there = {each.conversation_message_id for each in campus.bot.world.messages(campus.main)}
    return [number for number in written if number in there]


def read_late(campus: Campus, number: int) -> dict[str, Any]:
    """Give a message of the chat as it is read after a gap: long after it was written."""
    message = next(
        each
        for each in campus.bot.world.messages(campus.main)
        if each.conversation_message_id == number
    )
    shape = {
        "peer_id": campus.main,
        "from_id": message.from_id,
        "conversation_message_id": number,
        "text": message.text,
        "date": int(message.date.timestamp()),
    }
    return {
        "type": "message_new",
        "event_id": f"gap:{campus.main}:{number}",
        "object": {"message": shape},
    }


either = pytest.mark.parametrize("timers_first", [True, False])


def fits(campus: Campus, update: dict[str, Any]) -> bool:
    event = campus.bot.reader.read(update)
    assert event is not None
    return Sweep(campus.bot.services).fits(event)


@pytest.mark.slow
@either
async def test_a_block_that_ended_while_the_bot_was_off_removes_nothing(
    campus: Campus, timers_first: bool
) -> None:
    await blocked(campus, "3 дня")
    campus.bot.clock.advance(31 * DAY)
    written = writes(campus, "Всем привет", "Я вернулся", "Что задали?", "Ау", "Ну", "Эй", RUDE)

    await start(campus, timers_first=timers_first)

    assert staying(campus, written) == written
    async with campus.bot.storage.reading() as reading:
        suspicions = await reading.open_suspicions(ChatId(campus.main))
    assert {each.member for each in suspicions} == {MemberId(MEMBER)}


@either
async def test_what_was_written_in_the_block_goes_and_what_came_after_it_stays(
    campus: Campus, timers_first: bool
) -> None:
    await blocked(campus, "2 часа")
    campus.bot.clock.advance(HOUR)
    during = writes(campus, "Меня не слышно?", "Эй")
    campus.bot.clock.advance(2 * HOUR)
    after = writes(campus, "А теперь?")

    await start(campus, timers_first=timers_first)

    assert staying(campus, during) == []
    assert staying(campus, after) == after


async def test_what_was_written_before_the_block_stays_and_is_looked_at(campus: Campus) -> None:
    bot = campus.bot
    before, rude = writes(campus, "Это было раньше"), writes(campus, RUDE)
    late = [read_late(campus, number) for number in before + rude]
    bot.skip()
    bot.clock.advance(60)
    await blocked(campus, "3 дня")
    for update in late:
        assert not fits(campus, update)
        await bot.hear(update)
    await bot.follow()

    assert staying(campus, before + rude) == before + rude
    async with bot.storage.reading() as reading:
        assert len(await reading.open_suspicions(ChatId(campus.main))) == 1


@pytest.mark.slow
async def test_in_the_second_of_the_block_what_came_behind_its_notice_goes(campus: Campus) -> None:
    """The clocks say nothing there: the messenger tells when something was written in seconds."""
    await blocked(campus, "3 дня")
    raid = writes(campus, "Раз", "Два", "Три")
    updates = [read_late(campus, number) for number in raid]
    began = campus.bot.services.watch.blocked[ChatId(campus.main), MemberId(MEMBER)].since
    for update in updates:
        update["object"]["message"]["date"] = int(began.timestamp()) - 2

    assert all(fits(campus, update) for update in updates)
    for update in updates:
        await campus.bot.hear(update)

    assert staying(campus, raid) == []


@pytest.mark.slow
async def test_a_block_that_is_annulled_removes_nothing_that_is_still_to_be_read(
    campus: Campus,
) -> None:
    bot = campus.bot
    await blocked(campus, "3 дня")
    bot.clock.advance(60)
    written = writes(campus, "За что?")
    update = read_late(campus, written[0])
    bot.skip()
    await campus.press(MODERATOR, campus.button(campus.main, "undo", act="block"))

    await bot.hear(update)

    assert staying(campus, written) == written


async def test_an_edit_by_somebody_blocked_goes_and_one_from_before_is_judged(
    campus: Campus,
) -> None:
    bot = campus.bot
    first, second = await campus.say(MEMBER, "Раз"), await campus.say(MEMBER, "Два")
    bot.world.rewrite(campus.main, MEMBER, first, RUDE)
    bot.clock.advance(60)
    await blocked(campus, "3 дня")
    bot.clock.advance(60)
    bot.world.rewrite(campus.main, MEMBER, second, "Всё равно напишу")

    await read_again(bot.services)
    await bot.follow()

    assert staying(campus, [first, second]) == [first]
    async with bot.storage.reading() as reading:
        assert len(await reading.open_suspicions(ChatId(campus.main))) == 1


@either
async def test_a_silence_removes_what_was_written_in_it_alone(
    campus: Campus, timers_first: bool
) -> None:
    bot = campus.bot
    before = writes(campus, "Перед тишиной")
    late = read_late(campus, before[0])
    bot.skip()
    bot.clock.advance(60)
    await campus.say(MODERATOR, "/тишина 15 минут")
    await bot.hear(late)
    bot.clock.advance(60)
    during = writes(campus, "Тсс")
    bot.clock.advance(HOUR)
    after = writes(campus, "Уже можно")

    await start(campus, timers_first=timers_first)

    assert staying(campus, during) == []
    assert staying(campus, before + after) == before + after


async def test_a_newcomer_is_not_silenced_before_the_rules_were_shown(campus: Campus) -> None:
    bot = campus.bot
    await campus.say(MODERATOR, "/настройки новые участники только чтение")
    bot.world.add_member(campus.main, NEWCOMER, by=MODERATOR)
    early = writes(campus, "Здравствуйте!", who=NEWCOMER)
    bot.clock.advance(HOUR)
    await bot.follow()
    await bot.advance(60)

    late = [await campus.say(NEWCOMER, "Можно писать?")]

    assert staying(campus, early) == early
    assert staying(campus, late) == []


@pytest.mark.parametrize("restarted", [False, True])
async def test_who_came_before_only_reading_was_set_wrote_freely(
    campus: Campus, restarted: bool
) -> None:
    bot = campus.bot
    bot.world.add_member(campus.main, NEWCOMER, by=MODERATOR)
    await bot.follow()
    bot.clock.advance(60)
    free = writes(campus, "Здравствуйте!", who=NEWCOMER)
    update = read_late(campus, free[0])
    bot.skip()
    bot.clock.advance(60)
    await campus.say(MODERATOR, "/настройки новые участники только чтение")
    if restarted:
        await bot.begin_anew()

    await bot.hear(update)
    await bot.advance(60)
    bound = [await campus.say(NEWCOMER, "Ой")]

    assert staying(campus, free) == free
    assert staying(campus, bound) == []

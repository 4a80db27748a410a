"""Anybody may add the bot to any number of chats: they cost little, and an honest one is served."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.world import PersonId
from handlers.chats import look_at_next
from rules.ids import ChatId
from storage.records import ChatState
from tests.in_process.bot import InProcessBot, open_bot
from tests.rights.campus import Campus

HEAD, TEACHER, STRANGER = PersonId(401), PersonId(501), PersonId(666)
MEMBERS = "messages.getConversationMembers"
MINUTES = 4


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[InProcessBot]:
    async with open_bot(tmp_path, administrators=[HEAD]) as bot:
        bot.world.add_person(TEACHER, first_name="Анна", last_name="Учителева")
        bot.world.add_person(STRANGER, first_name="Чужой", last_name="Человек")
        yield bot


def asked_about(bot: InProcessBot, since: int) -> Counter[int]:
    calls = list(bot.world.calls)[since:]
    return Counter(int(call.params["peer_id"]) for call in calls if call.method == MEMBERS)


async def onslaught(bot: InProcessBot, chats: int) -> list[int]:
    """Let strangers add the bot to so many chats at once."""
    peers = []
    for number in range(chats):
        peers.append(bot.world.create_chat(f"Чужая {number}", owner=STRANGER, members=[TEACHER]))
        bot.world.add_bot(peers[-1], by=STRANGER)
    await bot.follow()
    return peers


async def state(bot: InProcessBot, peer: int) -> ChatState | None:
    async with bot.storage.reading() as reading:
        chat = await reading.chat(ChatId(peer))
    return None if chat is None else chat.state


async def test_however_much_is_written_a_chat_without_rights_is_looked_at_once_a_minute(
    bot: InProcessBot,
) -> None:
    peers = await onslaught(bot, 5)
    since = len(bot.world.calls)
    for _ in range(MINUTES * 6):
        for peer in peers:
            for _ in range(3):
                bot.world.write(peer, STRANGER, "[club1|бот] привет")
        await bot.advance(10)
        for _ in range(3):
            await look_at_next(bot.services)
    looks = asked_about(bot, since)
    assert set(looks) == set(peers)
    assert all(MINUTES - 1 <= number <= MINUTES for number in looks.values())


async def test_commands_and_presses_in_one_chat_grant_it_a_few_looks(bot: InProcessBot) -> None:
    (peer,) = await onslaught(bot, 1)
    campus, since = Campus(bot, main=peer), len(bot.world.calls)
    for _ in range(MINUTES * 6):
        await campus.say(STRANGER, "[club1|бот] /участники")
        await campus.press(STRANGER, campus.button(peer, "check"))
        await bot.advance(10)
        await look_at_next(bot.services)
    assert asked_about(bot, since)[peer] <= 2 * MINUTES + 3


@pytest.mark.slow
async def test_an_onslaught_is_taken_down_whole_and_looked_at_in_turn(bot: InProcessBot) -> None:
    since = len(bot.world.calls)
    peers = await onslaught(bot, 60)
    assert sum(asked_about(bot, since).values()) <= 20
    assert {await state(bot, peer) for peer in peers} <= {ChatState.NEW, ChatState.NO_RIGHTS}

    for _ in peers:
        await look_at_next(bot.services)
    await bot.follow()

    assert {await state(bot, peer) for peer in peers} == {ChatState.NO_RIGHTS}
    assert asked_about(bot, since) == dict.fromkeys(peers, 1)


@pytest.mark.slow
async def test_a_chat_that_is_given_its_rights_in_an_onslaught_goes_first(
    bot: InProcessBot,
) -> None:
    peer = (await onslaught(bot, 10))[0]
    campus = Campus(bot, main=peer)
    await onslaught(bot, 40)
    bot.world.set_admin(peer, bot.world.bot_id, True)
    await campus.press(TEACHER, campus.button(peer, "check"))
    assert await state(bot, peer) is ChatState.NO_RIGHTS

    await bot.advance(60)
    await look_at_next(bot.services)
    await bot.follow()

    assert await state(bot, peer) is ChatState.UNADOPTED
    await campus.press(STRANGER, campus.button(peer, "adopt", kind="other"))
    assert await state(bot, peer) is ChatState.SERVED


@pytest.mark.slow
async def test_an_administrators_chat_waits_behind_no_onslaught(bot: InProcessBot) -> None:
    await onslaught(bot, 40)
    peer = bot.world.create_chat("Наша", owner=HEAD, members=[TEACHER])
    bot.world.add_bot(peer, by=HEAD)
    bot.world.set_admin(peer, bot.world.bot_id, True)
    await bot.follow()
    assert await state(bot, peer) is ChatState.UNADOPTED


@pytest.mark.slow
async def test_a_forgotten_chat_is_found_again_by_the_database(bot: InProcessBot) -> None:
    peers = await onslaught(bot, 30)
    await bot.begin_anew()
    async with bot.storage.reading() as reading:
        unseen = await reading.unseen_longest(bot.services.now(), 100)
    assert set(unseen) == set(peers)
    # what was never looked at comes first
    assert await state(bot, unseen[0]) is ChatState.NEW
    await bot.advance(61)
    async with bot.storage.reading() as reading:
        assert len(await reading.unseen_longest(bot.services.now(), 7)) == 7

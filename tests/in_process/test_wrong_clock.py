"""п. 5.12.5: a block lasts no longer because the clock was wrong, and none begins while it is."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.clock import SystemClock
from bot.nursery import Nursery
from bot.timers import Timers
from handlers.due import run_due
from rules.case import Case
from rules.ids import ChatId, MemberId
from rules.vocabulary.blocks import BlockShortened
from rules.vocabulary.people import Standing
from tests.in_process.bot import open_bot
from tests.rights.campus import ADMINISTRATOR, DAY, MEMBER, MODERATOR, Campus

AHEAD = timedelta(days=20)
MINUTE = timedelta(minutes=1)


@pytest_asyncio.fixture
async def campus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Campus]:
    monkeypatch.setattr("handlers.conversation.clocks._AGAIN", 0)
    async with open_bot(tmp_path, administrators=(ADMINISTRATOR,)) as bot:
        world, campus = bot.world, Campus(bot)
        for number, name in ((MODERATOR, "Анна"), (MEMBER, "Иван")):
            world.add_person(number, first_name=name, last_name="Первых")
        campus.main = await campus.open_chat("Первая", MODERATOR, [MEMBER])
        await campus.greet(MODERATOR)
        await bot.advance(60)
        yield campus


async def compare(campus: Campus) -> None:
    services = campus.bot.services
    await services.clocks.compare(services.messenger, services.now)


async def case_of(campus: Campus) -> Case:
    services = campus.bot.services
    async with campus.bot.storage.reading() as reading:
        return await reading.case(
            ChatId(campus.main),
            MemberId(MEMBER),
            policy=services.policy,
            zone=services.zone,
            now=services.now(),
            standing=Standing.MEMBER,
        )


@pytest.mark.slow
async def test_a_block_of_a_month_lasts_a_month_though_the_clock_was_ahead(
    campus: Campus,
) -> None:
    bot = campus.bot
    bot.set_clock(AHEAD)
    await campus.block(MEMBER)
    bot.set_clock(timedelta())

    for _ in range(2):
        await run_due(bot.services)
        await bot.follow()

    block = (await case_of(campus)).block
    assert block is not None
    latest = bot.now() + timedelta(days=31)
    assert block.at <= bot.now() < block.ends_at <= latest
    (shortened,) = await campus.facts(BlockShortened)
    assert abs(shortened.ends_at - block.ends_at) < timedelta(milliseconds=1)
    restricted = bot.world.member(campus.main, MEMBER)
    assert restricted.restricted
    bot.services.watch.blocked.clear()
    await bot.advance(31 * DAY)
    assert (await case_of(campus)).block is None
    assert not restricted.restricted


@pytest.mark.slow
async def test_a_vote_lasts_no_longer_though_the_clock_was_ahead(campus: Campus) -> None:
    bot, away = campus.bot, timedelta(hours=3)
    await campus.block(MEMBER)
    bot.set_clock(away)
    await campus.send(MEMBER, "/извинения Простите меня")
    opened = (await case_of(campus)).vote
    bot.set_clock(timedelta())

    await run_due(bot.services)
    await bot.follow()

    vote = (await case_of(campus)).vote
    assert opened is not None
    assert vote is not None
    assert vote.opened_at <= bot.now() < vote.closes_at <= opened.closes_at - away + MINUTE
    await bot.advance((vote.closes_at - bot.now()).total_seconds() + 1)
    assert (await case_of(campus)).block is None


async def test_no_block_ends_by_a_clock_that_is_known_to_be_ahead(campus: Campus) -> None:
    bot = campus.bot
    await campus.block(MEMBER)
    bot.set_clock(timedelta(days=40))
    await compare(campus)
    await run_due(bot.services)
    assert (await case_of(campus)).block is not None

    bot.set_clock(timedelta())
    await compare(campus)
    await bot.advance(31 * DAY)
    assert (await case_of(campus)).block is None


async def test_a_silence_does_not_outlast_a_wrong_clock(campus: Campus) -> None:
    bot = campus.bot
    bot.set_clock(AHEAD)
    await campus.say(MODERATOR, "/тишина 15 минут")
    bot.set_clock(timedelta())

    await run_due(bot.services)

    silence = (await case_of(campus)).silence
    assert silence is not None
    assert silence.ended_at is not None


async def test_no_measure_while_the_clocks_are_apart(campus: Campus) -> None:
    bot = campus.bot
    for ahead in (AHEAD, timedelta(minutes=-10)):
        bot.set_clock(ahead)
        await compare(campus)
        await campus.violation(MEMBER)
        assert "расходятся с часами VK" in campus.said(MODERATOR)[-1].text
        assert (await case_of(campus)).violations == ()

    bot.set_clock(timedelta(minutes=4))
    await compare(campus)
    await campus.violation(MEMBER)
    assert len((await case_of(campus)).violations) == 1


async def test_events_of_long_ago_make_no_clock_wrong(campus: Campus) -> None:
    bot = campus.bot
    message = bot.world.write(campus.main, MEMBER, "Это читают через час")
    bot.clock.advance(3600)
    await compare(campus)

    await bot.follow()
    await campus.say(MODERATOR, "/нарушение 1", reply_to=message)

    assert len((await case_of(campus)).violations) == 1


async def test_the_administrators_hear_of_a_wrong_clock(campus: Campus) -> None:
    bot, told = campus.bot, asyncio.Event()
    bot.set_clock(AHEAD)
    timers = Timers(bot.services, SystemClock())
    async with asyncio.timeout(5), Nursery() as nursery:
        nursery.start(timers.compare_clocks(told.set), "the clock")
        await told.wait()

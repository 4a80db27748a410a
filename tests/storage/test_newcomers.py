"""Who came while the bot was there, and has acknowledged no rules since (п. 5.12.3)."""

from datetime import datetime

import pytest

from rules.ids import MemberId
from rules.vocabulary.acquaintance import Acknowledged, RulesShown
from rules.vocabulary.unions import Fact
from storage.database import Storage
from storage.records import Member
from tests.rules.moments import DAY, NOW
from tests.rules.people import CHAT, CLASSMATE, STUDENT


def shown(version: str) -> RulesShown:
    return RulesShown(member=STUDENT, version=version)


def known(version: str) -> Acknowledged:
    return Acknowledged(member=STUDENT, by=STUDENT, version=version)


async def unacquainted(storage: Storage, *facts: Fact) -> list[tuple[MemberId, str, datetime]]:
    """Record the facts, one a day, of somebody who is in the chat; give who is waited for."""
    async with storage.work() as work:
        here = Member(chat=CHAT, member=STUDENT, is_moderator=False, joined_at=NOW, left_at=None)
        there = Member(chat=CHAT, member=CLASSMATE, is_moderator=False, joined_at=NOW, left_at=None)
        await work.put_members(CHAT, [here, there], NOW)
        for day, fact in enumerate(facts):
            await work.record(CHAT, [fact], now=NOW + day * DAY, policy_version="1")
    async with storage.reading() as reading:
        waited = await reading.unacquainted()
        assert waited == await reading.unacquainted(chat=CHAT)
    return [(each.member, each.version, each.shown_at) for each in waited]


async def test_whoever_was_there_before_the_bot_is_none(storage: Storage) -> None:
    assert await unacquainted(storage) == []


async def test_whoever_came_is_waited_for(storage: Storage) -> None:
    assert await unacquainted(storage, shown("1")) == [(STUDENT, "1", NOW)]


@pytest.mark.parametrize(
    "facts",
    [
        (shown("1"), known("1")),
        # a revision makes nobody a newcomer again
        (shown("1"), known("2")),
        (shown("1"), shown("2"), known("2")),
    ],
)
async def test_whoever_acknowledged_since_is_none(
    storage: Storage, facts: tuple[Fact, ...]
) -> None:
    assert await unacquainted(storage, *facts) == []


async def test_whoever_came_back_is_waited_for_once(storage: Storage) -> None:
    waited = await unacquainted(storage, shown("1"), known("1"), shown("2"))
    assert waited == [(STUDENT, "2", NOW + 2 * DAY)]

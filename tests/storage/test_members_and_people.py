"""Who is in a chat, what they are called, and what was remembered of the bot's messages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.conversation.saying import new_chat
from rules.ids import ChatId, MemberId
from rules.settings import Enforcement
from rules.vocabulary.acquaintance import Acknowledged
from storage.database import Storage
from storage.records import ChatState, Member, Names, Notice, Person

CHAT, OTHER = ChatId(2_000_000_001), ChatId(2_000_000_002)
ONE, TWO, THREE, FOUR = MemberId(1), MemberId(2), MemberId(3), MemberId(4)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

A_CHAT = replace(
    new_chat(CHAT),
    title="ИСП-21",
    state=ChatState.SERVED,
    introduced_at=NOW,
    members_at=NOW,
    zone="Europe/Moscow",
)


def member(number: MemberId, *, moderator: bool = False, chat: ChatId = CHAT) -> Member:
    return Member(chat=chat, member=number, is_moderator=moderator, joined_at=NOW, left_at=None)


def person(number: MemberId, name: str = "Иван Студентов", private: bool | None = None) -> Person:
    names = Names(nom=name, gen=name, dat=name, acc=name, ins=name, abl=name)
    return Person(member=number, names=names, screen_name=f"id{number}", private=private)


async def test_a_chat_comes_back_as_it_was_put_last(storage: Storage) -> None:
    changed = replace(A_CHAT, title="ИСП-22", enforcement=Enforcement.ERASE)
    async with storage.work() as work:
        await work.put_chat(A_CHAT)
        await work.put_chat(changed)
    async with storage.reading() as reading:
        assert await reading.chat(CHAT) == changed
        assert await reading.chat(OTHER) is None
        assert len(await reading.chats()) == 1


async def test_who_came_or_went_since_the_roster_was_asked_for_stays_where_they_went(
    storage: Storage,
) -> None:
    later = NOW + HOUR
    async with storage.work() as work:
        await work.put_members(CHAT, [member(ONE), member(TWO), member(FOUR)], NOW)
        known = await work.members(CHAT, present=False)
        await work.drop_member(CHAT, TWO, later)
        await work.add_member(CHAT, THREE, later)
        await work.drop_member(CHAT, FOUR, later)
        await work.add_member(CHAT, FOUR, later)
        await work.put_members(
            CHAT, [member(ONE, moderator=True), member(TWO)], later + HOUR, known=known
        )
    async with storage.reading() as reading:
        assert await reading.members(CHAT) == (
            member(ONE, moderator=True),
            replace(member(THREE), joined_at=later),
            replace(member(FOUR), joined_at=later),
        )


async def test_whoever_is_missing_from_the_roster_has_left(storage: Storage) -> None:
    async with storage.work() as work:
        await work.put_members(CHAT, [member(ONE, moderator=True), member(TWO)], NOW)
        await work.put_members(OTHER, [member(TWO, chat=OTHER)], NOW)
        await work.put_members(CHAT, [member(TWO, moderator=True), member(THREE)], NOW + HOUR)
    async with storage.reading() as reading:
        assert await reading.members(CHAT) == (member(TWO, moderator=True), member(THREE))
        gone = await reading.member(CHAT, ONE)
        assert gone == replace(member(ONE), left_at=NOW + HOUR)
        assert await reading.members(OTHER) == (member(TWO, chat=OTHER),)


async def test_whoever_comes_back_is_there_again_without_rights(storage: Storage) -> None:
    async with storage.work() as work:
        await work.put_members(CHAT, [member(ONE, moderator=True)], NOW)
        await work.drop_member(CHAT, ONE, NOW + HOUR)
        await work.add_member(CHAT, ONE, NOW + 2 * HOUR)
    async with storage.reading() as reading:
        again = await reading.member(CHAT, ONE)
    assert again == replace(member(ONE), joined_at=NOW + 2 * HOUR)


async def test_names_change_and_the_permission_stays(storage: Storage) -> None:
    async with storage.work() as work:
        await work.put_people([person(ONE), person(TWO)])
        await work.allow_private(ONE, allowed=False)
        await work.put_people([person(ONE, "Иван Женатый")])
    async with storage.reading() as reading:
        known = await reading.people([ONE, TWO, THREE])
    assert known == {ONE: person(ONE, "Иван Женатый", private=False), TWO: person(TWO)}


@pytest.mark.slow
async def test_many_people_are_asked_for_at_once(storage: Storage) -> None:
    everyone = [person(MemberId(number)) for number in range(1, 1301)]
    async with storage.work() as work:
        await work.put_people(everyone)
    async with storage.reading() as reading:
        assert len(await reading.people(each.member for each in everyone)) == 1300


async def test_who_has_not_acknowledged(storage: Storage) -> None:
    async with storage.work() as work:
        await work.put_members(CHAT, [member(ONE), member(TWO), member(THREE)], NOW)
        await work.drop_member(CHAT, THREE, NOW)
        for who, version in ((ONE, "1"), (TWO, "0")):
            fact = Acknowledged(member=who, by=who, version=version)
            await work.record(CHAT, [fact], now=NOW, policy_version=version)
    async with storage.reading() as reading:
        assert await reading.unacknowledged(CHAT, "1") == (TWO,)


async def test_what_is_remembered_of_messages(storage: Storage) -> None:
    first = Notice(peer=CHAT, ref="a", kind="greeting", at=NOW, data={"members": [1]})
    second = replace(first, ref="b", at=NOW + HOUR)
    async with storage.work() as work:
        await work.put_notice(first)
        await work.put_notice(second)
        await work.put_notice(replace(first, data={"members": [1, 2]}))
        await work.put_dialogue(ONE, "apology", {"words": "Простите"}, now=NOW, ends_at=NOW + HOUR)
    async with storage.reading() as reading:
        assert await reading.latest_notice(CHAT, "greeting") == second
        assert await reading.latest_notice(OTHER, "greeting") is None
        assert await reading.notice(CHAT, "a") == replace(first, data={"members": [1, 2]})
        dialogue = await reading.dialogue(ONE, NOW + HOUR - timedelta(milliseconds=1))
        assert dialogue is not None
        assert dialogue.data == {"words": "Простите"}
        assert await reading.dialogue(ONE, NOW + HOUR) is None, "it is over"
    async with storage.work() as work:
        await work.drop_notice(CHAT, "b")
        await work.drop_dialogue(ONE)
    async with storage.reading() as reading:
        assert await reading.notice(CHAT, "b") is None
        assert await reading.dialogue(ONE, NOW) is None

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.vk.client import TokenRejected
from bot.vk.messenger import VkMessenger
from handlers.messenger import Fault, MessengerError, RosterEntry
from rules.ids import ChatId, MemberId, MessageId
from storage.records import Sex
from tests.bot.scripted_vk import ScriptedVk, error, well

CHAT = ChatId(2_000_000_001)
MEMBERS = "messages.getConversationMembers"
READ_AGAIN = "messages.getByConversationMessageId"
CONVERSATIONS = "messages.getConversationsById"


def profile(number: int, **more: object) -> dict[str, Any]:
    return {"id": number, "first_name": "Анна", "last_name": "Белова", **more}


def page(numbers: range, count: int) -> dict[str, Any]:
    items = [{"member_id": number, "join_date": 1_700_000_000} for number in numbers]
    return well({"count": count, "items": items, "profiles": [profile(n) for n in numbers]})


def titled(title: str) -> dict[str, Any]:
    return well({"count": 1, "items": [{"chat_settings": {"title": title}}]})


async def test_the_roster_tells_who_is_who(vk: ScriptedVk) -> None:
    items = [
        {"member_id": 1, "join_date": 1_700_000_000, "is_owner": True},
        {"member_id": 2, "join_date": 1_700_000_001, "is_admin": True},
        {"member_id": 3, "join_date": 1_700_000_002, "is_restricted_to_write": True},
        {"member_id": -9, "is_admin": True},
    ]
    vk.script(MEMBERS, well({"count": 4, "items": items, "profiles": [profile(1)]}))
    vk.script(CONVERSATIONS, titled("ИСП-21"))

    roster = await VkMessenger(vk.client).roster(CHAT)

    assert roster.title == "ИСП-21"
    assert [entry.is_moderator for entry in roster.entries] == [True, True, False, True]
    assert roster.entries[2] == RosterEntry(
        member=MemberId(3),
        is_moderator=False,
        joined_at=datetime(2023, 11, 14, 22, 13, 22, tzinfo=UTC),
        restricted=True,
    )
    assert [person.member for person in roster.people] == [1]


@pytest.mark.parametrize(
    ("pages", "count"),
    [
        ((range(1, 1001), range(1001, 1501)), 1500),
        # a count that is never reached
        ((range(1, 4), range(0)), 5),
    ],
    ids=str,
)
async def test_a_long_roster_is_read_to_its_end(
    vk: ScriptedVk, pages: tuple[range, range], count: int
) -> None:
    vk.script(MEMBERS, *(page(numbers, count) for numbers in pages))
    vk.script(CONVERSATIONS, titled("Большая беседа"))

    roster = await VkMessenger(vk.client).roster(CHAT)

    assert len(roster.entries) == len(roster.people) == sum(map(len, pages))
    assert [asked.params["offset"] for asked in vk.of(MEMBERS)] == ["0", str(len(pages[0]))]
    assert vk.of(MEMBERS)[0].params["count"] == "1000"


@pytest.mark.parametrize("title", [well({"count": 0, "items": []}), error(917)], ids=str)
async def test_a_chat_can_be_served_without_its_title(
    vk: ScriptedVk, title: dict[str, Any]
) -> None:
    vk.script(MEMBERS, page(range(1, 2), 1))
    vk.script(CONVERSATIONS, title)

    roster = await VkMessenger(vk.client).roster(CHAT)

    assert roster.title == ""
    assert len(roster.entries) == 1


async def test_names_come_in_all_cases_or_in_the_one_that_is_known(vk: ScriptedVk) -> None:
    told = profile(
        1,
        screen_name="belova",
        first_name_dat="Анне",
        last_name_dat="Беловой",
        first_name_nom="Анна",
        sex=1,
    )
    vk.script("users.get", well([told]))

    (person,) = await VkMessenger(vk.client).people([MemberId(1)])

    assert person.screen_name == "belova"
    assert person.names.nom == "Анна Белова"
    assert person.names.dat == "Анне Беловой"
    assert person.names.abl == "Анна Белова"
    assert person.names.sex is Sex.FEMALE
    assert {"first_name_gen", "sex"} <= set(vk.asked[0].params["fields"].split(","))


@pytest.mark.parametrize(
    ("people", "asked_for"),
    [([5, -1, 5], [1]), ([-1], []), (range(1, 2002), [1000, 1000, 1])],
    ids=str,
)
async def test_people_are_asked_for_once_a_thousand_at_a_time_and_communities_are_not(
    vk: ScriptedVk, people: Sequence[int], asked_for: list[int]
) -> None:
    vk.script("users.get", well([]))

    assert await VkMessenger(vk.client).people(map(MemberId, people)) == ()

    asked = [each.params["user_ids"].split(",") for each in vk.asked]
    assert [len(ids) for ids in asked] == asked_for
    assert all("-1" not in ids for ids in asked)


@pytest.mark.parametrize(
    ("answer", "member"),
    [
        (well({"type": "user", "object_id": 7}), 7),
        (well({"type": "group", "object_id": 7}), -7),
        (well({"type": "page", "object_id": 7}), -7),
        (well({"type": "application", "object_id": 7}), None),
        (well([]), None),
        (error(100), None),
    ],
    ids=str,
)
async def test_a_screen_name_resolves_to_its_owner(
    vk: ScriptedVk, answer: dict[str, Any], member: int | None
) -> None:
    vk.script("utils.resolveScreenName", answer)

    assert await VkMessenger(vk.client).resolve("name") == member


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (well([{"conversation_message_id": 5, "response": 1}]), None),
        # deleted before
        (well([{"response": 0, "error": {"code": 104, "description": "not found"}}]), None),
        (well([{"response": 0, "error": {"code": 924, "description": "old"}}]), Fault.TOO_LATE),
        (well([{"response": 0, "error": {"code": 15, "description": "no"}}]), Fault.PROTECTED),
        (well([{"response": 0}]), Fault.TOO_LATE),
        (error(925), Fault.NO_RIGHTS),
        (error(9), Fault.REFUSED),
    ],
    ids=str,
)
async def test_a_message_is_deleted_for_all_or_the_refusal_says_why(
    vk: ScriptedVk, answer: dict[str, Any], fault: Fault | None
) -> None:
    vk.script("messages.delete", answer)
    vk.script(READ_AGAIN, well({"items": [{"conversation_message_id": 5}]}))
    refused: Fault | None = None

    try:
        await VkMessenger(vk.client).delete(CHAT, MessageId(5))
    except MessengerError as refusal:
        refused = refusal.fault

    assert refused is fault
    (asked,) = vk.of("messages.delete")
    assert asked.params == {"peer_id": str(CHAT), "cmids": "5", "delete_for_all": "1"}


async def test_a_rejected_token_is_no_messenger_error(vk: ScriptedVk) -> None:
    vk.script(MEMBERS, error(5))

    with pytest.raises(TokenRejected):
        await VkMessenger(vk.client).roster(CHAT)


@pytest.mark.parametrize(
    ("items", "author"),
    [
        ([{"from_id": 5, "reply_message": {"from_id": 7, "text": "!"}}], MemberId(7)),
        ([{"from_id": 5}], None),
        ([{"from_id": 5, "reply_message": None}], None),
        ([], None),
    ],
)
async def test_the_author_of_the_answered_message_is_returned(
    vk: ScriptedVk, items: list[dict[str, Any]], author: MemberId | None
) -> None:
    vk.script(READ_AGAIN, well({"count": len(items), "items": items}))

    assert await VkMessenger(vk.client).answered_by(CHAT, MessageId(3)) == author

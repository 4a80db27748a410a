from datetime import UTC, datetime
from typing import Any

import pytest

from bot.vk.client import TokenRejected
from bot.vk.messenger import VkMessenger
from handlers.messenger import Fault, MessengerError, RosterEntry
from rules.ids import ChatId, MemberId, MessageId
from tests.bot.scripted_vk import client_of, error, scripted_vk, well

CHAT = ChatId(2_000_000_001)
MEMBERS = "messages.getConversationMembers"
READ_AGAIN = "messages.getByConversationMessageId"
CONVERSATIONS = "messages.getConversationsById"


def profile(number: int, **more: str) -> dict[str, Any]:
    return {"id": number, "first_name": "Анна", "last_name": "Белова", **more}


def page(numbers: range, count: int) -> dict[str, Any]:
    items = [{"member_id": number, "join_date": 1_700_000_000} for number in numbers]
    return well({"count": count, "items": items, "profiles": [profile(n) for n in numbers]})


def titled(title: str) -> dict[str, Any]:
    return well({"count": 1, "items": [{"chat_settings": {"title": title}}]})


async def test_the_roster_tells_who_is_who() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        items = [
            {"member_id": 1, "join_date": 1_700_000_000, "is_owner": True},
            {"member_id": 2, "join_date": 1_700_000_001, "is_admin": True},
            {"member_id": 3, "join_date": 1_700_000_002, "is_restricted_to_write": True},
            {"member_id": -9, "is_admin": True},
        ]
        vk.script(MEMBERS, well({"count": 4, "items": items, "profiles": [profile(1)]}))
        vk.script(CONVERSATIONS, titled("ИСП-21"))

        roster = await VkMessenger(client).roster(CHAT)

    assert roster.title == "ИСП-21"
    assert [entry.is_moderator for entry in roster.entries] == [True, True, False, True]
    assert roster.entries[2] == RosterEntry(
        member=MemberId(3),
        is_moderator=False,
        joined_at=datetime(2023, 11, 14, 22, 13, 22, tzinfo=UTC),
        restricted=True,
    )
    assert [person.member for person in roster.people] == [1]


async def test_a_long_roster_is_read_to_its_end() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script(MEMBERS, page(range(1, 1001), 1500), page(range(1001, 1501), 1500))
        vk.script(CONVERSATIONS, titled("Большая беседа"))

        roster = await VkMessenger(client).roster(CHAT)

        assert len(roster.entries) == len(roster.people) == 1500
        assert [asked.params["offset"] for asked in vk.of(MEMBERS)] == ["0", "1000"]
        assert vk.of(MEMBERS)[0].params["count"] == "1000"


async def test_a_roster_whose_count_is_never_reached_ends_all_the_same() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script(MEMBERS, page(range(1, 4), 5), page(range(0), 5))
        vk.script(CONVERSATIONS, titled("Беседа"))

        roster = await VkMessenger(client).roster(CHAT)

        assert len(roster.entries) == 3


@pytest.mark.parametrize("title", [well({"count": 0, "items": []}), error(917)], ids=str)
async def test_a_chat_can_be_served_without_its_title(title: dict[str, Any]) -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script(MEMBERS, page(range(1, 2), 1))
        vk.script(CONVERSATIONS, title)

        roster = await VkMessenger(client).roster(CHAT)

        assert roster.title == ""
        assert len(roster.entries) == 1


@pytest.mark.parametrize(
    ("code", "fault"),
    [(917, Fault.NO_RIGHTS), (927, Fault.GONE), (100, Fault.REFUSED), (9, Fault.REFUSED)],
)
async def test_a_refused_roster_says_why(code: int, fault: Fault) -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script(MEMBERS, error(code))

        with pytest.raises(MessengerError) as refused:
            await VkMessenger(client).roster(CHAT)

        assert refused.value.fault is fault


async def test_names_come_in_all_cases_or_in_the_one_that_is_known() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script(
            "users.get",
            well(
                [
                    profile(
                        1,
                        screen_name="belova",
                        first_name_dat="Анне",
                        last_name_dat="Беловой",
                        first_name_nom="Анна",
                    )
                ]
            ),
        )

        (person,) = await VkMessenger(client).people([MemberId(1)])

        assert person.screen_name == "belova"
        assert person.names.nom == "Анна Белова"
        assert person.names.dat == "Анне Беловой"
        assert person.names.abl == "Анна Белова"
        assert "first_name_gen" in vk.asked[0].params["fields"].split(",")


async def test_communities_and_repeats_are_not_asked_for() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script("users.get", well([profile(5)]))

        await VkMessenger(client).people([MemberId(5), MemberId(-1), MemberId(5)])
        none = await VkMessenger(client).people([MemberId(-1)])

        assert none == ()
        assert [asked.params["user_ids"] for asked in vk.asked] == ["5"]


async def test_people_are_asked_for_a_thousand_at_a_time() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script("users.get", well([]))

        await VkMessenger(client).people(MemberId(number) for number in range(1, 2002))

        assert [len(a.params["user_ids"].split(",")) for a in vk.asked] == [1000, 1000, 1]


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
    answer: dict[str, Any], member: int | None
) -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script("utils.resolveScreenName", answer)

        assert await VkMessenger(client).resolve("name") == member


async def test_a_message_is_deleted_for_all() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script("messages.delete", well([{"conversation_message_id": 5, "response": 1}]))

        await VkMessenger(client).delete(CHAT, MessageId(5))

        assert vk.asked[0].params == {"peer_id": str(CHAT), "cmids": "5", "delete_for_all": "1"}


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (well([{"response": 0, "error": {"code": 924, "description": "old"}}]), Fault.TOO_LATE),
        (well([{"response": 0, "error": {"code": 15, "description": "no"}}]), Fault.PROTECTED),
        (well([{"response": 0}]), Fault.TOO_LATE),
        (error(925), Fault.NO_RIGHTS),
        (error(9), Fault.REFUSED),
    ],
    ids=str,
)
async def test_a_refused_removal_says_why_though_the_call_went_well(
    answer: dict[str, Any], fault: Fault
) -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script("messages.delete", answer)

        with pytest.raises(MessengerError) as refused:
            await VkMessenger(client).delete(CHAT, MessageId(5))

        assert refused.value.fault is fault


async def test_a_deleted_message_counts_as_removed() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        gone = {"response": 0, "error": {"code": 104, "description": "not found"}}
        vk.script("messages.delete", well([gone]))

        await VkMessenger(client).delete(CHAT, MessageId(5))

        assert len(vk.asked) == 1


async def test_a_rejected_token_is_no_messenger_error() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script(MEMBERS, error(5))

        with pytest.raises(TokenRejected):
            await VkMessenger(client).roster(CHAT)


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
    items: list[dict[str, Any]], author: MemberId | None
) -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script(READ_AGAIN, well({"count": len(items), "items": items}))

        assert await VkMessenger(client).answered_by(CHAT, MessageId(3)) == author


async def test_a_message_that_may_not_be_read_is_a_fault() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script(READ_AGAIN, error(917))

        with pytest.raises(MessengerError) as refused:
            await VkMessenger(client).answered_by(CHAT, MessageId(3))
    assert refused.value.fault is Fault.NO_RIGHTS

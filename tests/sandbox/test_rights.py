"""What the bot hears and may do, with rights and without (VK.md, 6)."""

import pytest

from tests.sandbox.vk import DEPUTY, OTHER, STUDENT, TEACHER, Vk, a_chat


async def heard(vk: Vk, since: str | int = 0) -> list[str]:
    answer = await vk.poll(since)
    return [
        update["object"].get("message", {}).get("text")
        or update["object"].get("message", {}).get("action", {}).get("type", update["type"])
        for update in answer["updates"]
    ]


async def test_without_rights_it_hears_only_what_addresses_it(vk: Vk) -> None:
    peer = a_chat(vk, admin=False)
    since = vk.world.stream.ts
    await vk.send(peer, "я тут")
    own = vk.world.messages(peer)[-1].conversation_message_id
    vk.world.write(peer, STUDENT, "между собой")
    vk.world.write(peer, STUDENT, "[club1|@poryadok] привет")
    vk.world.write(peer, STUDENT, "@club1 привет")
    vk.world.write(peer, STUDENT, "ответ боту", reply_to=own)
    vk.world.remove_member(peer, OTHER, by=OTHER)
    assert await heard(vk, since) == ["[club1|@poryadok] привет", "@club1 привет", "ответ боту"]


async def test_it_hears_that_it_was_added_and_removed(vk: Vk) -> None:
    peer = a_chat(vk, admin=False)
    assert await heard(vk) == ["chat_invite_user"]
    vk.world.remove_member(peer, vk.world.bot_id, by=TEACHER)
    assert await heard(vk) == ["chat_invite_user", "chat_kick_user"]
    vk.world.write(peer, STUDENT, "[club1|@poryadok] ты где?")
    assert len(await heard(vk)) == 2


async def test_as_an_administrator_it_hears_everything_but_itself(vk: Vk, peer: int) -> None:
    since = vk.world.stream.ts
    vk.world.write(peer, STUDENT, "между собой")
    await vk.send(peer, "сам себе")
    assert await heard(vk, since) == ["между собой"]


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("messages.getConversationMembers", {}, 917),
        ("messages.delete", {"cmids": 1, "delete_for_all": 1}, 925),
        ("messages.changeConversationMemberRestrictions", {"member_ids": 201, "action": "ro"}, 925),
    ],
)
async def test_without_rights_it_is_refused(
    vk: Vk, method: str, params: dict[str, object], code: int
) -> None:
    peer = a_chat(vk, admin=False)
    vk.world.conversations[peer].messages[0].action = None
    assert await vk.call(method, peer_id=peer, **params) == code
    found = await vk.call("messages.getConversationsById", peer_ids=peer)
    assert found == {"count": 0, "items": []}


async def test_the_bot_says_nothing_in_a_chat_it_is_not_in(vk: Vk) -> None:
    peer = vk.world.create_chat("Чужая", owner=TEACHER, members=[])
    assert await vk.send(peer) == 917
    assert await vk.call("messages.getConversationMembers", peer_id=peer) == 917
    assert await vk.call("messages.getConversationMembers", peer_id=2_000_000_099) == 927


async def test_private_words_need_a_permission(vk: Vk) -> None:
    since = vk.world.stream.ts
    assert await vk.send(STUDENT) == 901
    vk.world.write(STUDENT, STUDENT, "привет")
    assert await vk.send(STUDENT) == 2
    vk.world.allow_private(STUDENT, False)
    assert await vk.send(STUDENT) == 901
    vk.world.allow_private(STUDENT, True)
    assert await heard(vk, since) == ["привет", "message_deny", "message_allow"]


async def test_administrators_are_protected(vk: Vk, peer: int) -> None:
    number = vk.world.write(peer, DEPUTY, "мне можно")
    ((item),) = await vk.call("messages.delete", peer_id=peer, cmids=number, delete_for_all=1)
    assert item["error"]["code"] == 15
    failed = await vk.call(
        "messages.changeConversationMemberRestrictions",
        peer_id=peer,
        member_ids=f"{DEPUTY},{STUDENT},999",
        action="ro",
    )
    assert failed == {"failed_member_ids": [DEPUTY, 999]}
    assert await vk.call("messages.removeChatUser", chat_id=1, member_id=DEPUTY) == 15
    assert await vk.call("messages.removeChatUser", chat_id=1, member_id=999) == 935
    assert await vk.call("messages.removeChatUser", chat_id=1, member_id=OTHER) == 1
    assert OTHER not in vk.world.conversations[peer].members


async def test_a_restriction_ends_by_the_clock_or_by_leaving(vk: Vk, peer: int) -> None:

    async def restrict(action: str, **params: int) -> object:
        return await vk.call(
            "messages.changeConversationMemberRestrictions",
            peer_id=peer,
            member_ids=STUDENT,
            action=action,
            **params,
        )

    await restrict("ro", **{"for": 60})
    with pytest.raises(Exception, match="нельзя писать"):
        vk.world.write(peer, STUDENT, "а")
    members = await vk.call("messages.getConversationMembers", peer_id=peer, count=100)
    marked = [item["member_id"] for item in members["items"] if "is_restricted_to_write" in item]
    assert marked == [STUDENT]
    vk.world.clock.advance(61)
    vk.world.write(peer, STUDENT, "а")
    await restrict("ro")
    vk.world.clock.advance(10**7)
    assert vk.world.member(peer, STUDENT).restricted
    await restrict("rw")
    assert not vk.world.member(peer, STUDENT).restricted
    await restrict("ro")
    vk.world.remove_member(peer, STUDENT, by=STUDENT)
    vk.world.add_member(peer, STUDENT, by=TEACHER)
    assert not vk.world.member(peer, STUDENT).restricted
    vk.world.capabilities.restrict_members = False
    assert await restrict("ro") == 15

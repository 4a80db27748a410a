"""Methods beyond the ordinary: lists of peers, pages of members, other names, other cases."""

import json
from typing import Any

import pytest

from bot.sandbox.conversations import PersonId
from bot.sandbox.methods.people import declined
from tests.sandbox.vk import OTHER, STUDENT, TEACHER, Vk, a_chat, board


def reply(peer: Any, *numbers: Any, **more: Any) -> str:
    answered = {"peer_id": peer, "conversation_message_ids": list(numbers), "is_reply": True}
    return json.dumps({**answered, **more})


async def test_an_error_of_one_peer_does_not_affect_the_others(vk: Vk) -> None:
    first, second = a_chat(vk), a_chat(vk)
    number = vk.world.write(second, STUDENT, "вопрос")
    answer = await vk.call(
        "messages.send",
        peer_ids=f"{first},{second},{STUDENT},999,2000000099",
        random_id=1,
        message="ответ",
        forward=reply(second, number),
    )
    codes = [item["error"]["code"] if "error" in item else 0 for item in answer]
    assert codes == [100, 0, 901, 100, 917]
    assert vk.world.messages(second)[-1].text == "ответ"
    assert vk.world.messages(first)[-1].text == ""


@pytest.mark.parametrize(
    ("params", "code"),
    [({"message": ""}, 100), ({"message": "я" * 4097}, 914), ({"keyboard": "{}"}, 911)],
)
async def test_a_wrong_parameter_refuses_the_whole_call(
    vk: Vk, peer: int, params: dict[str, str], code: int
) -> None:
    shown = len(vk.world.messages(peer))
    given = {"peer_ids": f"{peer},{STUDENT}", "random_id": 1, "message": "привет", **params}
    assert await vk.call("messages.send", **given) == code
    assert len(vk.world.messages(peer)) == shown


@pytest.mark.parametrize(
    "forward",
    [
        "[]",
        "{}",
        reply(2_000_000_001),
        reply(2_000_000_001, 1, 2),
        reply(2_000_000_001, "один"),
        reply(2_000_000_001, [1]),
        reply("2000000001", 1),
        reply(2_000_000_001, 1, is_reply=False),
        reply(2_000_000_001, 1, cmids=[1]),
    ],
)
async def test_a_reply_to_nothing(vk: Vk, forward: str) -> None:
    assert await vk.send(a_chat(vk), forward=forward) == 100


async def test_a_repeat_is_known_among_the_last_hundred(vk: Vk, peer: int) -> None:
    first, second = await vk.send(peer, random_id=1), await vk.send(peer, random_id=2)
    for number in range(3, 102):
        await vk.send(peer, random_id=number)
    assert await vk.send(peer, random_id=2) == second
    assert await vk.send(peer, random_id=1) > second
    assert first == second - 1


async def test_a_repeat_is_known_in_its_own_conversation_alone(vk: Vk) -> None:
    first, second = a_chat(vk), a_chat(vk)
    await vk.send(first, "раз", random_id=1)
    await vk.send(second, "два", random_id=1)
    assert [vk.world.messages(peer)[-1].text for peer in (first, second)] == ["раз", "два"]


async def test_an_edit_takes_the_older_name_of_the_number(vk: Vk, peer: int) -> None:
    number = await vk.send(peer, "раз")
    edit = {"peer_id": peer, "message": "два"}
    assert await vk.call("messages.edit", conversation_message_id=number, **edit) == 1
    assert vk.world.messages(peer)[-1].text == "два"
    assert await vk.call("messages.edit", **edit) == 100


async def test_an_edit_keeps_what_it_answers_if_asked_to(vk: Vk, peer: int) -> None:
    asked = vk.world.write(peer, STUDENT, "вопрос")
    number = await vk.send(peer, "раз", forward=reply(peer, asked))
    message = vk.world.messages(peer)[-1]
    edit = {"peer_id": peer, "cmid": number, "message": "два"}
    await vk.call("messages.edit", keep_forward_messages=1, **edit)
    assert message.reply is not None
    await vk.call("messages.edit", **edit)
    assert message.reply is None


async def test_without_rights_it_removes_its_own_alone(vk: Vk) -> None:
    peer = a_chat(vk, admin=False)
    own = await vk.send(peer)
    number = vk.world.write(peer, STUDENT, "чужое")
    delete = {"peer_id": peer, "delete_for_all": 1}
    (item,) = await vk.call("messages.delete", cmids=own, **delete)
    assert item["response"] == 1
    assert await vk.call("messages.delete", cmids=number, **delete) == 925


async def test_members_come_in_pages(vk: Vk) -> None:
    many = [PersonId(number) for number in range(1001, 1031)]
    for number in many:
        vk.world.add_person(number, first_name="Имя", last_name="Д")
    peer = vk.world.create_chat("Поток", owner=TEACHER, members=many)
    vk.world.add_bot(peer, by=TEACHER)
    vk.world.set_admin(peer, vk.world.bot_id, True)

    async def page(**params: int) -> list[int]:
        answer = await vk.call("messages.getConversationMembers", peer_id=peer, **params)
        assert answer["count"] == 32
        return [item["member_id"] for item in answer["items"]]

    assert len(await page()) == 20
    everyone = await page(count=1000)
    assert everyone == [TEACHER, *many, vk.world.bot_id]
    assert await page(offset=30, count=1000) == everyone[30:]
    assert await page(count=0) == []


async def test_names_come_in_the_case_asked_for(vk: Vk) -> None:
    vk.world.add_person(PersonId(7), first_name="Мария", last_name="Орлова", sex=1)
    names = declined("Мария", "Орлова", 1)
    (user,) = await vk.call("users.get", user_ids=7, name_case="dat", fields="first_name_gen")
    assert user["first_name"] == names["first_name_dat"]
    assert user["last_name"] == names["last_name_dat"]
    assert user["first_name_gen"] == names["first_name_gen"]
    (user,) = await vk.call("users.get", user_ids=7)
    assert (user["first_name"], user["last_name"]) == ("Мария", "Орлова")
    assert await vk.call("users.get", user_ids=7, name_case="voc") == 100


async def test_people_are_found_by_number_and_name_in_any_case(vk: Vk) -> None:
    for name in (f"user{OTHER}", f"USER{OTHER}", f"id{OTHER}"):
        found = await vk.call("utils.resolveScreenName", screen_name=name)
        assert found == {"type": "user", "object_id": OTHER}
    found = await vk.call("users.get", user_ids=f"user{OTHER},{STUDENT},nobody,999")
    assert [user["id"] for user in found] == [OTHER, STUDENT]


async def test_removing_needs_a_member(vk: Vk, peer: int) -> None:
    assert await vk.call("messages.removeChatUser", chat_id=1) == 100
    assert await vk.call("messages.removeChatUser", chat_id=1, user_id=OTHER) == 1
    assert await vk.call("messages.removeChatUser", chat_id=99, member_id=OTHER) == 927
    assert OTHER not in vk.world.conversations[peer].members


async def test_a_link_belongs_to_a_button_that_opens_it(vk: Vk, peer: int) -> None:
    link = "https://example.org"
    assert await vk.send(peer, keyboard=board("a", type="open_link")) == 911
    assert await vk.send(peer, keyboard=board("a", type="callback", link=link)) == 911
    assert await vk.send(peer, keyboard=board("a", type="open_link", link=link)) != 911
    assert vk.world.button(peer, STUDENT, 3, "a").link == link


async def test_calls_may_be_made_by_get_as_well(vk: Vk) -> None:
    params = {"access_token": vk.world.token, "v": "5.199", "user_ids": str(STUDENT)}
    async with vk.http.get(f"{vk.world.url}/method/users.get", params=params) as answer:
        assert (await answer.json())["response"][0]["id"] == STUDENT


async def test_calls_are_recorded_without_the_token(vk: Vk) -> None:
    await vk.call("users.get", user_ids=STUDENT)
    await vk.call("users.fly")
    first, second = vk.world.calls
    assert (first.number, first.method, first.outcome) == (1, "users.get", "ok")
    assert first.params == {"user_ids": str(STUDENT), "v": "5.199"}
    assert (second.number, second.outcome) == (2, "error 3: Unknown method passed")
    assert abs(second.at - vk.world.clock.now_ms()) < 60_000

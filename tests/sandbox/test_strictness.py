"""The emulator accepts nothing that VK would refuse."""

import json
from typing import Any

import pytest

from tests.sandbox.vk import STUDENT, Vk, a_chat, board


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("messages.fly", {}, 3),
        ("groups.getById", {"access_token": "x"}, 5),
        *(
            (method, params, 100)
            for method, params in (
                ("users.get", {}),
                ("users.get", {"user_ids": 201, "colour": "red"}),
                ("users.get", {"user_ids": 201, "fields": "shoe_size"}),
                ("users.get", {"user_ids": ",".join(map(str, range(1, 1100)))}),
                ("messages.send", {"peer_id": 201, "message": "x"}),
                ("messages.send", {"peer_id": 201, "message": "x", "random_id": 2**31}),
                ("messages.send", {"peer_id": "Маша", "message": "x", "random_id": 1}),
                ("messages.send", {"message": "x", "random_id": 1}),
                ("messages.edit", {"peer_id": 201, "cmid": 0, "message": "x"}),
                ("messages.getConversationMembers", {"peer_id": 2_000_000_001, "count": 1001}),
                ("messages.delete", {"peer_id": 201, "cmids": "1", "delete_for_all": "yes"}),
                ("messages.delete", {"peer_id": 201, "cmids": ",".join(["1"] * 101)}),
            )
        ),
    ],
)
async def test_a_wrong_call(vk: Vk, method: str, params: dict[str, Any], code: int) -> None:
    vk.world.allow_private(STUDENT, True)
    assert await vk.call(method, **params) == code


async def test_twenty_calls_a_second(vk: Vk) -> None:
    vk.world.limits.per_second = 20
    answers = [await vk.call("utils.getServerTime") for _ in range(25)]
    assert 6 in answers
    assert answers.index(6) == 20
    vk.world.limits.per_second = None
    assert await vk.call("utils.getServerTime") != 6


@pytest.mark.parametrize(
    "keyboard",
    [
        "nonsense",
        "[]",
        json.dumps({"inline": True, "buttons": [[]]}),
        json.dumps({"inline": True, "one_time": True, "buttons": []}),
        json.dumps({"inline": True, "buttons": [], "sound": "loud"}),
        board("я" * 41),
        board(""),
        board("a", payload="x" * 256),
        board("a", payload="not json"),
        board("a", type="explode"),
        board(*"abcdefg"),
        json.dumps({"inline": True, "buttons": [[{"action": {"type": "text", "label": "a"}}] * 6]}),
        json.dumps(
            {"inline": True, "buttons": [[{"action": {"type": "text", "label": "a"}}] * 4] * 3}
        ),
        json.dumps({"buttons": [[{"action": {"type": "text", "label": "a"}, "color": "pink"}]]}),
    ],
)
async def test_a_keyboard_that_vk_refuses(vk: Vk, keyboard: str) -> None:
    assert await vk.send(a_chat(vk), keyboard=keyboard) == 911


async def test_a_keyboard_at_its_limits(vk: Vk, peer: int) -> None:
    number = await vk.send(peer, keyboard=board(*["я" * 40] * 6, payload='"' + "x" * 253 + '"'))
    assert number not in {911, 100}
    assert await vk.send(peer, keyboard=json.dumps({"inline": True, "buttons": []})) != 911


async def test_the_longest_message(vk: Vk, peer: int) -> None:
    assert await vk.send(peer, "я" * 4097) == 914
    assert await vk.send(peer, "") == 100
    number = await vk.send(peer, "я" * 4096)
    assert vk.world.messages(peer)[-1].conversation_message_id == number


async def test_an_error_repeats_what_was_asked_the_token_included(vk: Vk) -> None:
    # whoever logs an answer whole gives the token away; the bot's log is tested against this
    async with vk.http.post(
        f"{vk.world.url}/method/messages.fly", data={"access_token": "token"}
    ) as answer:
        error = (await answer.json())["error"]
    assert {"key": "access_token", "value": "token"} in error["request_params"]

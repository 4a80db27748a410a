"""`execute` in the sandbox: strict code, strict calls, and faults inside it."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from bot.sandbox.answering import read_script
from bot.sandbox.faults import Fault
from bot.sandbox.parameters import VkError
from tests.sandbox.schema import vk_schema
from tests.sandbox.vk import STUDENT, TEACHER, TOKEN, Vk


def call(method: str, **params: Any) -> str:
    return f"API.{method}({json.dumps(params, ensure_ascii=False)})"


def code_of(*calls: str) -> str:
    return f"return [{','.join(calls)}];"


def users(*ids: int) -> str:
    return call("users.get", user_ids=",".join(map(str, ids)))


async def execute(vk: Vk, *calls: str) -> Any:
    """Return VK's whole envelope."""
    async with vk.http.post(
        f"{vk.world.url}/method/execute",
        data={"access_token": TOKEN, "v": "5.199", "code": code_of(*calls)},
    ) as answer:
        return await answer.json()


@pytest.mark.parametrize(
    "code",
    [
        "",
        "return [];",
        "return API.users.get({});",
        "return [API.users.get({})]",
        "return [API.users.get({}),];",
        "return [API.users.get({}) API.users.get({})];",
        "return [API.users.get()];",
        "return [API.users.get([])];",
        "return [API.users.get({'a':1})];",
        'return [API.users.get({"a":1.5})];',
        'return [API.users.get({"a":[1]})];',
        'return [API.users.get({"a":null})];',
        'return [API.users.get({"a":"\u2028"})];',
        'return [API.users.get({"a":"b"})]; return 1;',
        'var a = 1; return [API.users.get({"a":"b"})];',
        "return [API.users({})];",
        "return [users.get({})];",
    ],
)
def test_other_code_does_not_compile(code: str) -> None:
    with pytest.raises(VkError) as refused:
        read_script(code)

    assert refused.value.code == 12


def test_numbers_and_yes_and_no_are_texts_as_on_the_wire() -> None:
    (one,) = read_script('return [ API.users.get( {"a":1,"b":true,"c":"x"} ) ] ;')

    assert one.params == {"a": "1", "b": "1", "c": "x"}


async def test_values_come_in_order(vk: Vk) -> None:
    answer = await execute(vk, users(STUDENT), users(TEACHER))

    assert [value[0]["id"] for value in answer["response"]] == [STUDENT, TEACHER]
    assert set(answer) == {"response"}


async def test_a_failed_call_is_false_and_its_error_stands_beside(vk: Vk) -> None:
    bad = call("messages.send", peer_ids=STUDENT, message="a", random_id="first")

    answer = await execute(vk, bad, users(STUDENT), call("users.gett"))

    assert [value is False for value in answer["response"]] == [True, False, True]
    assert [(e["method"], e["error_code"]) for e in answer["execute_errors"]] == [
        ("messages.send", 100),
        ("users.gett", 3),
    ]


async def test_25_calls_and_no_more(vk: Vk) -> None:
    assert len((await execute(vk, *[users(STUDENT)] * 25))["response"]) == 25

    refused = await execute(vk, *[users(STUDENT)] * 26)

    assert refused["error"]["error_code"] == 13


async def test_a_script_makes_no_scripts(vk: Vk) -> None:
    refused = await execute(vk, call("execute", code="return [];"))

    assert refused["error"]["error_code"] == 12


async def test_all_of_it_is_one_call_of_the_twenty_a_second(vk: Vk) -> None:
    vk.world.limits.per_second = 2

    first = await execute(vk, *[users(STUDENT)] * 25)
    second = await execute(vk, *[users(STUDENT)] * 25)
    third = await execute(vk, users(STUDENT))

    assert len(first["response"]) == len(second["response"]) == 25
    assert third["error"]["error_code"] == 6


async def test_the_calls_are_recorded_and_then_the_script(vk: Vk) -> None:
    await execute(vk, users(STUDENT), users(TEACHER))

    assert [(call.method, call.packed) for call in vk.world.calls] == [
        ("users.get", True),
        ("users.get", True),
        ("execute", False),
    ]


async def test_an_error_that_was_asked_for_is_shown_within(vk: Vk) -> None:
    vk.world.faults.add(Fault(method="users.get", code=10))

    answer = await execute(vk, users(STUDENT), users(TEACHER))

    assert answer["response"][0] is False
    assert answer["response"][1][0]["id"] == TEACHER
    assert answer["execute_errors"][0]["error_code"] == 10


@pytest.mark.parametrize("method", ["execute", "messages.send"])
async def test_a_lost_answer_is_lost_after_all_was_done(vk: Vk, method: str) -> None:
    vk.world.allow_private(STUDENT, True)
    vk.world.faults.add(Fault(method=method, kind="lost_answer"))

    with pytest.raises(aiohttp.ClientError):
        await execute(vk, call("messages.send", peer_ids=STUDENT, message="a", random_id=7))

    assert [message.text for message in vk.world.messages(STUDENT)] == ["a"]


@pytest.mark.slow
@pytest.mark.parametrize("method", ["execute", "messages.send"])
async def test_an_answer_that_hangs_holds_up_nothing_that_the_script_does(
    vk: Vk, method: str
) -> None:
    vk.world.allow_private(STUDENT, True)
    vk.world.faults.add(Fault(method=method, kind="hang", seconds=40))
    say = [
        call("messages.send", peer_ids=STUDENT, message=text, random_id=number)
        for number, text in enumerate("abc", 1)
    ]

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await execute(vk, *say)

    assert [message.text for message in vk.world.messages(STUDENT)] == ["a", "b", "c"]


async def test_a_script_can_fail_as_a_whole(vk: Vk) -> None:
    vk.world.faults.add(Fault(method="execute", code=36))

    refused = await execute(vk, users(STUDENT))

    assert refused["error"]["error_code"] == 36
    assert [call.method for call in vk.world.calls] == ["execute"]


async def test_each_call_returns_what_it_returns_alone(vk: Vk) -> None:
    alone = await vk.call("users.get", user_ids=STUDENT)

    (packed,) = (await execute(vk, users(STUDENT)))["response"]

    assert packed == alone
    if vk_schema().methods:
        assert vk_schema().answer_faults("users.get", {"response": packed}) == []

"""Faults: which calls they hit, how often, and what was done when the answer is lost."""

import time

import aiohttp
import pytest

from bot.sandbox.faults import Fault, Faults
from tests.sandbox.vk import OTHER, STUDENT, Vk, a_chat


def test_faults_come_in_the_order_asked_for_each_as_often_as_asked() -> None:
    faults = Faults()
    faults.add(Fault(method="a", code=1, times=2))
    faults.add(Fault(method="b", code=9))
    faults.add(Fault(method="a", code=3))
    taken = [faults.take(method) for method in "aabaa"]
    assert [fault.code if fault else None for fault in taken] == [1, 1, 9, 3, None]


def test_faults_can_be_cleared() -> None:
    faults = Faults()
    faults.add(Fault(method="a", code=1, times=5))
    faults.clear()
    assert faults.take("a") is None


async def test_a_call_whose_answer_was_lost_can_be_repeated(vk: Vk, peer: int) -> None:
    vk.world.faults.add(Fault(method="messages.send", kind="lost_answer"))
    with pytest.raises(aiohttp.ClientError):
        await vk.send(peer, "раз", random_id=5)
    number = await vk.send(peer, "раз", random_id=5)
    said = [message for message in vk.world.messages(peer) if message.text == "раз"]
    assert [message.conversation_message_id for message in said] == [number]
    assert [call.outcome for call in vk.world.calls] == ["error: connection lost", "ok"]


async def test_a_dropped_call_did_nothing(vk: Vk) -> None:
    a_chat(vk)
    vk.world.faults.add(Fault(method="messages.removeChatUser", kind="drop"))
    with pytest.raises(aiohttp.ClientError):
        await vk.call("messages.removeChatUser", chat_id=1, member_id=OTHER)
    assert await vk.call("messages.removeChatUser", chat_id=1, member_id=OTHER) == 1


async def test_a_gateway_answers_without_json(vk: Vk, peer: int) -> None:
    vk.world.faults.add(Fault(method="messages.send", kind="bad_gateway"))
    shown = len(vk.world.messages(peer))
    with pytest.raises(aiohttp.ContentTypeError) as bad:
        await vk.send(peer)
    assert bad.value.status == 502
    assert len(vk.world.messages(peer)) == shown


async def test_a_fault_waits_for_its_own_method(vk: Vk) -> None:
    await vk.control("faults", {"method": "messages.send", "code": 9, "times": 2})
    peer = a_chat(vk)
    assert isinstance(await vk.call("users.get", user_ids=STUDENT), list)
    assert [await vk.send(peer), await vk.send(peer)] == [9, 9]
    assert await vk.send(peer) != 9


async def test_a_delay_is_waited_for(vk: Vk, peer: int) -> None:
    vk.world.faults.add(Fault(method="messages.send", kind="delay", seconds=0.2))
    begun = time.monotonic()
    await vk.send(peer)
    assert time.monotonic() - begun >= 0.2
    assert [call.outcome for call in vk.world.calls] == ["ok"]

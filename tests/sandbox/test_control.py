"""The control API, as the page uses it."""

import asyncio
import json
from typing import Any

import pytest

from tests.sandbox.vk import OTHER, STUDENT, TEACHER, Vk, board


async def test_the_world_as_somebody_sees_it(vk: Vk, peer: int) -> None:
    hidden = vk.world.create_chat("Чужая", owner=TEACHER, members=[])
    vk.world.write(peer, OTHER, "привет")
    _, world = await vk.control(f"world?as={STUDENT}")
    peers = {each["peer"]: each for each in world["conversations"]}
    assert set(peers) == {peer, STUDENT}
    assert hidden not in peers
    assert peers[peer]["last"]["text"] == "привет"
    assert peers[peer]["bot"] == "admin"
    assert peers[peer]["in_chat"]
    unread = peers[peer]["unread"]
    _, messages = await vk.control(f"messages?as={STUDENT}&peer={peer}")
    assert len(messages["messages"]) == unread
    _, world = await vk.control(f"world?as={STUDENT}")
    assert {each["unread"] for each in world["conversations"]} == {0}


async def test_the_world_without_anybody(vk: Vk) -> None:
    status, world = await vk.control("world")
    assert status == 200
    assert "conversations" not in world
    assert world["capabilities"] == {"restrict_members": True, "edits_in_chats": False}
    assert len(world["people"]) == 4


async def test_writing_pressing_and_the_popup(vk: Vk, peer: int) -> None:
    number = await vk.send(peer, keyboard=board("Кнопка"))
    status, written = await vk.control(
        "messages", {"as": STUDENT, "peer": peer, "text": "эй", "reply_to": number}
    )
    assert status == 200
    assert vk.world.messages(peer)[-1].conversation_message_id == written["conversation_message_id"]
    press = {"as": STUDENT, "peer": peer, "conversation_message_id": number, "row": 0, "column": 0}
    status, pressed = await vk.control("press", press)
    assert status == 200
    assert vk.world.popup(pressed["event_id"]) is None


async def test_chats_members_and_administrators(vk: Vk) -> None:
    _, made = await vk.control("chats", {"as": TEACHER, "title": "Новая", "members": [STUDENT]})
    peer = made["peer"]
    bot = vk.world.bot_id
    add = {"as": TEACHER, "peer": peer, "member": bot, "how": "invite"}
    assert (await vk.control("members", add))[0] == 200
    admin = {"as": TEACHER, "peer": peer, "member": bot, "admin": True}
    assert (await vk.control("admins", {**admin, "as": STUDENT}))[0] == 403
    assert (await vk.control("admins", admin))[0] == 200
    assert vk.world.member(peer, bot).moderates
    gone = {"as": STUDENT, "peer": peer, "member": TEACHER}
    assert (await vk.control("members/remove", gone))[0] == 403
    assert (await vk.control("members/remove", {**gone, "member": STUDENT}))[0] == 200


async def test_the_clock_faults_and_capabilities(vk: Vk) -> None:
    _, before = await vk.control("clock?offset=1&wait=0")
    waiting = vk.control(f"clock?offset={before['offset']}&wait=25")
    asyncio.get_running_loop().call_later(0.05, vk.world.clock.advance, 60)
    _, after = await waiting
    assert after["offset"] == before["offset"] + 60
    _, turned = await vk.control("clock", {"advance": 3600})
    assert turned["offset"] == after["offset"] + 3600
    assert (await vk.control("clock", {"advance": -5}))[0] == 400
    await vk.control("faults", {"method": "users.get", "code": 10, "times": 1})
    assert await vk.call("users.get", user_ids=201) == 10
    await vk.control("capabilities", {"restrict_members": False})
    assert not vk.world.capabilities.restrict_members
    _, calls = await vk.control("calls?since=0")
    assert [call["outcome"] for call in calls["calls"]] == ["error 10: Internal server error"]
    assert (await vk.control("calls?since=1"))[1] == {"calls": []}


async def test_the_page_hears_of_what_happens(vk: Vk, peer: int) -> None:
    number = await vk.send(peer, keyboard=board("Кнопка"))
    heard: dict[str, Any] = {}
    async with vk.http.get(f"{vk.world.url}/sandbox/stream?as={STUDENT}") as stream:
        assert stream.content_type == "text/event-stream"
        vk.world.write(peer, OTHER, "привет")
        event = vk.world.press(peer, STUDENT, number, "Кнопка")
        await vk.call(
            "messages.sendMessageEventAnswer",
            event_id=event,
            user_id=STUDENT,
            peer_id=peer,
            event_data=json.dumps({"type": "show_snackbar", "text": "Готово"}),
        )
        await vk.control("clock", {"advance": 60})
        async with asyncio.timeout(5):
            kind = ""
            while not {"change", "popup", "clock", "call"} <= set(heard):
                line = (await stream.content.readline()).decode().strip()
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    heard[kind] = json.loads(line.removeprefix("data: "))
    assert heard["popup"] == {"type": "show_snackbar", "text": "Готово", "event_id": event}
    assert heard["call"]["method"] == "messages.sendMessageEventAnswer"


@pytest.mark.parametrize("name", ["", "page/main.js", "page/style.css"])
async def test_the_page_is_served(vk: Vk, name: str) -> None:
    async with vk.http.get(f"{vk.world.url}/{name}") as answer:
        assert answer.status == 200
    async with vk.http.get(f"{vk.world.url}/page/..%2Fworld.py") as answer:
        assert answer.status == 404

"""Wrong requests to the control API, and news that the page must not get."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.world import World
from tests.sandbox.vk import OTHER, STUDENT, TEACHER, TOKEN, Vk, board

CHAT = 2_000_000_001
HERE = {"as": STUDENT, "peer": CHAT}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("messages", {**HERE, "text": None}),
        ("messages", {**HERE, "text": ["привет"]}),
        ("messages", {"as": STUDENT, "peer": "беседа", "text": "привет"}),
        ("chats", {"as": STUDENT, "title": 5, "members": []}),
        ("chats", {"as": STUDENT, "title": "Чат", "members": [999]}),
        ("chats", {"as": STUDENT, "title": "Чат", "members": 201}),
        ("clock", {"advance": "завтра"}),
        ("clock", {"advance": float("nan")}),
        ("clock", {"advance": float("inf")}),
        ("clock", {"advance": 1e300}),
        ("admins", {"as": TEACHER, "peer": CHAT, "member": 999, "admin": True}),
        ("capabilities", {}),
        ("messages", {"as": 999, "peer": 1, "text": "x"}),
        ("messages", {"as": STUDENT, "peer": OTHER, "text": "x"}),
        ("messages", {**HERE, "text": "  "}),
        ("messages", {"as": STUDENT, "peer": CHAT + 98, "text": "x"}),
        ("messages", {"as": STUDENT}),
        ("members", {"as": TEACHER, "peer": CHAT, "member": 999}),
        ("members", {"as": TEACHER, "peer": CHAT, "member": OTHER}),
        ("members", {"as": TEACHER, "peer": CHAT, "member": OTHER, "how": "window"}),
        ("chats", {"as": TEACHER, "title": " ", "members": []}),
        ("faults", {"method": "users.get", "kind": "earthquake"}),
        ("press", {**HERE, "conversation_message_id": 1, "row": 0, "column": 0}),
    ],
)
async def test_nonsense_and_impossible_acts_are_refused_with_a_sentence_and_change_nothing(
    vk: Vk, peer: int, path: str, body: dict[str, Any]
) -> None:
    shown = len(vk.world.messages(peer))
    status, answer = await vk.control(path, body)
    assert status in {400, 403}
    assert answer["error"].endswith(".")
    assert answer["error"][0].isupper()
    assert len(vk.world.messages(peer)) == shown
    assert len(vk.world.conversations) == 1
    assert vk.world.clock.offset == 0


@pytest.mark.parametrize("said", ["", "не JSON", "[]", "5"])
async def test_a_body_that_is_no_object(vk: Vk, said: str) -> None:
    async with vk.http.post(f"{vk.world.url}/sandbox/clock", data=said.encode()) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"] == "Запрос не понятен."


@pytest.mark.parametrize(
    "path",
    [
        "stream",
        "stream?as=я",
        "stream?as=999",
        "world?as=999",
        "messages?as=201",
        f"messages?as={STUDENT}&peer={OTHER}",
        "clock?offset=0&wait=nan",
        "clock?offset=0&wait=-1",
        "clock?offset=x",
    ],
)
async def test_a_question_that_is_not_answered(vk: Vk, path: str) -> None:
    status, answer = await vk.control(path)
    assert status in {400, 403}
    assert answer["error"].endswith(".")


async def test_a_text_button_gives_the_number_of_what_it_wrote(vk: Vk, peer: int) -> None:
    number = await vk.send(peer, keyboard=board("Помощь", type="text"))
    press = {"as": STUDENT, "peer": peer, "conversation_message_id": number, "row": 0, "column": 0}
    status, answer = await vk.control("press", press)
    assert status == 200
    written = vk.world.messages(peer)[-1]
    assert answer == {"conversation_message_id": written.conversation_message_id}
    assert (written.from_id, written.text) == (STUDENT, "[club1|@poryadok] Помощь")


async def test_a_restricted_person_is_told_so(vk: Vk, peer: int) -> None:
    mute = {"peer_id": peer, "member_ids": STUDENT, "action": "ro", "for": 60}
    await vk.call("messages.changeConversationMemberRestrictions", **mute)
    said = {"as": STUDENT, "peer": peer, "text": "привет"}
    assert await vk.control("messages", said) == (403, {"error": "Вам нельзя писать в эту беседу."})
    _, world = await vk.control(f"world?as={TEACHER}")
    members = {each["id"]: each for each in world["conversations"][0]["members"]}
    assert members[STUDENT]["restricted"]
    assert not members[OTHER]["restricted"]


async def test_a_chat_that_was_left_stays_in_the_list(vk: Vk, peer: int) -> None:
    vk.world.remove_member(peer, STUDENT, by=TEACHER)
    vk.world.write(peer, TEACHER, "без него")
    _, world = await vk.control(f"world?as={STUDENT}")
    (chat,) = [each for each in world["conversations"] if each["peer"] == peer]
    assert not chat["in_chat"]
    assert chat["last"]["action"]["type"] == "chat_kick_user"


async def heard(world: World, who: int, act: Any) -> list[dict[str, Any]]:
    """Return the changes that a person's page hears of during the block."""
    changes: list[dict[str, Any]] = []
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{world.url}/sandbox/stream?as={who}") as stream,
    ):
        act()
        world.feed.changed(None)
        async with asyncio.timeout(5):
            while not changes or changes[-1]["peer"] is not None:
                line = (await stream.content.readline()).decode().strip()
                if line.startswith("data: "):
                    changes.append(json.loads(line.removeprefix("data: ")))
    return changes[:-1]


async def test_a_private_change_is_told_to_nobody_else() -> None:
    world = World(clock=SandboxClock(), token=TOKEN)
    for number in (STUDENT, OTHER):
        world.add_person(number, first_name="Имя", last_name="В")
    async with serve(world):
        own = await heard(world, STUDENT, lambda: world.write(STUDENT, STUDENT, "привет"))
        foreign = await heard(world, OTHER, lambda: world.write(STUDENT, STUDENT, "ещё"))
    assert [change["peer"] for change in own] == [STUDENT]
    assert foreign == []


async def test_a_chats_changes_of_every_kind_are_told(vk: Vk, peer: int) -> None:
    world = vk.world
    number = await vk.send(peer)
    message = world.messages(peer)[-1]
    assert message.conversation_message_id == number
    for act in (
        lambda: world.write(peer, TEACHER, "привет"),
        lambda: world.change(message, "иначе", (), inline=False),
        lambda: world.remove(message),
        lambda: world.set_admin(peer, STUDENT, True),
        lambda: world.restrict(peer, OTHER, world.clock.now()),
        lambda: world.restrict(peer, OTHER, None),
        lambda: world.remove_member(peer, OTHER, by=TEACHER),
    ):
        assert {change["peer"] for change in await heard(world, TEACHER, act)} == {peer}
    made = await heard(world, TEACHER, lambda: world.create_chat("Ещё", owner=TEACHER, members=[]))
    assert [change["peer"] for change in made] == [peer + 1]

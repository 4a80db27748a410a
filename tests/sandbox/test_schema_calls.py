"""Every call of the bot's, checked by VK's own schema; and the schema, by wrong calls."""

from datetime import timedelta

import pytest

from bot.sandbox.college import seed_college
from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.world import PersonId, World
from bot.vk.client import VkClient
from bot.vk.community import find_community, switch_on_events
from bot.vk.delivery import deliver
from bot.vk.longpoll import LongPoll
from bot.vk.messenger import VkMessenger
from rules.ids import ChatId, FileId, MemberId, MessageId
from storage.effects import (
    Answer,
    Button,
    Colour,
    DeleteMessages,
    Edit,
    Effect,
    KeepPicture,
    Peer,
    Restrict,
    Send,
    Unrestrict,
    Unsend,
)
from storage.records import File
from tests.sandbox.schema import check_call, vk_schema

CHAT = ChatId(2_000_000_001)
STUDENT = MemberId(201)
KEYBOARD = (
    tuple(Button(label=colour, payload={"do": "it"}, colour=colour) for colour in Colour),
    (Button(label="Отменить", payload={"undo": 12, "violation": "7"}),),
)
MUTE = "messages.changeConversationMemberRestrictions"

ACTION = '{"action":{"type":"callback","label":"Да","payload":"{}"},"color":"purple"}'

COLOURS = ["default", "positive", "negative", "primary"]

WRONG = [
    ("messages.sent", {}, "messages.sent: unknown method"),
    ("messages.send", {"peer_id": 1, "mesage": "?"}, "messages.send.mesage: unknown"),
    ("messages.send", {"message": "я" * 9001}, "messages.send.message: has 9001 characters"),
    ("messages.send", {"peer_id": "me"}, "messages.send.peer_id: 'me' is no integer"),
    ("messages.send", {"forward": "12"}, "messages.send.forward: 12 is no object"),
    ("messages.send", {"forward": "{"}, "messages.send.forward: is no JSON"),
    (
        "messages.send",
        {"disable_mentions": "True"},
        "messages.send.disable_mentions: 'True' is no boolean",
    ),
    (
        "messages.edit",
        {"peer_id": 1, "keyboard": f'{{"inline":true,"buttons":[[{ACTION}]]}}'},
        f"messages.edit.keyboard.buttons[0][0].color: 'purple' is none of {COLOURS}",
    ),
    ("messages.edit", {"cmid": 5}, "messages.edit.peer_id: is missing"),
    (
        "messages.getConversationMembers",
        {"peer_id": 1, "count": 1001},
        "messages.getConversationMembers.count: 1001 is out of bounds",
    ),
    (
        "messages.delete",
        {"cmids": ",".join(["1"] * 101)},
        "messages.delete.cmids: has 101 items",
    ),
]


def wrong_unpublished(**changes: object) -> list[str]:
    call: dict[str, object] = {"peer_id": CHAT, "member_ids": STUDENT, "action": "ro"}
    return check_call(MUTE, call | changes)


if vk_schema().methods:

    @pytest.mark.parametrize(("method", "params", "fault"), WRONG)
    def test_a_wrong_call_is_noticed(method: str, params: dict[str, object], fault: str) -> None:
        assert check_call(method, params) == [fault]


def test_a_wrong_unpublished_call_is_noticed_without_any_schema() -> None:
    assert wrong_unpublished() == []
    assert wrong_unpublished(member_ids="201,all") == [f"{MUTE}.member_ids[1]: 'all' is no integer"]
    assert wrong_unpublished(action="rx") == [f"{MUTE}.action: 'rx' is none of ['ro', 'rw']"]
    assert wrong_unpublished(**{"for": 0}) == [f"{MUTE}.for: 0 is out of bounds"]
    assert wrong_unpublished(until=1) == [f"{MUTE}.until: unknown"]


async def _make_every_call(client: VkClient, world: World) -> None:
    messenger = VkMessenger(client)
    community = await find_community(client, None)
    await find_community(client, community.number)
    await switch_on_events(client, community)
    await LongPoll(client, community.number).open()
    await messenger.roster(CHAT)
    await messenger.people([STUDENT])
    await messenger.resolve("m.knizhnikova")
    said = MessageId(world.write(CHAT, PersonId(STUDENT), "не по теме"))
    await messenger.delete(CHAT, said)
    world.write(STUDENT, PersonId(STUDENT), "привет")
    await _carry_every_effect(client, world)


async def _carry_every_effect(client: VkClient, world: World) -> None:
    said = MessageId(world.write(CHAT, PersonId(STUDENT), "снова не по теме"))
    now = world.clock.now()
    sent: list[MessageId] = []

    async def posted(peer: Peer, ref: str) -> MessageId | None:
        return sent[-1]

    async def kept(number: FileId) -> File | None:
        return None

    async def keep(effect: KeepPicture, content: bytes) -> None:
        assert content

    async def carry(effect: Effect, random_id: int = 7) -> MessageId | None:
        return await deliver(
            client,
            effect,
            random_id=random_id,
            in_doubt=True,
            now=now,
            posted=posted,
            kept=kept,
            keep=keep,
        )

    message = await carry(
        Send(to=CHAT, private=False, text="Да?", keyboard=KEYBOARD, reply_to=said)
    )
    assert message is not None
    sent.append(message)
    press = world.press(CHAT, PersonId(STUDENT), message, "Отменить")
    await carry(Answer(to=CHAT, member=STUDENT, press=press, text="Записано."))
    press = world.press(CHAT, PersonId(STUDENT), message, "Отменить")
    await carry(Answer(to=CHAT, member=STUDENT, press=press, text=""))
    await carry(Edit(to=CHAT, ref="one", text="Нет.", keyboard=KEYBOARD))
    await carry(Edit(to=CHAT, ref="one", text="Нет."))
    await carry(Unsend(to=CHAT, ref="one"))
    await carry(Send(to=STUDENT, private=True, text="Длинное слово. " * 600, notify=True), 8)
    await carry(DeleteMessages(chat=CHAT, messages=(said,)))
    await carry(Restrict(chat=CHAT, member=STUDENT, until=now + timedelta(days=31)))
    await carry(Unrestrict(chat=CHAT, member=STUDENT))


async def test_vks_schema_allows_every_call_that_the_bot_makes() -> None:
    world = World(clock=SandboxClock(), group_id=1, token="schema")
    world.limits.per_second = None
    seed_college(world)

    async with (
        serve(world) as url,
        VkClient.open(url=f"{url}/method/", token=world.token, pace=1000) as client,
    ):
        await _make_every_call(client, world)

    assert {call.outcome for call in world.calls} == {"ok"}
    assert {call.method for call in world.calls} == {
        "groups.getById",
        "groups.getLongPollServer",
        "groups.getLongPollSettings",
        "groups.setLongPollSettings",
        "messages.changeConversationMemberRestrictions",
        "messages.delete",
        "messages.edit",
        "messages.getConversationMembers",
        "messages.getConversationsById",
        "messages.getHistory",
        "messages.send",
        "messages.sendMessageEventAnswer",
        "users.get",
        "utils.resolveScreenName",
    }
    for call in world.calls:
        assert check_call(call.method, call.params) == []

"""Messages: sent once, edited and removed within VK's limits, in VK's shapes."""

import json

import pytest

from bot.sandbox.conversations import NotPossibleError, PersonId, vk_message
from tests.sandbox.vk import OTHER, STUDENT, TEACHER, Vk, board

DAY = 24 * 3600


async def test_a_repeat_is_shown_once(vk: Vk, peer: int) -> None:
    first = await vk.send(peer, "раз", random_id=7)
    assert await vk.send(peer, "раз", random_id=7) == first
    assert await vk.send(peer, "два", random_id=8) == first + 1
    assert await vk.send(peer, "ноль", random_id=0) != await vk.send(peer, "ноль", random_id=0)
    vk.world.clock.advance(3601)
    assert await vk.send(peer, "раз", random_id=7) > first + 1


async def test_one_peer_gives_a_number_and_a_list_gives_a_list(vk: Vk, peer: int) -> None:
    vk.world.allow_private(STUDENT, True)
    number = await vk.call("messages.send", peer_id=STUDENT, message="а", random_id=1)
    assert isinstance(number, int)
    both = await vk.call("messages.send", peer_ids=f"{peer},{OTHER}", message="а", random_id=2)
    assert both[0]["conversation_message_id"] > 0
    assert both[0]["message_id"] == 0
    assert both[1]["error"]["code"] == 901


async def test_the_bot_replies_only_to_delivered_messages(vk: Vk) -> None:
    peer = vk.world.create_chat("ИСП-21", owner=TEACHER, members=[STUDENT])
    before = vk.world.write(peer, STUDENT, "до бота")
    vk.world.add_bot(peer, by=TEACHER)
    vk.world.set_admin(peer, vk.world.bot_id, True)
    after = vk.world.write(peer, STUDENT, "при боте")

    def reply(number: int, to: int = peer) -> str:
        return json.dumps({"peer_id": to, "conversation_message_ids": [number], "is_reply": True})

    assert await vk.send(peer, forward=reply(before)) == 921
    number = await vk.send(peer, forward=reply(after))
    message = vk.world.messages(peer)[-1]
    assert message.conversation_message_id == number
    assert message.reply is not None
    assert message.reply.text == "при боте"
    assert await vk.send(peer, forward=reply(after, to=peer + 1)) == 100
    assert await vk.send(peer, forward=reply(999)) == 100
    found = await vk.call(
        "messages.getByConversationMessageId",
        peer_id=peer,
        conversation_message_ids=f"{before},{after}",
    )
    assert [item["text"] for item in found["items"]] == ["при боте"]


async def test_reading_the_last_messages(vk: Vk, peer: int) -> None:
    vk.world.set_admin(peer, vk.world.bot_id, True)
    await vk.send(peer, "раз", random_id="77")
    vk.world.write(peer, STUDENT, "два")
    await vk.send(peer, "три", random_id="78")
    vk.world.remove(vk.world.messages(peer)[-1])

    found = await vk.call("messages.getHistory", peer_id=peer, count=2)
    assert [(item["text"], item["random_id"]) for item in found["items"]] == [
        ("два", 0),
        ("раз", 77),
    ]
    rest = await vk.call("messages.getHistory", peer_id=peer, count=1, offset=1)
    assert [item["text"] for item in rest["items"]] == ["раз"]
    vk.world.set_admin(peer, vk.world.bot_id, False)
    assert await vk.call("messages.getHistory", peer_id=peer) == 917


async def test_editing(vk: Vk, peer: int) -> None:
    own = await vk.send(peer, "раз", keyboard=board("Кнопка"))
    foreign = vk.world.write(peer, STUDENT, "чужое")

    async def edit(number: int, **params: str) -> object:
        return await vk.call("messages.edit", peer_id=peer, cmid=number, message="два", **params)

    assert await edit(foreign) == 920
    assert await edit(999) == 100
    assert await edit(own, keyboard=board("Другая")) == 1
    message = vk.world.conversations[peer].message(own)
    assert message is not None
    assert message.keyboard
    assert message.keyboard[0][0].label == "Другая"
    assert await edit(own) == 1
    assert message.text == "два"
    assert message.edited
    assert "keyboard" not in vk_message(message, ""), "what is not sent again is gone"
    vk.world.clock.advance(DAY + 1)
    assert await edit(own) == 909


async def test_removing(vk: Vk, peer: int) -> None:
    old = vk.world.write(peer, STUDENT, "старое")
    vk.world.clock.advance(DAY + 1)
    new = vk.world.write(peer, STUDENT, "новое")
    own = await vk.send(peer)
    items = await vk.call(
        "messages.delete", peer_id=peer, cmids=f"{old},{new},{own}", delete_for_all=1
    )
    assert [item["response"] for item in items] == [0, 1, 1]
    assert items[0]["error"]["code"] == 924
    shown = [message.conversation_message_id for message in vk.world.messages(peer)]
    assert old in shown
    assert new not in shown
    assert own not in shown


async def test_a_press_is_answered_once_within_a_minute_to_its_presser(vk: Vk, peer: int) -> None:
    number = await vk.send(peer, keyboard=board("Кнопка", payload='{"do":"x"}'))
    since = vk.world.stream.ts
    event = vk.world.press(peer, STUDENT, number, "Кнопка")
    (update,) = (await vk.poll(since))["updates"]
    assert update["type"] == "message_event"
    assert update["object"] == {
        "user_id": STUDENT,
        "peer_id": peer,
        "event_id": event,
        "payload": {"do": "x"},
        "conversation_message_id": number,
    }

    async def answer(event: str, user: int = STUDENT, data: object = None) -> object:
        extra = {} if data is None else {"event_data": json.dumps(data)}
        return await vk.call(
            "messages.sendMessageEventAnswer",
            event_id=event,
            user_id=user,
            peer_id=peer,
            **extra,
        )

    snackbar = {"type": "show_snackbar", "text": "Готово"}
    assert await answer("none", data=snackbar) == 100
    assert await answer(event, user=OTHER, data=snackbar) == 100
    assert await answer(event, data={"type": "show_snackbar"}) == 100
    assert await answer(event, data={**snackbar, "text": "я" * 1000}) == 100
    assert vk.world.popup(event) is None
    assert await answer(event, data=snackbar) == 1
    assert vk.world.popup(event) == snackbar
    assert await answer(event, data=snackbar) == 100
    late = vk.world.press(peer, STUDENT, number, (0, 0))
    vk.world.clock.advance(61)
    assert await answer(late) == 100
    silent = vk.world.press(peer, STUDENT, number, "Кнопка")
    assert await answer(silent) == 1
    assert vk.world.popup(silent) == {"type": "none"}


async def test_a_removed_button_cannot_be_pressed(vk: Vk, peer: int) -> None:
    number = await vk.send(peer, keyboard=board("Кнопка"))
    for label, who in (("Нет такой", STUDENT), ("Кнопка", PersonId(999))):
        with pytest.raises(NotPossibleError, match=r"\.$"):
            vk.world.press(peer, who, number, label)


async def test_every_way_to_join_and_leave(vk: Vk, peer: int) -> None:
    since = vk.world.stream.ts
    ways = {
        "invite": ("chat_invite_user", TEACHER),
        "link": ("chat_invite_user_by_link", OTHER),
        "message_request": ("chat_invite_user_by_message_request", OTHER),
        "call": ("chat_invite_user_by_call", TEACHER),
        "call_link": ("chat_invite_user_by_call_join_link", OTHER),
    }
    for how in ways:
        vk.world.remove_member(peer, OTHER, by=OTHER)
        vk.world.add_member(peer, OTHER, by=TEACHER, how=how)
    messages = await vk.messages(since)
    assert {message["action"]["type"] for message in messages[::2]} == {"chat_kick_user"}
    assert [(message["action"]["type"], message["from_id"]) for message in messages[1::2]] == list(
        ways.values()
    )
    assert all(message["text"] == "" for message in messages)

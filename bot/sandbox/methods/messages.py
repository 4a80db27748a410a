"""VK's methods for messages: sending, editing, deleting and reading them; answers to presses."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Annotated, Any

from bot.sandbox.attachments import Attachment
from bot.sandbox.conversations import Conversation, Keyboard, Message, vk_message
from bot.sandbox.ground import LONGEST
from bot.sandbox.methods import administered, reachable, readable, referable, was_seen
from bot.sandbox.parameters import VkError, number, numbers, read_keyboard, words
from bot.sandbox.talking import EDITABLE, MOST
from bot.sandbox.world import World

_DEDUPLICATED = timedelta(hours=1)
_DEDUPLICATED_MOST = 100
_ANSWERABLE = timedelta(minutes=1)
_REMOVABLE = timedelta(hours=24)
_INT32 = 2**31

_Numbers = Annotated[list[int], numbers(100)]
_Keyboard = Annotated[tuple[Keyboard, bool], read_keyboard]


def _read_answered(name: str, value: str) -> tuple[int, int]:
    """Return the peer and the number of the message replied to."""
    try:
        given = json.loads(value)
    except ValueError:
        raise VkError(100, f"{name} should be JSON") from None
    match given:
        case {
            "peer_id": int(peer),
            "conversation_message_ids": [int(cmid)],
            "is_reply": True | 1,
        } if len(given) == 3:
            return peer, cmid
        case _:
            raise VkError(100, f"{name} is invalid")


def _send(
    world: World,
    random_id: Annotated[int, number(-_INT32, _INT32 - 1)],
    peer_id: int | None = None,
    peer_ids: _Numbers | None = None,
    message: str = "",
    forward: Annotated[tuple[int, int], _read_answered] | None = None,
    keyboard: _Keyboard = ((), False),
    payload: Annotated[str, words(1000)] = "",
    attachment: Annotated[str, words(9000)] = "",
    dont_parse_links: bool = False,
    disable_mentions: bool = False,
    intent: Annotated[str, words(one_of=frozenset({"default"}))] = "",
) -> Any:
    # an error of one peer is an item of the list; a wrong parameter refuses the whole call
    _check_text(message)
    send = partial(
        _send_one,
        world,
        text=message,
        keyboard=keyboard,
        answers=forward,
        random_id=random_id,
        attachments=_attached(world, attachment),
    )
    if peer_ids is not None:
        return [_send_in_list(send, peer) for peer in peer_ids]
    if peer_id is None:
        raise VkError(100, "peer_id is undefined")
    return send(peer_id).message_id


def _send_in_list(send: Callable[[int], Message], peer: int) -> dict[str, Any]:
    item = {"peer_id": peer, "message_id": 0, "conversation_message_id": 0}
    try:
        message = send(peer)
    except VkError as refused:
        return {**item, "error": refused.as_item()}
    return {
        **item,
        "message_id": message.message_id,
        "conversation_message_id": message.conversation_message_id,
    }


def _send_one(
    world: World,
    peer: int,
    *,
    text: str,
    keyboard: tuple[Keyboard, bool],
    answers: tuple[int, int] | None,
    random_id: int,
    attachments: tuple[Attachment, ...],
) -> Message:
    conversation = reachable(world, peer)
    if (known := _known(world, conversation, random_id)) is not None:
        return known
    reply = None
    if answers is not None:
        where, cmid = answers
        if where != peer:
            raise VkError(100, "forward.peer_id is invalid")
        reply = referable(world, conversation, cmid)
    rows, inline = keyboard
    message = world.post(
        conversation,
        world.bot_id,
        text,
        reply=reply,
        keyboard=rows,
        inline=inline,
        attachments=attachments,
        random_id=random_id,
    )
    if random_id:
        conversation.random_ids[random_id] = (message, world.clock.now())
    return message


def _check_text(text: str) -> None:
    if not text:
        raise VkError(100, "message is empty or invalid")
    if len(text) > LONGEST:
        raise VkError(914)


def _attached(world: World, names: str) -> tuple[Attachment, ...]:
    given = [name for name in names.split(",") if name]
    if len(given) > MOST or not set(given) <= set(world.attachments):
        raise VkError(100, "attachment is invalid")
    return tuple(world.attachments[name] for name in given)


def _known(world: World, conversation: Conversation, random_id: int) -> Message | None:
    since = world.clock.now() - _DEDUPLICATED
    ids = conversation.random_ids
    for old in [each for each, (_, at) in ids.items() if at < since]:
        del ids[old]
    while len(ids) > _DEDUPLICATED_MOST:
        del ids[next(iter(ids))]
    return ids[random_id][0] if random_id in ids else None


def _edit(
    world: World,
    peer_id: int,
    cmid: Annotated[int, number(1)] | None = None,
    # its older name (VK.md, 1.2)
    conversation_message_id: Annotated[int, number(1)] = 0,
    message: str = "",
    keyboard: _Keyboard = ((), False),
    keep_forward_messages: bool = False,
    keep_snippets: bool = False,
    dont_parse_links: bool = False,
    disable_mentions: bool = False,
) -> int:
    edited = reachable(world, peer_id).message(cmid or conversation_message_id)
    if edited is None:
        raise VkError(100, "cmid is invalid")
    if edited.from_id != world.bot_id:
        raise VkError(920)
    if world.clock.now() - edited.date > EDITABLE:
        raise VkError(909)
    _check_text(message)
    rows, inline = keyboard
    world.change(edited, message, rows, inline=inline)
    if not keep_forward_messages:
        edited.reply = None
    return 1


def _read_popup(name: str, value: str) -> dict[str, Any]:
    words(1000)(name, value)
    try:
        popup = json.loads(value)
    except ValueError:
        raise VkError(100, f"{name} should be JSON") from None
    match popup:
        case {"type": "show_snackbar", "text": str(text)} if text and len(popup) == 2:
            return dict(popup)
        case {"type": "open_link", "link": str()} if len(popup) == 2:
            return dict(popup)
        case _:
            raise VkError(100, f"{name} is invalid")


def _answer(
    world: World,
    event_id: Annotated[str, words(255)],
    user_id: Annotated[int, number(1)],
    peer_id: int,
    event_data: Annotated[dict[str, Any], _read_popup] | None = None,
) -> int:
    press = world.presses.get(event_id)
    if (
        press is None
        or press.answered
        or (press.who, press.peer) != (user_id, peer_id)
        or world.clock.now() - press.at > _ANSWERABLE
    ):
        raise VkError(100, "event_id is invalid")
    world.answer(event_id, event_data)
    return 1


def _delete(
    world: World, peer_id: int, cmids: _Numbers, delete_for_all: bool = False
) -> list[dict[str, Any]]:
    conversation = reachable(world, peer_id)
    return [_delete_one(world, conversation, cmid, for_all=delete_for_all) for cmid in cmids]


def _delete_one(
    world: World, conversation: Conversation, cmid: int, *, for_all: bool
) -> dict[str, Any]:
    item: dict[str, Any] = {
        "peer_id": conversation.peer,
        "message_id": 0,
        "conversation_message_id": cmid,
    }
    message = conversation.message(cmid)
    if message is not None:
        try:
            _check_removable(world, conversation, message)
        except VkError as refused:
            if refused.code == 925:
                raise
            return {**item, "response": 0, "error": refused.as_item()}
        if for_all:
            world.remove(message)
    return {**item, "response": 1}


def _check_removable(world: World, conversation: Conversation, message: Message) -> None:
    if message.from_id != world.bot_id:
        if not conversation.is_chat:
            raise VkError(924)
        administered(world, conversation.peer, refusal=925)
        author = conversation.members.get(message.from_id)
        if author is not None and author.moderates:
            raise VkError(15)
    if message.action is not None or world.clock.now() - message.date > _REMOVABLE:
        raise VkError(924)


def _get(
    world: World, peer_id: int, conversation_message_ids: _Numbers, extended: bool = False
) -> dict[str, Any]:
    return _get_by_id(world, peer_id, conversation_message_ids)


def _get_by_id(
    world: World, peer_id: int, cmids: _Numbers, extended: bool = False
) -> dict[str, Any]:
    conversation = readable(world, peer_id)
    found = [
        vk_message(message, world.url)
        for message in map(conversation.message, cmids)
        if message is not None and was_seen(world, conversation, message)
    ]
    return {"count": len(found), "items": found}


def _get_history(
    world: World,
    peer_id: int,
    offset: Annotated[int, number(0)] = 0,
    count: Annotated[int, number(0, 200)] = 20,
    extended: bool = False,
) -> dict[str, Any]:
    conversation = readable(world, peer_id)
    seen = [
        message
        for message in reversed(conversation.shown())
        if was_seen(world, conversation, message)
    ]
    page = seen[offset : offset + count]
    return {"count": len(seen), "items": [vk_message(message, world.url) for message in page]}


METHODS = {
    "messages.delete": _delete,
    "messages.edit": _edit,
    "messages.getByConversationMessageId": _get,
    "messages.getById": _get_by_id,
    "messages.getHistory": _get_history,
    "messages.send": _send,
    "messages.sendMessageEventAnswer": _answer,
}

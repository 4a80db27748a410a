"""`messages.send`, `messages.edit` and the answer to a press."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.sandbox.attaching import MOST
from bot.sandbox.attachments import Attachment
from bot.sandbox.conversations import Conversation, Keyboard, Message
from bot.sandbox.errors import VkError
from bot.sandbox.ground import LONGEST
from bot.sandbox.keyboards import read_keyboard
from bot.sandbox.methods.access import reachable, referable
from bot.sandbox.parameters import INT32, Flag, Json, Number, Numbers, Takes, Words
from bot.sandbox.talking import EDITABLE
from bot.sandbox.world import World

_DEDUPLICATED = timedelta(hours=1)
_DEDUPLICATED_MOST = 100
_ANSWERABLE = timedelta(minutes=1)

_SEND = Takes(
    kinds={
        "peer_id": Number(),
        "peer_ids": Numbers(most=100),
        "random_id": Number(least=-INT32, most=INT32 - 1),
        "message": Words(),
        "forward": Json(),
        "keyboard": Words(),
        "payload": Words(longest=1000),
        "attachment": Words(longest=9000),
        "dont_parse_links": Flag(),
        "disable_mentions": Flag(),
        "intent": Words(one_of=frozenset({"default"})),
    },
    required=frozenset({"random_id"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A message to send; `answers` is the peer and the number of the message replied to."""

    text: str
    keyboard: Keyboard
    inline: bool
    answers: tuple[int, int] | None
    random_id: int
    attachments: tuple[Attachment, ...] = ()


def _send(world: World, params: dict[str, Any]) -> Any:
    # an error of one peer stands in the list; one of the parameters refuses the call
    text, (keyboard, inline) = _text(params), _keyboard(params)
    draft = _Draft(
        text=text,
        keyboard=keyboard,
        inline=inline,
        answers=_answered(params["forward"]) if "forward" in params else None,
        random_id=params["random_id"],
        attachments=_attached(world, params.get("attachment", "")),
    )
    if "peer_ids" in params:
        return [_send_in_list(world, peer, draft) for peer in params["peer_ids"]]
    if "peer_id" not in params:
        raise VkError(100, "peer_id is undefined")
    return _send_one(world, params["peer_id"], draft).message_id


def _send_in_list(world: World, peer: int, draft: _Draft) -> dict[str, Any]:
    try:
        message = _send_one(world, peer, draft)
    except VkError as refused:
        return {
            "peer_id": peer,
            "message_id": 0,
            "conversation_message_id": 0,
            "error": {"code": refused.code, "description": refused.text},
        }
    return {
        "peer_id": peer,
        "message_id": message.message_id,
        "conversation_message_id": message.conversation_message_id,
    }


def _send_one(world: World, peer: int, draft: _Draft) -> Message:
    conversation = reachable(world, peer)
    if (known := _known(world, conversation, draft.random_id)) is not None:
        return known
    reply = None
    if draft.answers is not None:
        where, number = draft.answers
        if where != peer:
            raise VkError(100, "forward.peer_id is invalid")
        reply = referable(world, conversation, number)
    message = world.say(
        peer,
        draft.text,
        reply=reply,
        keyboard=draft.keyboard,
        inline=draft.inline,
        attachments=draft.attachments,
    )
    message.random_id = draft.random_id
    if draft.random_id:
        conversation.random_ids[draft.random_id] = (message, world.clock.now())
    return message


def _text(params: dict[str, Any]) -> str:
    text: str = params.get("message", "")
    if not text:
        raise VkError(100, "message is empty or invalid")
    if len(text) > LONGEST:
        raise VkError(914)
    return text


def _attached(world: World, names: str) -> tuple[Attachment, ...]:
    given = [name for name in names.split(",") if name]
    if len(given) > MOST or not set(given) <= set(world.attachments):
        raise VkError(100, "attachment is invalid")
    return tuple(world.attachments[name] for name in given)


def _keyboard(params: dict[str, Any]) -> tuple[Keyboard, bool]:
    return read_keyboard(params["keyboard"]) if "keyboard" in params else ((), False)


def _known(world: World, conversation: Conversation, random_id: int) -> Message | None:
    since = world.clock.now() - _DEDUPLICATED
    ids = conversation.random_ids
    for old in [number for number, (_, at) in ids.items() if at < since]:
        del ids[old]
    while len(ids) > _DEDUPLICATED_MOST:
        del ids[next(iter(ids))]
    return ids[random_id][0] if random_id in ids else None


def _answered(forward: dict[str, Any]) -> tuple[int, int]:
    match forward:
        case {
            "peer_id": int(peer),
            "conversation_message_ids": [int(number)],
            "is_reply": True | 1,
        } if len(forward) == 3:
            return peer, number
        case _:
            raise VkError(100, "forward is invalid")


_EDIT = Takes(
    kinds={
        "peer_id": Number(),
        "cmid": Number(least=1),
        "conversation_message_id": Number(least=1),  # its older name (VK.md, 1.2)
        "message": Words(),
        "keyboard": Words(),
        "keep_forward_messages": Flag(),
        "keep_snippets": Flag(),
        "dont_parse_links": Flag(),
        "disable_mentions": Flag(),
    },
    required=frozenset({"peer_id"}),
)


def _edit(world: World, params: dict[str, Any]) -> int:
    conversation = reachable(world, params["peer_id"])
    message = conversation.message(params.get("cmid", params.get("conversation_message_id", 0)))
    if message is None:
        raise VkError(100, "cmid is invalid")
    if message.from_id != world.bot_id:
        raise VkError(920)
    if world.clock.now() - message.date > EDITABLE:
        raise VkError(909)
    keyboard, inline = _keyboard(params)
    world.change(message, _text(params), keyboard, inline=inline)
    if not params.get("keep_forward_messages"):
        message.reply = None
    return 1


_ANSWER = Takes(
    kinds={
        "event_id": Words(longest=255),
        "user_id": Number(least=1),
        "peer_id": Number(),
        "event_data": Words(longest=1000),
    },
    required=frozenset({"event_id", "user_id", "peer_id"}),
)


def _answer(world: World, params: dict[str, Any]) -> int:
    press = world.presses.get(params["event_id"])
    if (
        press is None
        or press.answered
        or (press.who, press.peer) != (params["user_id"], params["peer_id"])
        or world.clock.now() - press.at > _ANSWERABLE
    ):
        raise VkError(100, "event_id is invalid")
    world.answer(
        params["event_id"], _popup(params["event_data"]) if "event_data" in params else None
    )
    return 1


def _popup(raw: str) -> dict[str, Any]:
    try:
        popup = json.loads(raw)
    except ValueError:
        raise VkError(100, "event_data should be JSON") from None
    match popup:
        case {"type": "show_snackbar", "text": str(text)} if text and set(popup) == {
            "type",
            "text",
        }:
            return dict(popup)
        case {"type": "open_link", "link": str()} if set(popup) == {"type", "link"}:
            return dict(popup)
        case _:
            raise VkError(100, "event_data is invalid")


METHODS = {
    "messages.send": (_SEND, _send),
    "messages.edit": (_EDIT, _edit),
    "messages.sendMessageEventAnswer": (_ANSWER, _answer),
}

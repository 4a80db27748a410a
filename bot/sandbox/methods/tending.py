"""`messages.delete`, and the methods that read messages."""

from datetime import timedelta
from typing import Any

from bot.sandbox.conversations import Conversation, Message
from bot.sandbox.errors import VkError
from bot.sandbox.methods.access import administered, reachable, readable
from bot.sandbox.parameters import Flag, Number, Numbers, Takes
from bot.sandbox.shapes import vk_message
from bot.sandbox.world import World

_REMOVABLE = timedelta(hours=24)

_DELETE = Takes(
    kinds={
        "peer_id": Number(),
        "cmids": Numbers(most=100),
        "delete_for_all": Flag(),
    },
    required=frozenset({"peer_id", "cmids"}),
)


def _delete(world: World, params: dict[str, Any]) -> list[dict[str, Any]]:
    conversation = reachable(world, params["peer_id"])
    return [_delete_one(world, conversation, number, params) for number in params["cmids"]]


def _delete_one(
    world: World, conversation: Conversation, number: int, params: dict[str, Any]
) -> dict[str, Any]:
    item: dict[str, Any] = {
        "peer_id": conversation.peer,
        "message_id": 0,
        "conversation_message_id": number,
    }
    message = conversation.message(number)
    try:
        if message is not None:
            _check_removable(world, conversation, message)
    except VkError as refused:
        if refused.code == 925:
            raise
        return {**item, "response": 0, "error": {"code": refused.code, "description": refused.text}}
    if message is not None and params.get("delete_for_all"):
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


_GET = Takes(
    kinds={
        "peer_id": Number(),
        "conversation_message_ids": Numbers(most=100),
        "extended": Flag(),
    },
    required=frozenset({"peer_id", "conversation_message_ids"}),
)


def _get(world: World, params: dict[str, Any]) -> dict[str, Any]:
    return _read_again(world, params["peer_id"], params["conversation_message_ids"])


_GET_BY_ID = Takes(
    kinds={"peer_id": Number(), "cmids": Numbers(most=100), "extended": Flag()},
    required=frozenset({"peer_id", "cmids"}),
)


def _get_by_id(world: World, params: dict[str, Any]) -> dict[str, Any]:
    return _read_again(world, params["peer_id"], params["cmids"])


def _read_again(world: World, peer: int, numbers: list[int]) -> dict[str, Any]:
    conversation = readable(world, peer)
    found = [
        vk_message(message)
        for number in numbers
        if (message := conversation.message(number)) is not None
        and _was_seen(world, conversation, message)
    ]
    return {"count": len(found), "items": found}


def _was_seen(world: World, conversation: Conversation, message: Message) -> bool:
    return (
        message.from_id == world.bot_id or message.conversation_message_id in conversation.delivered
    )


_HISTORY = Takes(
    kinds={
        "peer_id": Number(),
        "offset": Number(least=0),
        "count": Number(least=0, most=200),
        "extended": Flag(),
    },
    required=frozenset({"peer_id"}),
)


def _get_history(world: World, params: dict[str, Any]) -> dict[str, Any]:
    conversation = readable(world, params["peer_id"])
    seen = [
        message
        for message in reversed(conversation.messages)
        if not message.removed and _was_seen(world, conversation, message)
    ]
    first = params.get("offset", 0)
    page = seen[first : first + params.get("count", 20)]
    return {"count": len(seen), "items": [vk_message(message) for message in page]}


METHODS = {
    "messages.delete": (_DELETE, _delete),
    "messages.getByConversationMessageId": (_GET, _get),
    "messages.getById": (_GET_BY_ID, _get_by_id),
    "messages.getHistory": (_HISTORY, _get_history),
}

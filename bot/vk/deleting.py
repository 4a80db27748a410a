"""Deletes messages for all: people's, or the bot's own (VK.md, 1.2 `messages.delete`)."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.vk.answers import not_an_answer, understood
from bot.vk.client import Manner, VkClient, VkRefused
from bot.vk.faults import Act, Remedy, meaning
from handlers.messenger import Fault
from rules.ids import MessageId


async def delete_messages(
    client: VkClient,
    peer: int,
    messages: Sequence[MessageId],
    manner: Manner,
    *,
    again: bool = False,
) -> None:
    """Delete messages for all, in one call. Raises what `VkClient.call` raises.

    VK refuses single messages within an answer that is otherwise successful, so each item is
    checked. Of several refusals one that is worth a repeat is raised: deleting a deleted message
    does no harm.

    `again` says that they may have been deleted before. Whether VK refuses a deleted message, and
    how, is not documented, so a refused one is looked up then, and counts as deleted if it is gone.
    """
    try:
        answer = await client.call(
            "messages.delete",
            manner,
            peer_id=peer,
            cmids=list(messages),
            delete_for_all=True,
        )
    except VkRefused as refused:
        failed = dict.fromkeys(messages, refused)
    else:
        failed = _failed(answer, messages)
    if again and failed:
        failed = await _standing(client, peer, failed, manner)
    if failed:
        raise min(failed.values(), key=_weight)


def _failed(answer: Any, messages: Sequence[MessageId]) -> dict[MessageId, VkRefused]:
    """Return the messages that VK refused to delete, each with its refusal."""
    match answer:
        case [_, *_]:
            return dict(_refusals(answer, messages))
        case 1:
            return {}
        case _:
            return dict.fromkeys(messages, not_an_answer())


async def _standing(
    client: VkClient, peer: int, failed: dict[MessageId, VkRefused], manner: Manner
) -> dict[MessageId, VkRefused]:
    """Leave out the messages that are gone, as far as VK lets the bot see it."""
    asked = [
        message
        for message, refused in failed.items()
        if meaning(refused.code, Act.DELETE) in _MAY_BE_GONE
    ]
    if not asked:
        return failed
    try:
        answer = await client.call(
            "messages.getByConversationMessageId",
            manner,
            peer_id=peer,
            conversation_message_ids=asked,
        )
        with understood():
            there = {
                int(item["conversation_message_id"])
                for item in answer["items"]
                if not item.get("deleted")
            }
    except VkRefused:
        return failed
    gone = {message for message in asked if message not in there}
    return {message: refused for message, refused in failed.items() if message not in gone}


_MAY_BE_GONE = frozenset({Fault.TOO_LATE, Fault.PROTECTED, Fault.REFUSED})


def _weight(refusal: VkRefused) -> int:
    match meaning(refusal.code, Act.DELETE):
        case Remedy.NOTHING:
            return 2
        case Remedy():
            return 0
        case _:
            return 1


def _refusals(
    items: list[Any], messages: Sequence[MessageId]
) -> Iterable[tuple[MessageId, VkRefused]]:
    for place, item in enumerate(items):
        message = messages[min(place, len(messages) - 1)]
        match item:
            case {"conversation_message_id": int(number)} if number in messages:
                message = MessageId(number)
        match item:
            case {"error": {"code": int(code), **more}}:
                yield message, VkRefused(code, str(more.get("description", "")))
            case {"response": 0}:
                yield message, VkRefused(_UNTOLD, "not removed, no reason given")
            case {"response": 1}:
                pass
            case _:
                yield message, not_an_answer()


_UNTOLD = 924
"""VK's code for a message that cannot be deleted for all, used where it gives none."""

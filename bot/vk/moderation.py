"""Moderation in VK: deleting messages, restricting and removing members, closing chats (VK.md,
1.2)."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.vk.answers import done, not_an_answer, understood
from bot.vk.client import Manner, VkClient, VkRefused
from bot.vk.faults import Act, Remedy, meaning
from bot.vk.pace import Urgency
from bot.vk.values import number_of
from handlers.messenger import Fault
from rules.ids import MessageId
from storage.effects import CloseWriting, OpenWriting, Remove, Restrict, Unrestrict

# one attempt: the courier keeps the pauses in the outbox, where a restart finds them
MODERATION = Manner(urgency=Urgency.MODERATION, patience=0)

_RESTRICTIONS = "messages.changeConversationMemberRestrictions"


class TargetProtected(Exception):  # noqa: N818 -- what VK did, not whose error it is
    """VK restricts anybody but this member, an administrator of the chat."""


async def restrict(
    client: VkClient, effect: Restrict | Unrestrict, how: dict[str, str | int]
) -> None:
    """Set what a member may do. Raises `VkRefused`, `TargetProtected`."""
    answer = await client.call(
        _RESTRICTIONS,
        MODERATION,
        peer_id=effect.chat,
        member_ids=effect.member,
        **how,
    )
    _said_something(answer)
    failed = answer.get("failed_member_ids") if isinstance(answer, dict) else None
    if failed and effect.member in {int(member) for member in failed}:
        raise TargetProtected


def _said_something(answer: object) -> None:
    # the shape of this answer is not published, only that it is not empty
    if not answer:
        raise not_an_answer()


async def restrict_until(client: VkClient, effect: Restrict, now: datetime) -> None:
    """Restrict a member to reading until the effect's moment; `now` is aware, UTC."""
    if effect.until is None:
        await restrict(client, effect, {"action": "ro"})
        return
    left = math.ceil((effect.until - now).total_seconds())
    # restricting after the term would mute somebody who may write
    if left > 0:
        await restrict(client, effect, {"action": "ro", "for": left})


async def write_in(client: VkClient, method: str, effect: CloseWriting | OpenWriting) -> None:
    """Close or open writing in a chat for all but its administrators. Raises `VkRefused`."""
    _said_something(await client.call(method, MODERATION, chat_id=number_of(effect.chat)))


async def remove_member(client: VkClient, effect: Remove) -> None:
    """Remove a member from a chat. Raises `VkRefused`."""
    answer = await client.call(
        "messages.removeChatUser",
        MODERATION,
        chat_id=number_of(effect.chat),
        member_id=effect.member,
    )
    done(answer)


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

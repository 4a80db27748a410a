"""Finds out whether a message was posted before, longer ago than VK recognises a repeat.

VK shows a message once per `random_id`, but remembers it for an hour and a hundred messages only
(VK.md, 4). After that the bot has to look.
"""

from collections.abc import Collection
from datetime import timedelta

from bot.vk.answers import understood
from bot.vk.client import Manner, VkClient, VkRefused
from bot.vk.faults import UNANSWERED, Act, Remedy, meaning
from bot.vk.pace import Urgency
from rules.ids import MessageId
from storage.effects import Peer

RECOGNISED = timedelta(minutes=55)
"""For so long VK surely recognises a repeat: an hour, less the time of a call and clock skew."""

_LOOKED_THROUGH = 200
"""The newest messages of a conversation; one answer holds no more (VK.md, 4)."""

_QUESTION = Manner(urgency=Urgency.WORDS, patience=0)


async def find_posted(
    client: VkClient, peer: Peer, random_ids: Collection[int]
) -> dict[int, MessageId]:
    """Return the messages in a conversation that have one of these random ids, by random id.

    Empty if VK lets the bot read nothing. Raises `VkRefused` with `UNANSWERED` if it may do so
    later, and `bot.vk.client.TokenRejected`.
    """
    try:
        answer = await client.call(
            "messages.getHistory", _QUESTION, peer_id=peer, count=_LOOKED_THROUGH
        )
    except VkRefused as refused:
        if isinstance(meaning(refused.code, Act.READ), Remedy):
            # VK may want a rest from this method, but not from words
            raise VkRefused(UNANSWERED, str(refused)) from refused
        return {}
    with understood():
        return {
            item["random_id"]: MessageId(item["conversation_message_id"])
            for item in answer["items"]
            if item.get("random_id") in random_ids
        }

"""Whether VK was told something before, longer ago than it recognises a repeat itself.

VK shows a message once for every `random_id`, but remembers it for an hour only, and for a
hundred messages (VK.md, 4). Whoever does not know what became of an older call has to look.
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
"""For so long VK surely recognises a repeat: an hour, less what a call and clocks may take."""

_LOOKED_THROUGH = 200
"""The newest messages of a conversation; one answer has no more (VK.md, 4)."""

_QUESTION = Manner(urgency=Urgency.WORDS, patience=0)


async def said_before(
    client: VkClient, peer: Peer, random_ids: Collection[int]
) -> dict[int, MessageId]:
    """Give under which ids those of the messages stand in a conversation that can be found.

    None is found where VK lets the bot read nothing. Raises `VkRefused` with `UNANSWERED` where
    it may do so later, and `bot.vk.client.TokenRejected`.
    """
    try:
        answer = await client.call(
            "messages.getHistory", _QUESTION, peer_id=peer, count=_LOOKED_THROUGH
        )
    except VkRefused as refused:
        if isinstance(meaning(refused.code, Act.READ), Remedy):
            # whatever VK wants a rest from, it is not from words
            raise VkRefused(UNANSWERED, str(refused)) from refused
        return {}
    with understood():
        return {
            item["random_id"]: MessageId(item["conversation_message_id"])
            for item in answer["items"]
            if item.get("random_id") in random_ids
        }

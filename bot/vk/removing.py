"""Removing one message for all: somebody's, or the bot's own (VK.md, 1.2 `messages.delete`)."""

from bot.vk.client import Manner, VkClient, VkRefused
from bot.vk.faults import UNANSWERED
from rules.ids import MessageId


async def remove(client: VkClient, peer: int, message: MessageId, manner: Manner) -> None:
    """Remove a message for all. Raises what `VkClient.call` raises.

    VK refuses one message of a list within an answer that is otherwise well, so the answer's
    only item is looked at, too.
    """
    answer = await client.call(
        "messages.delete",
        manner,
        peer_id=peer,
        cmids=message,
        delete_for_all=True,
    )
    match answer:
        case [{"error": {"code": int(code), **more}}, *_]:
            raise VkRefused(code, str(more.get("description", "")))
        case [{"response": 0}, *_]:
            raise VkRefused(_UNTOLD, "not removed, no reason given")
        case [{"response": 1}, *_] | 1:
            return
        case _:
            raise VkRefused(UNANSWERED, "not an answer")


_UNTOLD = 924
"""VK's code for a message that cannot be removed for all stands in where it gives none."""

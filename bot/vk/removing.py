"""Removing messages for all: somebody's, or the bot's own (VK.md, 1.2 `messages.delete`)."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.vk.answers import not_an_answer
from bot.vk.client import Manner, VkClient, VkRefused
from bot.vk.faults import Act, Remedy, meaning
from rules.ids import MessageId


async def remove(
    client: VkClient, peer: int, messages: Sequence[MessageId], manner: Manner
) -> None:
    """Remove messages for all, in one call. Raises what `VkClient.call` raises.

    VK refuses single messages of a list within an answer that is otherwise well, so each item is
    looked at. Of several refusals one that is worth a repeat is raised: what is gone already is
    removed once more without harm.
    """
    answer = await client.call(
        "messages.delete",
        manner,
        peer_id=peer,
        cmids=list(messages),
        delete_for_all=True,
    )
    match answer:
        case [_, *_]:
            refused = list(_refusals(answer))
        case 1:
            refused = []
        case _:
            refused = [not_an_answer()]
    if refused:
        raise min(refused, key=_weight)


def _weight(refusal: VkRefused) -> int:
    match meaning(refusal.code, Act.ERASE):
        case Remedy.NOTHING:
            return 2
        case Remedy():
            return 0
        case _:
            return 1


def _refusals(items: list[Any]) -> Iterable[VkRefused]:
    for item in items:
        match item:
            case {"error": {"code": int(code), **more}}:
                yield VkRefused(code, str(more.get("description", "")))
            case {"response": 0}:
                yield VkRefused(_UNTOLD, "not removed, no reason given")
            case {"response": 1}:
                pass
            case _:
                yield not_an_answer()


_UNTOLD = 924
"""VK's code for a message that cannot be removed for all stands in where it gives none."""

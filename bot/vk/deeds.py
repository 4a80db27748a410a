"""Deeds in VK other than words: restricting and removing members, closing chats (VK.md, 1.2)."""

import math
from datetime import datetime

from bot.vk.answers import done, not_an_answer
from bot.vk.client import Manner, VkClient
from bot.vk.pace import Urgency
from bot.vk.peers import number_of
from storage.effects import CloseWriting, OpenWriting, Remove, Restrict, Unrestrict

# one attempt: the courier keeps the pauses in the outbox, where a restart finds them
DEED = Manner(urgency=Urgency.DEED, patience=0)

_RESTRICTIONS = "messages.changeConversationMemberRestrictions"


class TargetProtected(Exception):  # noqa: N818 -- what VK did, not whose error it is
    """VK restricts anybody but this member, an administrator of the chat."""


async def restrict(
    client: VkClient, effect: Restrict | Unrestrict, how: dict[str, str | int]
) -> None:
    """Set what a member may do. Raises `VkRefused`, `TargetProtected`."""
    answer = await client.call(
        _RESTRICTIONS,
        DEED,
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
    _said_something(await client.call(method, DEED, chat_id=number_of(effect.chat)))


async def remove_member(client: VkClient, effect: Remove) -> None:
    """Remove a member from a chat. Raises `VkRefused`."""
    answer = await client.call(
        "messages.removeChatUser",
        DEED,
        chat_id=number_of(effect.chat),
        member_id=effect.member,
    )
    done(answer)

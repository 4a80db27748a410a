"""Reading what was missed, as far as VK gives it (VK.md, 1.2 and 3.1: `failed` 1 and 3)."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from loguru import logger

from bot.clock import Clock
from bot.longpoll import Update
from bot.read_marks import ReadMarks
from bot.vk.client import VkClient, VkRefused
from handlers.gaps import is_command, note_gap, welcome_unseen
from handlers.services import Services
from handlers.updates import FIRST_CHAT
from rules.ids import ChatId, MessageId

WORTH_DOING = timedelta(minutes=10)
"""How old a missed command may be to be carried out still: whoever typed it longer ago has seen
that nothing came of it, and acted otherwise."""

_SIDE_BY_SIDE = 25
"""Chats that are read at the same time: their questions go to VK as one call (VK.md, 4)."""

_AT_ONCE = 100
"""Messages of one call at most (VK.md, 1.2)."""

_MOST = 2_000
"""Messages of a chat that are read after one gap at most: twenty calls."""


class GapReader:
    """Reads each served chat from the newest message known on, and hands it on as updates.

    `take` takes updates as they come from the stream. Ordinary messages are looked at, what
    blocked members wrote is removed, arrivals are welcomed, as at any other time.
    """

    def __init__(
        self,
        services: Services,
        client: VkClient,
        clock: Clock,
        marks: ReadMarks,
        take: Callable[[list[Update]], None],
    ) -> None:
        self._services = services
        self._client = client
        self._clock = clock
        self._marks = marks
        self._take = take

    async def read(self, since: datetime | None) -> None:
        """Read what was missed since then (UTC), some chats at a time; one's trouble stops no
        other's."""
        chats = sorted(self._services.watch.served)
        for first in range(0, len(chats), _SIDE_BY_SIDE):
            some = chats[first : first + _SIDE_BY_SIDE]
            await asyncio.gather(*(self._try_chat(chat, since) for chat in some))

    async def _try_chat(self, chat: ChatId, since: datetime | None) -> None:
        try:
            await self._read_chat(chat, since)
        except Exception:
            logger.exception("chat {}: what was missed could not be read", chat)

    async def _read_chat(self, chat: ChatId, since: datetime | None) -> None:
        messages = await self._messages(chat)
        missed = [] if messages is None else messages
        wanted, late = [], 0
        for message in missed:
            if self._is_too_late(chat, message):
                self._marks.take(chat, message["conversation_message_id"])
                late += 1
            else:
                wanted.append(_as_update(chat, message))
        self._take(wanted)
        if messages is None and since is not None:
            # otherwise a service message has told of each arrival
            await welcome_unseen(self._services, chat, since)
        read = None if messages is None else len(messages)
        await note_gap(self._services, chat, since, read=read, late=late)

    async def _messages(self, chat: ChatId) -> list[dict[str, Any]] | None:
        """Give what was written after the newest known; None where it cannot be read."""
        newest = self._marks.newest(chat)
        if newest is None:
            return None
        found: list[dict[str, Any]] = []
        for first in range(newest + 1, newest + 1 + _MOST, _AT_ONCE):
            try:
                answer = await self._client.call(
                    "messages.getByConversationMessageId",
                    peer_id=chat,
                    conversation_message_ids=list(range(first, first + _AT_ONCE)),
                )
            except VkRefused as refused:
                logger.warning("chat {}: missed messages are not given: {}", chat, refused)
                return found or None
            if not answer["items"]:
                break
            found += answer["items"]
        found.sort(key=_number_of)
        # what the community says comes to it by no event either
        return [message for message in found if message["from_id"] > 0 or message.get("action")]

    def _is_too_late(self, chat: ChatId, message: dict[str, Any]) -> bool:
        if message.get("action"):
            return False
        written = datetime.fromtimestamp(message["date"], tz=UTC)
        if self._clock.now() - written <= WORTH_DOING:
            return False
        return is_command(self._services, chat, message["from_id"], str(message.get("text") or ""))


def _number_of(message: dict[str, Any]) -> MessageId:
    return MessageId(message["conversation_message_id"])


def _as_update(chat: ChatId, message: dict[str, Any]) -> Update:
    assert chat >= FIRST_CHAT  # noqa: S101 -- only chats have served states
    return {
        "type": "message_new",
        # the same whenever it is read, so that a restart in the middle repeats nothing
        "event_id": f"gap:{chat}:{_number_of(message)}",
        "object": {"message": {**message, "peer_id": chat}},
    }

"""Reads the messages that VK failed to deliver, as far as it gives them (VK.md, 1.2 and 3.1)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from loguru import logger

from bot.clock import Clock
from bot.read_marks import Gap, ReadMarks
from bot.stream import Reader, TakeMissed, Update
from bot.vk.answers import understood
from bot.vk.client import Manner, TokenRejected, VkClient, VkRefused
from bot.vk.values import is_chat
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.rereading import asks_something, note_gap, welcome_unseen
from rules.ids import ChatId, MessageId

WORTH_DOING = timedelta(minutes=10)
"""The age up to which a missed command is carried out. The author of an older one has seen that
nothing happened, and acted in another way."""

_SIDE_BY_SIDE = 25
"""Chats that are read at the same time: their calls go to VK in one (VK.md, 4)."""

_AT_ONCE = 100
"""Messages that one call reads at most (VK.md, 1.2)."""

_MOST = 2_000
"""Messages of one gap that are read at most: twenty calls."""

_PATIENTLY = Manner(patience=300.0)
"""Nobody waits for the answer, and after a loss VK may be away for some minutes."""


class GapReader:
    """Reads the messages in the gaps of each served chat, and returns them as updates.

    They are handled like any others: detectors look at them, messages of blocked members are
    removed, newcomers are welcomed.
    """

    def __init__(
        self, services: Services, client: VkClient, clock: Clock, marks: ReadMarks, reader: Reader
    ) -> None:
        self._services = services
        self._client = client
        self._clock = clock
        self._marks = marks
        self._reader = reader

    async def read(self, since: datetime | None, take: TakeMissed) -> None:
        """Read the gaps that began at `since` (UTC), a few chats at a time, and pass each chat's
        messages to `take`. A chat that cannot be read does not stop the others."""
        chats = sorted(self._services.watch.served)
        self._marks.close_gaps_but_of(chats)
        for first in range(0, len(chats), _SIDE_BY_SIDE):
            some = chats[first : first + _SIDE_BY_SIDE]
            await asyncio.gather(*(self._try_chat(chat, since, take) for chat in some))

    async def _try_chat(self, chat: ChatId, since: datetime | None, take: TakeMissed) -> None:
        readings = self._marks.readings(chat)
        is_known = self._marks.newest(chat) is not None
        if is_known and not readings:
            return
        try:
            messages = (
                await self._messages(chat, [each.gap for each in readings]) if is_known else None
            )
        except TokenRejected:  # the next start, with a new token, reads the gap
            raise
        except Exception:
            logger.exception("chat {}: the missed messages could not be read", chat)
            messages = None
        wanted, late = [], 0
        for message in messages or ():
            if self._is_too_late(chat, message):
                self._marks.take(chat, _number_of(message), missed=True)
                late += 1
            else:
                wanted.append(_as_update(chat, message))
        # if the process ends before this, the next one reads the gap
        take(chat, wanted, readings)
        try:
            if messages is None and since is not None:
                # if messages were read, there is a service message for each newcomer
                await welcome_unseen(self._services, chat, since)
            read = None if messages is None else len(messages)
            await note_gap(self._services, chat, since, read=read, late=late)
        except TokenRejected:
            raise
        except Exception:
            logger.exception("chat {}: the gap could not be noted", chat)

    async def _messages(self, chat: ChatId, gaps: Sequence[Gap]) -> list[dict[str, Any]] | None:
        """Return the messages in the gaps of a chat; None if VK gives none."""
        found: list[dict[str, Any]] = []
        try:
            for gap in gaps:
                async for messages in self._pages(chat, gap):
                    found += messages
        except VkRefused as refused:
            logger.warning("chat {}: VK does not give the missed messages: {}", chat, refused)
            if not found:
                return None
        found.sort(key=_number_of)
        # VK sends no events for the community's own messages
        return [message for message in found if message["from_id"] > 0 or message.get("action")]

    async def _pages(self, chat: ChatId, gap: Gap) -> AsyncIterator[list[dict[str, Any]]]:
        first = gap.after + 1
        for _ in range(_MOST // _AT_ONCE):
            # the end of the gap may become known between two calls
            end = first + _AT_ONCE if gap.before is None else min(first + _AT_ONCE, gap.before)
            if end <= first:
                return
            answer = await self._client.call(
                "messages.getByConversationMessageId",
                _PATIENTLY,
                peer_id=chat,
                conversation_message_ids=list(range(first, end)),
            )
            with understood():
                messages = [dict(message) for message in answer["items"]]
            if not messages and gap.before is None:
                return
            yield messages
            first = end

    def _is_too_late(self, chat: ChatId, message: dict[str, Any]) -> bool:
        event = self._reader.read(_as_update(chat, message))
        if not isinstance(event, Wrote) or self._clock.now() - event.at <= WORTH_DOING:
            return False
        return asks_something(self._services, event)


def _number_of(message: dict[str, Any]) -> MessageId:
    return MessageId(message["conversation_message_id"])


def _as_update(chat: ChatId, message: dict[str, Any]) -> Update:
    assert is_chat(chat)  # noqa: S101 -- only chats have served states
    return {
        "type": "message_new",
        # the same at each reading, so that a restart handles no message twice
        "event_id": f"gap:{chat}:{_number_of(message)}",
        "object": {"message": {**message, "peer_id": chat}},
    }

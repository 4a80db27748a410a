"""What people wrote around a message, for those who have to judge it or to help (п. 5.12.2).

It is read from the messenger, where that is possible: the bot keeps no conversation.
"""

from collections.abc import Sequence
from datetime import datetime

from loguru import logger

from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.messenger import MessengerError, Written
from handlers.words import suspicions as words
from rules.ids import ChatId, MessageId

_NEAR = 3
"""Most messages that are shown."""


async def read_around(
    services: Services, chat: ChatId, message: MessageId, at: datetime
) -> tuple[Written, ...]:
    """Return what people wrote around a message of `at` (UTC); () if that cannot be read.

    Outside of a transaction: it asks the messenger.
    """
    if not services.messenger.capabilities.reads_around:
        return ()
    try:
        near = await services.messenger.around(chat, message, at)
    except MessengerError as refused:
        logger.warning("chat {}: what was written around is not read: {}", chat, refused.fault)
        return ()
    people = [each for each in near if each.said.author > 0 and each.message != message]
    before = [each for each in people if each.message < message]
    after = [each for each in people if each.message > message]
    later = after[: max(1, _NEAR - len(before))]
    return (*before[len(before) - (_NEAR - len(later)) :], *later) if before else tuple(later)


async def near_words(scene: Scene, message: MessageId, around: Sequence[Written]) -> str:
    """Return in words what was written around a message."""
    lines = [
        words.Near(
            author=await scene.named(each.said.author),
            text=each.said.text,
            is_later=each.message > message,
        )
        for each in around
    ]
    return words.near(scene.voice, lines=tuple(lines))

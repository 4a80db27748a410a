"""Whom a violation was against: nobody records their own grievance (п. 5.12.7).

Every way of recording asks here: a command, a card, a request passed on, another rule. What is
found stays with the record, so that no later step has to find it again.
"""

import re
from collections.abc import Iterable

from loguru import logger

from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.messenger import MessengerError
from rules.ids import ChatId, MemberId, MessageId
from rules.mentions import people_in
from storage.subjects.evidence import Sighting

_MYSELF = re.compile(r"(?<!\w)(?:меня|мне|мной|мною|мо(?:й|его) адрес|me)(?!\w)", re.IGNORECASE)
"""How people say in a note that it was against them: «оскорбил меня»."""


async def answered_by(
    services: Services, chat: ChatId, message: MessageId | None
) -> MemberId | None:
    """Ask the messenger whose message that message answers; None: nobody's, or it does not say.

    It is asked under any rule: once the message is removed, nobody can say it any more.
    """
    if message is None:
        return None
    try:
        return await services.messenger.answered_by(chat, message)
    except MessengerError as error:
        # it is recorded as any other: whoever is accused can contest it
        logger.warning("chat {}: a message could not be read: {}", chat, error.fault)
        return None


async def aimed_at(
    scene: Scene,
    *,
    author: MemberId | None = None,
    note: str = "",
    text: str = "",
    answered: MemberId | None = None,
    sightings: Iterable[Sighting | None] = (),
) -> frozenset[MemberId]:
    """Give the moderators whom something is known to have been against.

    What was written answers one of theirs (`answered`), or mentions them in its `text`, or the
    `author` of the `note` says so. `sightings` are what is kept of the messages. Nobody else
    records, so nobody else is named.
    """
    kept = [sighting for sighting in sightings if sighting is not None]
    hurt = {answered, *(sighting.answers for sighting in kept)}
    for words in (text, *(sighting.text for sighting in kept)):
        hurt |= people_in(words)
    if author is not None and _MYSELF.search(note):
        hurt.add(author)
    here = {*await scene.moderators(), *scene.services.administrators}
    return frozenset(member for member in hurt if member is not None and member in here)

"""Find whom a violation was against: a moderator may not record their own case (п. 5.12.7).

Every way of recording asks here: a command, a card, a passed-on request, another rule. The result
is stored with the violation, so later steps need not find it again.
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
"""Matches a note by the person whom the act was against: «оскорбил меня»."""


async def answered_by(
    services: Services, chat: ChatId, message: MessageId | None
) -> MemberId | None:
    """Ask the messenger who wrote the message that `message` answers; None if it cannot say.

    Asked whatever the rule: once the message is removed, the answer is lost.
    """
    if message is None:
        return None
    try:
        return await services.messenger.answered_by(chat, message)
    except MessengerError as error:
        # record it as usual: the accused can contest it
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
    """Return the moderators against whom an act is known to have been.

    They are the author of the answered message (`answered`), those mentioned in `text`, and the
    `author` of the `note` if it says so. `sightings` are the stored copies of the messages. Only
    moderators are returned, because only they record violations.
    """
    kept = [sighting for sighting in sightings if sighting is not None]
    hurt = {answered, *(sighting.answers for sighting in kept)}
    for words in (text, *(sighting.text for sighting in kept)):
        hurt |= people_in(words)
    if author is not None and _MYSELF.search(note):
        hurt.add(author)
    here = {*await scene.moderators(), *scene.services.administrators}
    return frozenset(member for member in hurt if member is not None and member in here)

"""Whether a moderator was themselves the target of what they record (п. 5.12.7)."""

import re
from collections.abc import Iterable

from loguru import logger

from handlers.messenger import MessengerError
from handlers.services import Services
from handlers.updates import Told
from rules.ids import MemberId, RuleNumber
from storage.records import Sighting

_MYSELF = re.compile(r"(?<!\w)(?:меня|мне|мной|мною|мо(?:й|его) адрес|me)(?!\w)", re.IGNORECASE)
"""How people say in a note that it was against them: «оскорбил меня»."""


async def aimed_at(
    services: Services, told: Told, rule: int | None, note: str
) -> frozenset[MemberId]:
    """Give whom the message that is complained of is known to be against.

    It answers one of theirs, or mentions them, or they say so themselves. The messenger is asked
    only where it matters: for a rule that is broken against somebody.
    """
    known = None if rule is None else services.policy.conduct.rule(RuleNumber(rule))
    if known is None or not known.personal:
        return frozenset()
    mentioned = f"[id{told.author}|" in told.answered_text
    if mentioned or _MYSELF.search(note) or await _answered(services, told) == told.author:
        return frozenset({told.author})
    return frozenset()


def aimed_at_oneself(member: MemberId, sightings: Iterable[Sighting | None]) -> frozenset[MemberId]:
    """Give that person, where any of what was written answers or mentions them (п. 5.12.7)."""
    mention = f"[id{member}|"
    against = any(
        sighting is not None and (sighting.answers == member or mention in sighting.text)
        for sighting in sightings
    )
    return frozenset({member}) if against else frozenset()


async def _answered(services: Services, told: Told) -> MemberId | None:
    if told.answers is None:
        return None
    try:
        return await services.messenger.answered_by(told.chat, told.answers)
    except MessengerError as error:
        # it is recorded as any other: whoever is accused can contest it
        logger.warning("chat {}: a message could not be read: {}", told.chat, error.fault)
        return None

"""Making each chat's detectors ready, at start and whenever what they rest on changes."""

from handlers.saying import new_chat
from handlers.services import Services
from rules.detectors.assembly import watchers_for
from rules.detectors.inspection import Inspection
from rules.facts import Fact
from rules.facts.suspicions import SuspicionReopened, SuspicionSettled
from rules.facts.wordlist import WordListed, WordUnlisted
from rules.ids import ChatId
from rules.settings import settings_from
from storage.database import Reading
from storage.records import Chat

TEACHING = (WordListed, WordUnlisted, SuspicionSettled, SuspicionReopened)
"""Facts after which a chat's detectors have to be made anew."""


async def prepare_all(services: Services) -> None:
    """Make the detectors of every chat ready."""
    async with services.storage.reading() as reading:
        for chat in await reading.chats():
            await _prepare(services, reading, chat)


async def prepare(services: Services, chat: ChatId) -> None:
    """Make a chat's detectors anew."""
    async with services.storage.reading() as reading:
        await _prepare(services, reading, await reading.chat(chat) or new_chat(chat))


def teaches(fact: Fact) -> bool:
    """Say whether a chat's detectors have to be made anew after that fact."""
    return isinstance(fact, TEACHING)


async def inspection_in(services: Services, reading: Reading, chat: Chat) -> Inspection:
    """Give a chat's detectors as they are set now."""
    values = services.policy.values(await reading.settings(chat.chat))
    voice_zone = services.zone_of(chat)
    watchers = watchers_for(
        settings_from(values),
        permitted=services.policy.permitted,
        zone=voice_zone,
        listed=[(each.entry, each.rule) for each in await reading.wordlist(chat.chat)],
    )
    return Inspection(chat=chat.chat, watchers=watchers, taught=await reading.taught(chat.chat))


async def _prepare(services: Services, reading: Reading, chat: Chat) -> None:
    inspection = await inspection_in(services, reading, chat)
    services.lookout.note_chat(chat.chat, inspection if inspection.watchers else None)

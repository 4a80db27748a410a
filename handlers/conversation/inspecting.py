"""Build each chat's detectors: at start, and when what they depend on changes."""

from collections.abc import Mapping
from functools import partial

from handlers.conversation.saying import new_chat
from handlers.conversation.services import Services
from rules.assembly import watchers_for
from rules.detectors.inspection import Inspection
from rules.ids import ChatId
from rules.settings import Setting
from storage.database import Reading
from storage.records import Chat


async def remember_chats(services: Services) -> None:
    """Load the chats' in-memory state at start: each row once, all from one snapshot.

    Only the detectors of chats with their own list, or that taught something, need more reading;
    how to build the others is noted.
    """
    async with services.storage.reading() as reading:
        values = await reading.all_settings()
        chats = [(chat, values.get(chat.chat, {})) for chat in await reading.chats()]
        settings = ((chat, services.policy.settings(changed)) for chat, changed in chats)
        await services.watch.load(reading, settings, services.zone)
        own = await reading.watched_words()
        for chat, changed in chats:
            if chat.chat in own:
                await _prepare(services, reading, chat)
            else:
                services.lookout.note_unmade(chat.chat, partial(_plain, services, chat, changed))


def _plain(services: Services, chat: Chat, changed: Mapping[Setting, str]) -> Inspection | None:
    watchers = watchers_for(
        services.policy.settings(changed),
        permitted=services.policy.permitted,
        zone=services.zone_of(chat),
    )
    return Inspection(chat=chat.chat, watchers=watchers) if watchers else None


async def prepare(services: Services, chat: ChatId) -> None:
    """Build a chat's detectors again."""
    async with services.storage.reading() as reading:
        await _prepare(services, reading, await reading.chat(chat) or new_chat(chat))


async def inspection_in(
    services: Services, reading: Reading, chat: Chat, *, repeated: bool = False
) -> Inspection:
    """Return a chat's detectors as set now; `repeated`: those for words that the bot repeats."""
    watchers = watchers_for(
        services.policy.settings(await reading.settings(chat.chat)),
        permitted=services.policy.permitted,
        zone=services.zone_of(chat),
        listed=[(each.entry, each.rule) for each in await reading.wordlist(chat.chat)],
        repeated=repeated,
    )
    return Inspection(chat=chat.chat, watchers=watchers, taught=await reading.taught(chat.chat))


async def _prepare(services: Services, reading: Reading, chat: Chat) -> None:
    inspection = await inspection_in(services, reading, chat)
    services.lookout.note_chat(chat.chat, inspection if inspection.watchers else None)

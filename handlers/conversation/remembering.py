"""Load the chats' in-memory state at start."""

from handlers.conversation.inspecting import prepare_all
from handlers.conversation.services import Services


async def remember_chats(services: Services) -> None:
    """Load the chats' in-memory state: each row once, all from one snapshot."""
    async with services.storage.reading() as reading:
        values = await reading.all_settings()
        chats = [(chat, values.get(chat.chat, {})) for chat in await reading.chats()]
        settings = ((chat, services.policy.settings(changed)) for chat, changed in chats)
        await services.watch.load(reading, settings, services.zone)
        await prepare_all(services, reading, chats)

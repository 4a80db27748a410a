"""What is kept in memory of every chat, read at start."""

from handlers.conversation.inspecting import prepare_all
from handlers.conversation.services import Services


async def remember_chats(services: Services) -> None:
    """Read what is kept in memory of the chats: each row once, and all of it of one moment."""
    async with services.storage.reading() as reading:
        values = await reading.all_settings()
        chats = [(chat, values.get(chat.chat, {})) for chat in await reading.chats()]
        settings = ((chat, services.policy.settings(changed)) for chat, changed in chats)
        await services.watch.load(reading, settings, services.zone)
        await prepare_all(services, reading, chats)

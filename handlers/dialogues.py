"""What a person's next private message is about, when the bot has asked for words."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers.scene import open_scene
from handlers.services import Services
from handlers.updates import Told

Continue = Callable[[Services, Told, dict[str, Any]], Awaitable[None]]


async def go_on(services: Services, told: Told, table: dict[str, Continue]) -> bool:
    """Hand a private message to what waits for it; False where nothing does."""
    async with services.storage.reading() as reading:
        dialogue = await reading.dialogue(told.author)
    if dialogue is None or dialogue.kind not in table:
        return False
    await table[dialogue.kind](services, told, dialogue.data)
    return True


async def drop(services: Services, told: Told) -> None:
    """Forget what was waited for: the person typed a command instead."""
    async with services.storage.reading() as reading:
        dialogue = await reading.dialogue(told.author)
    if dialogue is not None:
        async with open_scene(services, told.chat) as scene:
            await scene.work.drop_dialogue(told.author)

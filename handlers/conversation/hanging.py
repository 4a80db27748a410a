"""Whether a button can hang where its press comes from: payloads are the presser's own word."""

from handlers.conversation.buttons import Press
from handlers.conversation.deeds import OF_BUTTON
from handlers.conversation.services import Services
from handlers.events import Pressed
from rules.ids import COLLEGE, ChatId
from rules.rights import TABLE
from rules.rights.rows import Place as Hangs


async def may_hang(services: Services, place: Pressed, press: Press) -> bool:
    """Say whether a press asks for something that can be asked for there, whoever asks.

    What concerns the chat in which it is pressed is not asked for in private, and no payload
    makes the bot look at, or write to, a conversation that is no chat of its own.
    """
    of_deed = TABLE[OF_BUTTON[type(press)]].press
    if of_deed is not None and of_deed.hangs is Hangs.CHAT and place.private:
        return False
    named = getattr(press, "chat", COLLEGE)
    if named == COLLEGE:
        return True
    if not services.messenger.is_chat(named):
        return False
    async with services.storage.reading() as reading:
        return await reading.chat(ChatId(named)) is not None

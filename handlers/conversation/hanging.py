"""Whether a button can be where its press comes from: payloads are not trusted."""

from handlers.conversation.buttons import OfChat, Press
from handlers.conversation.services import Services
from handlers.events import Pressed
from rules.ids import COLLEGE, ChatId
from rules.rights import Place as Hangs


async def may_hang(services: Services, pressed: Pressed, press: Press) -> bool:
    """Return whether a press can be asked for at its place, by anybody.

    A press about a group chat is invalid in another, and in private without naming one. No payload
    makes the bot look at, or write to, a conversation that is not its chat.
    """
    of_deed = press.deed.press
    named = getattr(press, "chat", None) or COLLEGE
    in_chats = of_deed is not None and of_deed.hangs is Hangs.CHAT and not of_deed.also_in_private
    of_chat = isinstance(press, OfChat) or in_chats
    if of_chat and pressed.private and named == COLLEGE:
        return False
    if of_chat and not pressed.private and named not in {COLLEGE, pressed.chat}:
        return False
    if named == COLLEGE:
        return True
    if not services.messenger.is_chat(named):
        return False
    async with services.storage.reading() as reading:
        return await reading.chat(ChatId(named)) is not None

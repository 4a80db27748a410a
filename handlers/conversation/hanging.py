"""Whether a button can be where its press comes from: payloads are not trusted."""

from handlers.conversation.buttons import Press
from handlers.conversation.services import Services
from handlers.events import Pressed
from rules.ids import COLLEGE, ChatId
from rules.rights import Place as Hangs


async def may_hang(services: Services, pressed: Pressed, press: Press) -> bool:
    """Return whether a press can be asked for at its place, by anybody.

    A press about the chat in which it is pressed is invalid in private, and no payload makes the
    bot look at, or write to, a conversation that is not its chat.
    """
    of_deed = press.deed.press
    in_chats = of_deed is not None and of_deed.hangs is Hangs.CHAT and not of_deed.also_in_private
    if in_chats and pressed.private:
        return False
    named = getattr(press, "chat", COLLEGE)
    if named == COLLEGE:
        return True
    if not services.messenger.is_chat(named):
        return False
    async with services.storage.reading() as reading:
        return await reading.chat(ChatId(named)) is not None

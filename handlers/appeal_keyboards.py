"""The buttons under the bot's messages about appeals."""

from collections.abc import Iterable, Mapping

from handlers.conversation.buttons import AnswerNow, AppealIn, AskSide, DecideOn
from handlers.conversation.keyboards import LONGEST_LABEL, MOST_CHATS, button
from handlers.quoting import quote
from handlers.voice import Voice
from rules.ids import AppealNumber, BlockNumber, ChatId, ViolationNumber
from storage.effects import Colour, Keyboard


def contest(
    voice: Voice,
    chat: ChatId,
    *,
    violation: ViolationNumber | None = None,
    block: BlockNumber | None = None,
) -> Keyboard:
    """«Обжаловать» under the notice of a violation or a block."""
    press = AppealIn(chat=chat, violation=violation or 0, block=block or 0)
    return ((button(voice.texts.gettext("Contest"), press),),)


def chats(titles: Mapping[ChatId, str], violation: ViolationNumber | None) -> Keyboard:
    """One button a chat, for a violation of that number or (None) for the block."""
    return tuple(
        (
            button(
                quote(title, LONGEST_LABEL) or f"№ {chat}",
                AppealIn(chat=chat, violation=violation or 0),
            ),
        )
        for chat, title in list(titles.items())[:MOST_CHATS]
    )


def things(voice: Voice, presses: Iterable[AppealIn]) -> Keyboard:
    """One button for each thing that can be contested, three in a row."""
    _ = voice.texts.gettext
    buttons = [
        button(
            _("Block No. {number}").format(number=press.block)
            if press.block
            else _("No. {number}").format(number=press.violation),
            press,
        )
        for press in presses
    ]
    return tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))


def case(voice: Voice, chat: ChatId, number: AppealNumber) -> Keyboard:
    """What an administrator can do about an appeal."""
    _ = voice.texts.gettext
    uphold = DecideOn(chat=chat, appeal=number, grant=False)
    grant = DecideOn(chat=chat, appeal=number, grant=True)
    member = AskSide(chat=chat, appeal=number, side="member")
    moderator = AskSide(chat=chat, appeal=number, side="moderator")
    return (
        (
            button(_("Uphold"), uphold, Colour.BAD),
            button(_("Annul the decision"), grant, Colour.GOOD),
        ),
        (button(_("Ask the person"), member), button(_("Ask the moderator"), moderator)),
    )


def answer(voice: Voice, chat: ChatId, number: AppealNumber) -> Keyboard:
    """«Ответить» under a question."""
    press = AnswerNow(chat=chat, appeal=number)
    return ((button(voice.texts.gettext("Answer"), press, Colour.MAIN),),)

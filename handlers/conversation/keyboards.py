"""The buttons under the bot's messages."""

from handlers.conversation.buttons import (
    AcknowledgeRules,
    CheckRights,
    Press,
    UndoAct,
    payload_of,
)
from locales.texts import Texts
from rules.terms import Span, Unit
from storage.effects import Button, Colour, Keyboard

LONGEST_LABEL = 40


MOST_CHATS = 6
"""One chat a row; an inline keyboard has six rows."""


def button(label: str, press: Press, colour: Colour = Colour.PLAIN) -> Button:
    """Give a button that asks for that press; its label is cut to what VK takes."""
    return Button(label=label[:LONGEST_LABEL], payload=payload_of(press), colour=colour)


def check_rights_keyboard(texts: Texts) -> Keyboard:
    """«Готово, проверить»."""
    return ((button(texts.gettext("Done, check"), CheckRights(), Colour.MAIN),),)


def acknowledge_keyboard(texts: Texts, version: str) -> Keyboard:
    """«Ознакомлен(а)»."""
    press = AcknowledgeRules(version=version)
    return ((button(texts.gettext("I know the rules"), press, Colour.GOOD),),)


def undo_keyboard(texts: Texts, act: UndoAct) -> Keyboard:
    """«Отменить»."""
    return ((button(texts.gettext("Undo"), act),),)


def term_label(texts: Texts, term: Span) -> str:
    """Give a term in words: «3 дня»."""
    ngettext, n = texts.ngettext, term.count
    match term.unit:
        case Unit.MINUTE:
            return ngettext("{n} minute", "{n} minutes", n).format(n=n)
        case Unit.HOUR:
            return ngettext("{n} hour", "{n} hours", n).format(n=n)
        case Unit.DAY:
            return ngettext("{n} day", "{n} days", n).format(n=n)
        case Unit.WEEK:
            return ngettext("{n} week", "{n} weeks", n).format(n=n)
        case Unit.MONTH:
            return ngettext("{n} month", "{n} months", n).format(n=n)

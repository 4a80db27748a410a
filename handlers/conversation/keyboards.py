"""The buttons under the bot's messages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from handlers.commands import Command
from handlers.conversation.buttons import (
    AcknowledgeRules,
    AskEverybody,
    CheckRights,
    CompleteAct,
    GiveCommand,
    OfChat,
    Press,
    ReadRules,
    UndoAct,
    payload_of,
    read_press,
)
from handlers.messenger import Capabilities
from handlers.voice import quote
from locales.texts import Texts
from rules.ids import ChatId, MessageId, ViolationNumber
from rules.times import Span, Unit
from storage.effects import Button, Colour, Keyboard

T = TypeVar("T")


def button(label: str, press: Press, colour: Colour = Colour.PLAIN) -> Button:
    """Return a button that asks for that press."""
    return Button(label=label, payload=payload_of(press), colour=colour)


def command_button(label: str, command: Command, colour: Colour = Colour.PLAIN) -> Button:
    """Return a button that gives a command; `GiveCommand` says which of them a button may give."""
    return button(label, GiveCommand.model_validate({"command": command}), colour)


def in_rows(buttons: Sequence[Button], *, wide: int = 2) -> Keyboard:
    """Return buttons in rows of `wide`, the last row with what is left."""
    return tuple(tuple(buttons[start : start + wide]) for start in range(0, len(buttons), wide))


def about(keyboard: Keyboard, chat: ChatId | None) -> Keyboard:
    """Return the buttons of a group chat as they hang in private: each names the chat.

    None: they hang in the chat.
    """
    if chat is None:
        return keyboard
    return tuple(
        tuple(
            replace(each, payload={**each.payload, "chat": chat})
            if isinstance(read_press(each.payload), OfChat)
            else each
            for each in row
        )
        for row in keyboard
    )


def private_keyboard(texts: Texts, link: str) -> Keyboard:
    """Return «Написать мне»: it opens the private conversation with the bot."""
    return ((Button(label=texts.gettext("Write to me"), payload={}, link=link),),)


def adopted_keyboard(texts: Texts, link: str) -> Keyboard:
    """Return «Написать мне» and «Попросить всех ознакомиться»."""
    ask = button(texts.gettext("Ask everybody to read the rules"), AskEverybody())
    return (*private_keyboard(texts, link), (ask,))


def paged(
    texts: Texts, items: Sequence[T], size: int, page: int, to: Callable[[int], Press]
) -> tuple[Sequence[T], list[Button]]:
    """Return the items of a page, or of the last one, and the buttons that turn to its neighbours.

    A page has `size` items; pages count from 0.
    """
    _, last = texts.gettext, max(0, (len(items) - 1) // size)
    page = min(page, last)
    back = [button(_("← Back"), to(page - 1))] if page > 0 else []
    on = [button(_("More →"), to(page + 1))] if page < last else []
    return items[page * size :][:size], [*back, *on]


def choice_of_chats(
    chats: Mapping[ChatId, str], press: Callable[[ChatId], Press], able: Capabilities, *, rows: int
) -> Keyboard:
    """Return a row per chat, with its title; the number where the title is not known."""
    return tuple(
        (button(quote(title, able.label) or f"№ {chat}", press(chat)),)
        for chat, title in list(chats.items())[:rows]
    )


def check_rights_keyboard(texts: Texts) -> Keyboard:
    """Return «Готово, проверить»."""
    return ((button(texts.gettext("Done, check"), CheckRights(), Colour.MAIN),),)


def acknowledge_keyboard(texts: Texts, version: str) -> Keyboard:
    """Return «Правила прочитаны»."""
    press = AcknowledgeRules(version=version)
    return ((button(texts.gettext("I know the rules"), press, Colour.GOOD),),)


def rules_keyboard(texts: Texts) -> Keyboard:
    """Return «Прочитать правила»."""
    return ((button(texts.gettext("Read the rules"), ReadRules(), Colour.MAIN),),)


def reading_keyboard(texts: Texts, version: str) -> Keyboard:
    """Return «Прочитать правила» and «Правила прочитаны»."""
    return (*rules_keyboard(texts), *acknowledge_keyboard(texts, version))


def undo_keyboard(texts: Texts, act: UndoAct) -> Keyboard:
    """Return «Отменить»."""
    return ((button(texts.gettext("Undo"), act),),)


def removable_keyboard(texts: Texts, number: ViolationNumber) -> Keyboard:
    """Return «Удалить сообщение» and «Отменить» under a record."""
    _ = texts.gettext
    remove = CompleteAct(act="remove", key=number)
    undo = UndoAct(act="violation", key=number)
    return ((button(_("Remove the message"), remove), button(_("Undo"), undo)),)


def recordable_keyboard(texts: Texts, message: MessageId) -> Keyboard:
    """Return «Записать нарушение» and «Отменить» under a removal."""
    _ = texts.gettext
    record = CompleteAct(act="record", key=message)
    undo = UndoAct(act="removal", key=message)
    return ((button(_("Record a violation"), record), button(_("Undo"), undo)),)


def term_label(texts: Texts, term: Span) -> str:
    """Return a term in words: «3 дня»."""
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

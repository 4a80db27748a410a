"""The buttons under the bot's messages."""

from collections.abc import Iterable, Mapping

from handlers.conversation.buttons import (
    AcknowledgeRules,
    ApologiseIn,
    BlockFor,
    CheckRights,
    DoNotBlock,
    JournalAt,
    NotApology,
    Press,
    UndoAct,
    VoteFor,
    payload_of,
)
from handlers.quoting import quote
from locales.texts import Texts
from rules.ids import ChatId, MemberId, VoteNumber
from rules.terms import Span, Unit
from rules.vocabulary.apologies import Choice
from storage.effects import Button, Colour, Keyboard

LONGEST_LABEL = 40


MOST_CHATS = 6
"""One chat a row; an inline keyboard has six rows."""


def button(label: str, press: Press, colour: Colour = Colour.PLAIN) -> Button:
    """Give a button that asks for that press; its label is cut to what VK takes."""
    return Button(label=label[:LONGEST_LABEL], payload=payload_of(press), colour=colour)


def check_rights(texts: Texts) -> Keyboard:
    """«Готово, проверить»."""
    return ((button(texts.gettext("Done, check"), CheckRights(), Colour.MAIN),),)


def acknowledge(texts: Texts, version: str) -> Keyboard:
    """«Ознакомлен(а)»."""
    press = AcknowledgeRules(version=version)
    return ((button(texts.gettext("I know the rules"), press, Colour.GOOD),),)


def undo(texts: Texts, act: UndoAct) -> Keyboard:
    """«Отменить»."""
    return ((button(texts.gettext("Undo"), act),),)


def terms(texts: Texts, member: MemberId, offered: Iterable[Span]) -> Keyboard:
    """The terms on offer, and «Не блокировать»."""
    buttons = tuple(
        button(
            term_label(texts, term),
            BlockFor(member=member, count=term.count, unit=term.unit),
            Colour.BAD,
        )
        for term in offered
    )
    rows = tuple(buttons[start : start + 3] for start in range(0, len(buttons), 3))
    decline = button(texts.gettext("Do not block"), DoNotBlock(member=member))
    return (*rows, (decline,))


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


def vote(texts: Texts, number: VoteNumber) -> Keyboard:
    """«Не возражаю» and «Возражаю», and for moderators «Это не извинения»."""
    _ = texts.gettext
    consent = VoteFor(vote=number, choice=Choice.CONSENT)
    objection = VoteFor(vote=number, choice=Choice.OBJECT)
    return (
        (
            button(_("I do not object"), consent, Colour.GOOD),
            button(_("I object"), objection, Colour.BAD),
        ),
        (button(_("This is no apology"), NotApology(vote=number)),),
    )


def which_chat(chats: Mapping[ChatId, str]) -> Keyboard:
    """One button a chat, by its title; by its number where VK did not tell the title."""
    return tuple(
        (button(quote(title, LONGEST_LABEL) or f"№ {chat}", ApologiseIn(chat=chat)),)
        for chat, title in list(chats.items())[:MOST_CHATS]
    )


def pages(
    texts: Texts,
    *,
    chat: ChatId | None,
    member: MemberId | None,
    newer: int | None,
    older: int | None,
) -> Keyboard:
    """«К последним» and «Раньше», each where there is such a page.

    `chat` is given where the page is shown elsewhere than in its chat.
    """
    _ = texts.gettext
    row = [
        button(label, JournalAt(member=member or 0, before=before, chat=chat or 0))
        for label, before in ((_("← To the newest"), newer), (_("Earlier →"), older))
        if before is not None
    ]
    return (tuple(row),) if row else ()

"""The buttons under plans of departures and words of expulsions by hand."""

from handlers.conversation.buttons import CancelDeparture, DepartAs, GroundExpulsion, InviteBack
from handlers.conversation.keyboards import button
from locales.texts import Texts
from rules.ids import ChatId, ExpulsionNumber, MemberId
from storage.effects import Colour, Keyboard


def departure(texts: Texts, leaver: MemberId, plan: int, *, removes: bool) -> Keyboard:
    """«Исключить», or «Отметить выбывшим» where nobody is to be removed, and «Отмена»."""
    _ = texts.gettext
    label = _("Remove") if removes else _("Note as a leaver")
    return (
        (
            button(label, DepartAs(member=leaver, plan=plan), Colour.BAD),
            button(_("Cancel"), CancelDeparture(member=leaver)),
        ),
    )


def expulsion(texts: Texts, chat: ChatId, number: ExpulsionNumber) -> Keyboard:
    """«Выбывший (п. 5.12.8)» and «Пригласить обратно»."""
    _ = texts.gettext
    return (
        (button(_("A leaver (cl. 5.12.8)"), GroundExpulsion(chat=chat, expulsion=number)),),
        (button(_("Invite back"), InviteBack(chat=chat, expulsion=number), Colour.GOOD),),
    )

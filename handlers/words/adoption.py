"""Whether an adopted chat is the college's (п. 5.12.1)."""

from dataclasses import dataclass

from handlers.voice import Named, Voice
from handlers.words.settings import whose
from rules.clauses import Clause
from rules.settings import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """An adopted chat: its kind and group, and its adopter."""

    chat: str
    kind: Kind
    group: str
    by: Named


def told(voice: Voice, *, adopted: Adopted, confirmed: bool) -> str:
    """Tell an administrator of an adoption; if not `confirmed`, ask whether the chat is known."""
    _ = voice.texts.gettext
    head = voice.gendered(
        adopted.by, "New chat “{chat}”: {kind}. Adopted by {person} ({clause})."
    ).format(
        chat=voice.chat(adopted.chat),
        kind=whose(adopted.kind, adopted.group, voice),
        person=voice.who(adopted.by),
        clause=voice.cited(Clause.ADOPTION),
    )
    if confirmed:
        return head
    more = _(
        "Is it the college's? Once you confirm it, its moderators may see families and note"
        " leavers among its members. Until then they only moderate this chat."
    )
    return f"{head}\n{more}"


def unconfirmed(voice: Voice, *, first: tuple[Adopted, ...], more: int) -> str:
    """List the first of the chats that wait for confirmation, and say how many `more` there are."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    if not first:
        return _("No chat waits to be confirmed.")
    head = _(
        "Are these chats the college's ({clause})? Once you confirm a chat, its moderators may see"
        " families and note leavers among its members. Until then they only moderate it."
    ).format(clause=voice.cited(Clause.ADOPTION))
    lines = [
        voice.gendered(each.by, "{number}. “{chat}”: {kind}. Adopted by {person}.").format(
            number=number,
            chat=voice.chat(each.chat),
            kind=whose(each.kind, each.group, voice),
            person=voice.who(each.by),
        )
        for number, each in enumerate(first, start=1)
    ]
    if more:
        lines.append(
            ngettext(
                "{n} more chat will show here next.", "{n} more chats will show here next.", more
            ).format(n=more)
        )
    return "\n".join([head, *lines])


def confirmed(voice: Voice, *, chat: str, by: Named) -> str:
    """Say who confirmed that a chat is the college's."""
    return voice.gendered(
        by, "{person} confirmed that “{chat}” is the college's chat ({clause})."
    ).format(chat=voice.chat(chat), person=voice.who(by), clause=voice.cited(Clause.ADOPTION))


def disowned(voice: Voice, *, chat: str, by: Named) -> str:
    """Say who disowned a chat, which the bot has left."""
    return voice.gendered(
        by, "{person} said that “{chat}” is not the college's chat, so I left it ({clause})."
    ).format(chat=voice.chat(chat), person=voice.who(by), clause=voice.cited(Clause.ADOPTION))


def ask_to_leave(voice: Voice, *, chat: str) -> str:
    """Ask an administrator whether the bot is to leave a chat for good."""
    return voice.texts.gettext(
        "Shall I leave “{chat}”? Its settings go with me, and its moderators must add me anew. If"
        " not, there is nothing to press."
    ).format(chat=voice.chat(chat))


def rejected(voice: Voice, *, chat: str) -> str:
    """Tell the adopter that the college does not know the chat, and that the bot has left."""
    return voice.texts.gettext(
        "The college's administrators do not know the chat “{chat}”, so I left it"
        " ({clause}). If that is a mistake, please write to them and add me again."
    ).format(chat=voice.chat(chat), clause=voice.cited(Clause.ADOPTION))

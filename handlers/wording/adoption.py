"""Words about whether an adopted chat is the college's (п. 5.12.1)."""

from typing import assert_never

from handlers.notices.adoption import (
    AdoptionNotice,
    AdoptionSettled,
    AdoptionsListed,
    AdoptionTold,
    ChatRejected,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, Voice
from handlers.words.settings import whose
from rules.clauses import Clause


def word_adoption(notice: AdoptionNotice, voice: Voice) -> str:
    """Give the words of a notice about an adopted chat."""
    _ = voice.texts.gettext
    match notice:
        case AdoptionTold():
            return _word_told(notice, voice)
        case AdoptionsListed():
            return _word_list(notice, voice)
        case AdoptionSettled(chat=chat, by=by, ours=ours):
            said = (
                _("“{chat}” is confirmed as the college's chat: {person} ({clause}).")
                if ours
                else _("“{chat}” is not the college's chat, so I left it: {person} ({clause}).")
            )
            return said.format(
                chat=quote(chat, LONGEST_NAME),
                person=voice.who(by),
                clause=voice.cited(Clause.ADOPTION),
            )
        case ChatRejected(chat=chat):
            return _(
                "The college's administrators do not know the chat “{chat}”, so I left it"
                " ({clause}). If that is a mistake, please write to them and add me again."
            ).format(chat=quote(chat, LONGEST_NAME), clause=voice.cited(Clause.ADOPTION))
        case _:
            assert_never(notice)


def _word_told(notice: AdoptionTold, voice: Voice) -> str:
    _ = voice.texts.gettext
    head = _("New chat “{chat}”: {kind}. Adopted by {person} ({clause}).").format(
        chat=quote(notice.chat, LONGEST_NAME),
        kind=whose(notice.kind, notice.group, voice),
        person=voice.who(notice.by),
        clause=voice.cited(Clause.ADOPTION),
    )
    if notice.confirmed:
        return head
    more = _(
        "Is it the college's? Once you confirm it, its moderators may see families and note"
        " leavers among its members. Until then they only moderate this chat."
    )
    return f"{head}\n{more}"


def _word_list(notice: AdoptionsListed, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    if not notice.first:
        return _("No chat waits to be confirmed.")
    head = _(
        "Are these chats the college's ({clause})? Once you confirm a chat, its moderators may see"
        " families and note leavers among its members. Until then they only moderate it."
    ).format(clause=voice.cited(Clause.ADOPTION))
    lines = [
        _("{number}. “{chat}”: {kind}. Adopted by {person}.").format(
            number=number,
            chat=quote(each.chat, LONGEST_NAME),
            kind=whose(each.kind, each.group, voice),
            person=voice.who(each.by),
        )
        for number, each in enumerate(notice.first, start=1)
    ]
    if notice.more:
        lines.append(
            ngettext(
                "{n} more chat will show here next.",
                "{n} more chats will show here next.",
                notice.more,
            ).format(n=notice.more)
        )
    return "\n".join([head, *lines])

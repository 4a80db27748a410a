"""Words for lifts that a moderator confirms."""

from typing import assert_never

from handlers.notices.silence import (
    LiftAwaits,
    LiftConfirmed,
    LiftDenied,
    LiftDeniedPrivately,
    SilenceNotice,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NOTE, Voice
from rules.clauses import Clause


def word_silence(notice: SilenceNotice, voice: Voice) -> str:
    """Give the words of a notice about a lift to be confirmed."""
    _ = voice.texts.gettext
    match notice:
        case LiftAwaits(member=member):
            return _(
                "To the moderators: the vote is over, and nobody objected to the apology of"
                " {person}. You may lift the block early ({clause})."
            ).format(person=voice.who(member), clause=voice.cited(Clause.FORGIVENESS))
        case LiftConfirmed(member=member, by=by):
            return _("The early lift of the block of {person} is confirmed by {by}.").format(
                person=voice.who(member), by=voice.who(by)
            )
        case LiftDenied() | LiftDeniedPrivately():
            return _word_denial(notice, voice)
        case _:
            assert_never(notice)


def _word_denial(notice: LiftDenied | LiftDeniedPrivately, voice: Voice) -> str:
    _ = voice.texts.gettext
    clause = voice.cited(Clause.FORGIVENESS)
    match notice:
        case LiftDenied(member=member, by=by):
            said = _("The moderator {by} let the block of {person} stay ({clause}).").format(
                by=voice.who(by), person=voice.who(member), clause=clause
            )
        case LiftDeniedPrivately(chat=chat):
            said = _(
                "Nobody in the chat “{chat}” objected to your apology, but the moderator let the"
                " block stay ({clause})."
            ).format(chat=quote(chat, LONGEST_NOTE), clause=clause)
        case _:
            assert_never(notice)
    if notice.again_at is None:
        return said
    again = _("Another apology is possible from {again}.").format(
        again=voice.moment(notice.again_at)
    )
    return f"{said} {again}"

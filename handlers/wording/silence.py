"""Words for a chat's silence, and for lifts that a moderator confirms."""

from typing import assert_never

from handlers.notices.silence import (
    LiftAwaits,
    LiftConfirmed,
    LiftDenied,
    LiftDeniedPrivately,
    SilenceByErasing,
    SilenceNotice,
    SilenceOver,
    SilenceSaid,
)
from handlers.quoting import quote
from handlers.wording.voice import LONGEST_NOTE, Voice
from rules.clauses import Clause


def word_silence(notice: SilenceNotice, voice: Voice) -> str:
    """Give the words of a notice about a chat's silence, or a lift to be confirmed."""
    _ = voice.texts.gettext
    match notice:
        case SilenceSaid(by=by, ends_at=ends_at):
            return _(
                "Until {ends} only moderators write here: {by} decided so to calm things down"
                " ({clause}). It ends by itself; reading is open to everyone."
            ).format(
                ends=voice.moment(ends_at), by=voice.who(by), clause=voice.cited(Clause.REMINDER)
            )
        case SilenceOver(by=None):
            return _("The quiet is over: everyone can write again ({clause}).").format(
                clause=voice.cited(Clause.REMINDER)
            )
        case SilenceOver(by=by):
            assert by is not None  # noqa: S101 -- the case above took None
            return _("{by} ended the quiet: everyone can write again ({clause}).").format(
                by=voice.who(by), clause=voice.cited(Clause.REMINDER)
            )
        case SilenceByErasing(staff=True):
            return _(
                "Closed in VK, the chat would be closed to some of its moderators, too, so until"
                " then messages of participants will be removed."
            )
        case SilenceByErasing():
            return _(
                "VK does not let the bot close this chat for writing, so until then messages of"
                " participants will be removed."
            )
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

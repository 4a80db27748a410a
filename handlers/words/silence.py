"""Silence (п. 5.12.4), and quiet hours (п. 5.11.1)."""

from datetime import datetime
from typing import get_args

from handlers.voice import Named, Voice
from handlers.words.rows import JournalLine, Refusals, sentence
from handlers.words.settings import span
from rules.clauses import Clause
from rules.times import QuietHours
from rules.vocabulary.silence import (
    MAY_WRITE,
    NOT_SILENT,
    SILENCE_NOT_AHEAD,
    Hush,
    MessageHushed,
    SilenceBegun,
    SilenceEnded,
    SilenceFact,
    SilenceRefusal,
    SilenceTooLong,
    SilentAlready,
)


def how_long(voice: Voice) -> str:
    """Ask for how long only moderators are to write."""
    return voice.texts.gettext("For how long should only moderators write?")


def begun(voice: Voice, *, by: Named, ends_at: datetime) -> str:
    """Announce that only moderators write until `ends_at` (UTC)."""
    return voice.gendered(
        by,
        "Until {ends} only moderators write here: {by} decided so to calm things down"
        " ({clause}). It ends by itself; reading is open to everyone.",
    ).format(ends=voice.until(ends_at), by=voice.who(by), clause=voice.cited(Clause.REMINDER))


def over(voice: Voice, *, by: Named | None) -> str:
    """Announce that everybody may write again; `by` None: the time is over."""
    _, clause = voice.texts.gettext, voice.cited(Clause.REMINDER)
    if by is None:
        return _("The quiet is over: everyone can write again ({clause}).").format(clause=clause)
    return voice.gendered(by, "{by} ended the quiet: everyone can write again ({clause}).").format(
        by=voice.who(by), clause=clause
    )


def staff_hushed(voice: Voice) -> str:
    """Say that the chat stays open, because the messenger would close it to moderators, too."""
    return voice.texts.gettext(
        "If {messenger} closed the chat, some of its moderators could not write either, so"
        " until then I remove what participants write."
    ).format(messenger=voice.messenger_in_full)


def not_closed(voice: Voice) -> str:
    """Say that the messenger cannot close the chat, so messages are removed instead."""
    return voice.texts.gettext(
        "{messenger} does not let the bot close this chat for writing, so until then messages of"
        " participants will be removed."
    ).format(messenger=voice.messenger_in_full)


def line(fact: SilenceFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about a silence."""
    _ = voice.texts.gettext
    match fact:
        case SilenceBegun(ends_at=ends_at):
            return _("only moderators write, until {ends}").format(ends=voice.moment(ends_at))
        case SilenceEnded():
            return _("everyone writes again")
        case MessageHushed(ground=Hush.SILENCE):
            return _("message removed while only moderators write")
        case MessageHushed():
            return _("message removed: the rules are not acknowledged yet")


def _refusal(reason: SilenceRefusal, voice: Voice, _by: Named | None) -> str:
    _ = voice.texts.gettext
    match reason:
        case SilenceTooLong(latest=latest):
            return _("That is too long: the chat can be read-only until {latest} at most.").format(
                latest=voice.until(latest)
            )
        case SilentAlready(ends_at=ends_at):
            return _("Only moderators write here already, until {ends}.").format(
                ends=voice.until(ends_at)
            )


REFUSALS: Refusals = {
    SILENCE_NOT_AHEAD: sentence("The term must end in the future."),
    NOT_SILENT: sentence("Everyone can write here: there is nothing to end."),
    MAY_WRITE: sentence("This participant may write."),
    **dict.fromkeys(get_args(SilenceRefusal), _refusal),
}


def late(voice: Voice, *, quiet: QuietHours) -> str:
    """Ask gently, once an evening, to leave until the morning what can wait."""
    return voice.texts.gettext(
        "It is quiet time in this chat ({hours}). Nobody is shut out ({clause}), but if"
        " it can wait, let us leave it until the morning."
    ).format(hours=span(quiet), clause=voice.cited(Clause.ROUND_THE_CLOCK))

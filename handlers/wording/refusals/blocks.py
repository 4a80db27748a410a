"""Words for refusals about blocks."""

from typing import assert_never

from handlers.voice import Voice
from rules.vocabulary.blocks import (
    AlreadyBlocked,
    BlockRefusal,
    ClocksApart,
    NothingProposed,
    TermNotAhead,
    TermRuns,
    TermTooLong,
    TooFewViolations,
)


def word_block(refusal: BlockRefusal, voice: Voice) -> str:
    """Give the words of a refusal about a block."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match refusal:
        case TooFewViolations(counted=counted, needed=needed):
            have = ngettext(
                "Only {n} violation counts", "Only {n} violations count", counted
            ).format(n=counted)
            if not counted:
                have = _("No violation counts")
            takes = ngettext(
                "a block is possible from {n} violation on.",
                "a block is possible from {n} violations on.",
                needed,
            ).format(n=needed)
            return f"{have}; {takes}"
        case TermTooLong(latest=latest):
            return _("A block lasts one month at most, here until {latest}.").format(
                latest=voice.moment(latest)
            )
        case TermNotAhead():
            return _("The term must end in the future.")
        case AlreadyBlocked(ends_at=ends_at):
            return _("This member is blocked already, until {ends}.").format(
                ends=voice.moment(ends_at)
            )
        case NothingProposed():
            return _("This proposal is settled already.")
        case ClocksApart(ahead=ahead):
            minutes = round(abs(ahead).total_seconds() / 60)
            return _(
                "The clock of my server is wrong by {n} min beside VK's, so no term could be kept:"
                " nothing is recorded or blocked until it is right. The administrators are told."
            ).format(n=minutes)
        case TermRuns(ends_at=ends_at):
            return _("The term of the block runs until {ends}.").format(ends=voice.moment(ends_at))
        case _:
            assert_never(refusal)

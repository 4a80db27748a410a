"""Words for refusals to a press under a message."""

from typing import assert_never

from handlers.commands import Command
from handlers.voice import Voice
from rules.vocabulary.rights import (
    AcknowledgedAlready,
    NotAddressed,
    NothingToUndo,
    NoticeOutdated,
    NoticeRefusal,
    TooLateToUndo,
)


def word_notice(refusal: NoticeRefusal, voice: Voice) -> str:
    """Give the words of a refusal to a press."""
    _ = voice.texts.gettext
    match refusal:
        case NotAddressed():
            return _("This notice is for other participants. To read the rules: {rules}.").format(
                rules=voice.command(Command.RULES)
            )
        case AcknowledgedAlready():
            return _("It is already recorded that you know the rules. Thank you!")
        case NoticeOutdated():
            return _("The rules have changed since. Please read the new ones: {rules}.").format(
                rules=voice.command(Command.RULES)
            )
        case TooLateToUndo():
            return _("The time for undoing is over. A violation can be annulled: {annul}.").format(
                annul=voice.command(Command.ANNUL)
            )
        case NothingToUndo():
            return _("There is nothing left to undo here.")
        case _:
            assert_never(refusal)

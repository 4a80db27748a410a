"""Why the policy refuses by who asks, and presses that are not theirs or come too late."""

from typing import assert_never

from handlers.commands import Command
from handlers.named import Named
from handlers.voice import Voice
from rules.vocabulary.rights import (
    AcknowledgedAlready,
    AgainstModerator,
    NotAddressed,
    NotAsked,
    NothingToUndo,
    NoticeOutdated,
    NoticeRefusal,
    NotModerator,
    NotParticipant,
    OnlyOneself,
    OwnCase,
    OwnFamily,
    OwnGrievance,
    RightRefusal,
    TooLateToUndo,
)


def word_right(refusal: RightRefusal, voice: Voice, by: Named | None) -> str:
    """Give the words of a refusal to who asks, or for whom it is about; `by` is named in it."""
    _ = voice.texts.gettext
    match refusal:
        case NotModerator():
            return _("Only the chat's moderators can do this.")
        case OnlyOneself():
            return _("You can ask this only about yourself.")
        case OwnCase():
            return _("Nobody acts in their own case: please ask another moderator.")
        case OwnFamily():
            return _(
                "This is about your own family, so it is not yours to decide: another moderator"
                " or the college's administrator does."
            )
        case OwnGrievance():
            return _("What was done to you is recorded by another moderator, not by yourself.")
        case NotAsked():
            asked = voice.name(by or Named(member=refusal.by, names=None))
            return _("You were not asked this: the answer is up to {person}.").format(person=asked)
        case AgainstModerator():
            return _(
                "A moderator cannot act against another moderator: please turn to the college's"
                " administrator."
            )
        case NotParticipant():
            return _("That is not a participant of this chat.")
        case _:
            assert_never(refusal)


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

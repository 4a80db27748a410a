"""Words for refusals to who asks."""

from typing import assert_never

from handlers.wording.voice import Voice
from rules.refusals.rights import (
    AgainstModerator,
    NotModerator,
    NotParticipant,
    OnlyOneself,
    OwnCase,
    OwnFamily,
    OwnGrievance,
    RightRefusal,
)


def word_right(refusal: RightRefusal, voice: Voice) -> str:
    """Give the words of a refusal to who asks, or for whom it is about."""
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
        case AgainstModerator():
            return _(
                "A moderator cannot act against another moderator: please turn to the college's"
                " administrator."
            )
        case NotParticipant():
            return _("That is not a participant of this chat.")
        case _:
            assert_never(refusal)

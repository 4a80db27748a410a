"""Words for refusals about leavers, families and expulsions by hand."""

from typing import assert_never

from handlers.commands import Command
from handlers.voice import Voice
from rules.vocabulary.leavers import (
    ExpulsionSettled,
    LeaverRefusal,
    LinkedAlready,
    NobodyToRemove,
    NoFamily,
    NotLinked,
    NotOfCollege,
    NotOfYourChats,
    ParentStays,
)


def word_leaver(refusal: LeaverRefusal, voice: Voice) -> str:
    """Give the words of a refusal about a leaver, a family or an expulsion."""
    _ = voice.texts.gettext
    match refusal:
        case NotOfCollege():
            return _(
                "That person is neither in a chat that I serve nor on the college's list: please"
                " check the name."
            )
        case NotOfYourChats():
            return _(
                "That is for the college's administrators, and for moderators about people in a"
                " chat of theirs that an administrator has confirmed. Please ask an administrator"
                " to confirm the chat, or to do it."
            )
        case ParentStays():
            return _(
                "A parent leaves together with the child: please name the student. An employee who"
                " is a parent as well has to be on the college's list."
            )
        case NobodyToRemove():
            return _("Noted as a leaver already, and there is nobody left to remove.")
        case NoFamily():
            return _("These two cannot be parent and child: name the parent first, then the child.")
        case LinkedAlready():
            return _("They are on record as parent and child already.")
        case NotLinked():
            return _(
                "They are not on record as parent and child: {command} @name shows who is."
            ).format(command=voice.command(Command.FAMILY))
        case ExpulsionSettled():
            return _("What becomes of this was decided already.")
        case _:
            assert_never(refusal)

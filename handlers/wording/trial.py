"""Words for what a chat on trial was spared."""

from typing import assert_never

from handlers.notices.settings import Deed
from handlers.quoting import cut
from handlers.voice import Voice
from storage.effects import (
    Answer,
    CloseWriting,
    Edit,
    Erase,
    Invite,
    OpenWriting,
    Remove,
    Restrict,
    Send,
    Unrestrict,
    Unsend,
)

_LONGEST_WORDS = 300


def word_deed(deed: Deed, voice: Voice) -> str:
    """Give what would have been done, as one of a list."""
    _ = voice.texts.gettext
    effect = deed.effect
    person = "" if deed.member is None else voice.name(deed.member)
    match effect:
        case Send(text=text) if deed.member is None:
            return _("said in the chat: {text}").format(text=_quoted(text))
        case Send(text=text) | Invite(text=text):
            return _("written in private ({person}): {text}").format(
                person=person, text=_quoted(text)
            )
        case Erase():
            return _("removed the message")
        case Restrict(until=None):
            return _("let only read until the rules are acknowledged: {person}").format(
                person=person
            )
        case Restrict(until=until):
            assert until is not None  # noqa: S101 -- the case above took None
            return _("let only read until {until}: {person}").format(
                until=voice.moment(until), person=person
            )
        case Unrestrict():
            return _("let write again: {person}").format(person=person)
        case Remove():
            return _("removed from the chat: {person}").format(person=person)
        case CloseWriting():
            return _("let only moderators write")
        case OpenWriting():
            return _("let everyone write again")
        case Edit() | Unsend() | Answer():
            return _("changed a message of mine")
        case _:
            assert_never(effect)


def _quoted(text: str) -> str:
    return cut(" ".join(text.split()), _LONGEST_WORDS)

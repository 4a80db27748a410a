"""A chat on trial: what would have been done there.

The policy rules, facts are recorded and messages are worded as always; then the scene takes back
the facts marked `tried` and reports their effects to the moderators instead of carrying them out.
What restores people's rights, their own statements, detectors' findings and settings are real, or
nobody could ever end the trial.
"""

from dataclasses import dataclass

from handlers.commands import Command
from handlers.voice import Named, Voice, cut, fixed
from storage.effects import (
    Answer,
    CloseWriting,
    DeleteMessages,
    Edit,
    Effect,
    Invite,
    KeepPicture,
    OpenWriting,
    Remove,
    Restrict,
    Send,
    Unrestrict,
    Unsend,
)

_LONGEST_WORDS = 300
_LONGEST_REPORT = 3500
"""UTF-16 units of a trial's report in one message."""


nothing_done = fixed(
    "This chat is on trial: nothing was done. What would have been done is in the"
    " moderators' private messages. To end the trial: {settings} trial off",
    settings=Command.SETTINGS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An effect that would have been carried out; `member` is the person concerned, if any."""

    effect: Effect
    member: Named | None


def report(voice: Voice, *, chat: str, deeds: tuple[Deed, ...]) -> str:
    """Tell moderators what would have been done in a chat."""
    head = voice.texts.gettext("Trial mode in “{chat}”: nothing was done. I would have:").format(
        chat=voice.chat(chat)
    )
    lines = (f"• {_deed(deed, voice)}" for deed in deeds)
    return cut("\n".join([head, *lines]), _LONGEST_REPORT)


def _deed(deed: Deed, voice: Voice) -> str:
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
        case DeleteMessages():
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
        case Edit() | Unsend() | Answer() | KeepPicture():
            return _("changed a message of mine")


def _quoted(text: str) -> str:
    return cut(" ".join(text.split()), _LONGEST_WORDS)

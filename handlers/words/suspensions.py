"""What is said when a moderator is suspended, and when they are a moderator again (п. 5.12.7)."""

from datetime import datetime

from handlers.voice import Named, Voice, quote
from handlers.words.rows import LONGEST_LINE_NOTE, JournalLine, Refusals, sentence
from rules.vocabulary.suspensions import (
    IS_ADMINISTRATOR,
    NO_POWER,
    NOT_SUSPENDED,
    SUSPENDED_ALREADY,
    ModeratorSuspended,
    SuspensionFact,
)


def suspended(voice: Voice, *, member: Named, by: Named, reason: str) -> str:
    """Tell the administrators that a moderator is suspended."""
    _ = voice.texts.gettext
    said = _(
        "{member} moderates no chat of mine any more: commands and buttons do not work."
        " Suspended by: {by}. If they are an administrator of a chat in {messenger}, take that"
        " right away there, too."
    ).format(member=voice.name(member), by=voice.name(by), messenger=voice.messenger)
    return _with_reason(voice, said, reason)


def told(voice: Voice, *, by: Named, reason: str) -> str:
    """Tell the person who is suspended, and how they contest it."""
    _ = voice.texts.gettext
    said = _(
        "Your rights of a moderator are suspended in all chats by {by}: I no longer carry out your"
        " commands. If your page was broken into, change the password. If this is a mistake, write"
        " to an administrator of the college."
    ).format(by=voice.name(by))
    return _with_reason(voice, said, reason)


def lifted(voice: Voice, *, member: Named, by: Named) -> str:
    """Tell the administrators that a suspension is over."""
    return voice.texts.gettext("{member} is a moderator again, by {by}.").format(
        member=voice.name(member), by=voice.name(by)
    )


def told_lifted(voice: Voice) -> str:
    """Tell the person that they are a moderator again."""
    return voice.texts.gettext("You are a moderator again in all your chats.")


def ask_again(voice: Voice, *, member: Named, since: datetime) -> str:
    """Ask the administrators whether a suspension is still needed."""
    return voice.texts.gettext(
        "{member} has been suspended since {since}. Is that still needed?"
    ).format(member=voice.name(member), since=voice.moment(since))


def _with_reason(voice: Voice, said: str, reason: str) -> str:
    if not reason:
        return said
    why = voice.texts.gettext("The reason: {reason}").format(
        reason=quote(reason, LONGEST_LINE_NOTE)
    )
    return f"{said}\n{why}"


def line(fact: SuspensionFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a suspension."""
    _ = voice.texts.gettext
    if isinstance(fact, ModeratorSuspended):
        said = _("suspended as a moderator")
        return f"{said}: {quote(fact.reason, LONGEST_LINE_NOTE)}" if fact.reason else said
    return _("a moderator again")


REFUSALS: Refusals = {
    IS_ADMINISTRATOR: sentence(
        "The college's administrators are named in the settings of the bot: take this one out"
        " there, and start the bot anew."
    ),
    NO_POWER: sentence("This person moderates none of my chats."),
    SUSPENDED_ALREADY: sentence("This moderator is suspended already."),
    NOT_SUSPENDED: sentence("This person is not suspended."),
}

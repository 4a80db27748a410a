"""Dialogues in private: words are shown to their author before they are sent."""

from datetime import datetime

from handlers.quoting import quote
from handlers.voice import Voice
from rules.appeals import LONGEST_WORDS


def preview(head: str, text: str, until: datetime, voice: Voice) -> str:
    """Show words under a head that names their readers, and ask whether to send them.

    They wait until `until` (UTC).
    """
    asked = voice.texts.gettext("Send it? It cannot be taken back. I wait until {until}.").format(
        until=voice.texts.time(until, voice.zone)
    )
    return f"{head}\n{quote(text, LONGEST_WORDS)}\n\n{asked}"


def ask_more(voice: Voice, *, anew: bool) -> str:
    """Ask for more words, or (`anew`) for words that replace those."""
    _ = voice.texts.gettext
    if anew:
        return _("Write it anew in one message. I will show it to you before it goes.")
    return _("Write what is to be added. I will show you the whole before it goes.")


def shown_below(voice: Voice) -> str:
    """Say that the words were changed and are shown again below."""
    return voice.texts.gettext("The new text is below.")


def sent(voice: Voice, *, text: str) -> str:
    """Say that the words were sent."""
    return voice.texts.gettext("Sent:\n{text}").format(text=quote(text, LONGEST_WORDS))


def dropped(voice: Voice) -> str:
    """Say that nothing was sent and nothing waits any more."""
    return voice.texts.gettext("Nothing was sent.")


def forgotten(voice: Voice) -> str:
    """Say that the time for the words is over and nothing was sent."""
    return voice.texts.gettext("The time is over: nothing was sent.")

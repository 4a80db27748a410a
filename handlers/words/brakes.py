"""A moderator's many measures: what they hear, and what a second person is asked."""

from typing import Any

from handlers.commands import Command
from handlers.voice import Named, Voice
from handlers.words.rows import JournalLine, Refusals, sentence
from rules.vocabulary.brakes import NOT_BRAKED, BrakeFact, TooFast


def alert(voice: Voice, *, member: Named, chat: str, measures: int, minutes: int) -> str:
    """Ask a second person whether a moderator's many measures are meant."""
    said = voice.texts.gettext(
        "{name} took {measures} measures within {minutes} minutes, now in “{chat}”; the next ones"
        " wait. Is it really {name}? If the page was broken into, an administrator ends its power:"
        " {command}."
    )
    return said.format(
        name=voice.name(member),
        measures=measures,
        minutes=minutes,
        chat=voice.chat(chat),
        command=voice.command(Command.SUSPEND),
    )


def released(voice: Voice, *, member: Named, by: Named) -> str:
    """Say that a second person confirmed the measures."""
    return voice.texts.gettext("{name} may go on, confirmed by {by}.").format(
        name=voice.name(member), by=voice.name(by)
    )


def may_go_on(voice: Voice, *, by: Named) -> str:
    """Tell the moderator that they may go on."""
    said = voice.texts.gettext("{by} has confirmed it: you may go on. Please repeat the last one.")
    return said.format(by=voice.name(by))


def line(fact: BrakeFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a confirmation."""
    return voice.texts.gettext("many measures confirmed")


def _too_fast(refusal: Any, voice: Voice, _by: Named | None) -> str:
    return voice.texts.gettext(
        "Nothing was done: {measures} measures within {minutes} minutes are many, and more wait for"
        " a second person. I have asked your colleagues and the administrators."
    ).format(measures=refusal.measures, minutes=int(refusal.within.total_seconds()) // 60)


REFUSALS: Refusals = {
    TooFast: _too_fast,
    NOT_BRAKED: sentence("That was confirmed already, or nothing waits any more."),
}

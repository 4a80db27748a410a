"""Lines of the journal about what detectors found, and about a chat's own list of words."""

from typing import assert_never

from handlers.quoting import quote
from handlers.voice import Voice
from handlers.wording.values import detector_words
from handlers.words.lines import LONGEST_LINE_NOTE, JournalLine
from rules.vocabulary.suspicions import (
    Found,
    Settlement,
    SuspicionFact,
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
)
from rules.vocabulary.wordlist import WordListed, WordListFact, WordUnlisted


def line_of_suspicion(fact: SuspicionFact, _line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact about a suspicion; what was written is not repeated."""
    _ = voice.texts.gettext
    match fact:
        case SuspicionRaised(number=number, found=found):
            return _("card No. {number}: {found}").format(number=number, found=_named(found, voice))
        case SuspicionGrown(number=number, found=found):
            return _("card No. {number}, more of it: {found}").format(
                number=number, found=_named(found, voice)
            )
        case SuspicionPresented(number=number):
            return _("card No. {number} put before the moderators").format(number=number)
        case SuspicionSettled(number=number, how=Settlement.CLEARED):
            return _("card No. {number}: no violation").format(number=number)
        case SuspicionSettled(number=number, how=Settlement.LEFT):
            return _("card No. {number}: recorded before, left as it is").format(number=number)
        case SuspicionSettled(number=number, violation=violation):
            return _("card No. {number}: violation No. {violation}").format(
                number=number, violation=violation or "–"
            )
        case SuspicionReopened(number=number):
            return _("card No. {number} is open again").format(number=number)
        case _:
            assert_never(fact)


def _named(found: tuple[Found, ...], voice: Voice) -> str:
    detectors = dict.fromkeys(each.detector for each in found)
    return voice.texts.listed(detector_words(each, voice) for each in detectors)


def line_of_wordlist(fact: WordListFact, line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact about the chat's own list."""
    _ = voice.texts.gettext
    entry = quote(fact.entry, LONGEST_LINE_NOTE)
    match fact:
        case WordListed():
            said = _("put on the chat's list: {entry}").format(entry=entry)
            return said if line.rule is None else f"{said}, {voice.cited_rule(line.rule)}"
        case WordUnlisted():
            return _("taken off the chat's list: {entry}").format(entry=entry)
        case _:
            assert_never(fact)

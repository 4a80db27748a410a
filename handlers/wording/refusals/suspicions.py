"""Words for refusals about what detectors found."""

from typing import assert_never

from handlers.voice import Voice
from rules.vocabulary.suspicions import (
    NoSuchSuspicion,
    NothingSuspected,
    NothingToEnforce,
    NotRecordedYet,
    SettledAlready,
    SuspectedRemoved,
    SuspicionRefusal,
)
from rules.vocabulary.wordlist import EntryUnreadable, ListFull, NotListed, WordListRefusal


def word_suspicion(refusal: SuspicionRefusal, voice: Voice) -> str:
    """Give the words of a refusal about a suspicion."""
    _ = voice.texts.gettext
    match refusal:
        case NothingSuspected() | NothingToEnforce():
            return _("There is nothing to be done about it.")
        case NoSuchSuspicion():
            return _("This card is no longer kept.")
        case SettledAlready():
            return _("This card is settled already.")
        case SuspectedRemoved():
            return _("It is removed already.")
        case NotRecordedYet():
            return _("This is not recorded yet: please decide with the buttons of the card.")
        case _:
            assert_never(refusal)


def word_wordlist(refusal: WordListRefusal, voice: Voice) -> str:
    """Give the words of a refusal about a chat's own list."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match refusal:
        case EntryUnreadable():
            return _("I cannot put that on the list: a word, a few words or an address, please.")
        case ListFull(most=most):
            return ngettext(
                "The list is full: {n} entry at most.",
                "The list is full: {n} entries at most.",
                most,
            ).format(n=most)
        case NotListed():
            return _("That is not on the list.")
        case _:
            assert_never(refusal)

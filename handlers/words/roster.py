"""The college's list of its people."""

from typing import assert_never

from handlers.voice import Voice
from handlers.words.lines import JournalLine
from rules.vocabulary.roster import RosterEntryRemoved, RosterEntrySet, RosterFact


def line(fact: RosterFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about the college's list."""
    _ = voice.texts.gettext
    match fact:
        case RosterEntrySet():
            return _("entered in the college's list")
        case RosterEntryRemoved():
            return _("taken off the college's list")
        case _:
            assert_never(fact)

"""The journal line of data erased at a person's request."""

from handlers.voice import Voice
from handlers.words.lines import JournalLine
from rules.vocabulary.forgetting import KeepingFact


def line(fact: KeepingFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about erased data."""
    return voice.texts.gettext("data erased on request: entries {erased}, left {kept}").format(
        erased=fact.erased, kept=fact.kept
    )

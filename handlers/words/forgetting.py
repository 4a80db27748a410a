"""What the journal says of data that a person asked to erase."""

from handlers.voice import Voice
from handlers.words.lines import JournalLine
from rules.vocabulary.forgetting import KeepingFact


def line(fact: KeepingFact, _line: JournalLine, voice: Voice) -> str:
    """Word a fact about erased data for the journal."""
    return voice.texts.gettext("data erased on request: entries {erased}, left {kept}").format(
        erased=fact.erased, kept=fact.kept
    )

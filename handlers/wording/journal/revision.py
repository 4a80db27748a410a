"""Lines of the journal about the rules themselves, and about what is kept."""

from typing import assert_never

from handlers.voice import Voice
from handlers.words.lines import JournalLine
from rules.vocabulary.forgetting import DataForgotten, KeepingFact
from rules.vocabulary.revision import PolicyAnnounced, RevisionFact


def line_of_revision(fact: RevisionFact | KeepingFact, _line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact of п. 6.2, or of a request to be forgotten."""
    _ = voice.texts.gettext
    match fact:
        case PolicyAnnounced(version=version):
            return _("the chat was told the rules, version {version}").format(version=version)
        case DataForgotten(erased=erased, kept=kept):
            return _("data erased on request: entries {erased}, left {kept}").format(
                erased=erased, kept=kept
            )
        case _:
            assert_never(fact)

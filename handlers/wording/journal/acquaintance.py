"""Lines of the journal about the rules shown and acknowledged."""

from typing import assert_never

from handlers.voice import Voice
from handlers.words.lines import JournalLine
from rules.vocabulary.acquaintance import (
    Acknowledged,
    AcknowledgementAsked,
    AcquaintanceFact,
    RulesShown,
)


def line_of_acquaintance(fact: AcquaintanceFact, _line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact of п. 5.12.3."""
    _ = voice.texts.gettext
    match fact:
        case RulesShown(version=version):
            return _("rules shown, version {version}").format(version=version)
        case AcknowledgementAsked(members=members, version=version):
            return voice.texts.ngettext(
                "{n} newcomer asked to acknowledge the rules, version {version}",
                "{n} newcomers asked to acknowledge the rules, version {version}",
                len(members),
            ).format(n=len(members), version=version)
        case Acknowledged(version=version, way="invitation"):
            return _("rules acknowledged by invitation, version {version}").format(version=version)
        case Acknowledged(version=version):
            return _("rules acknowledged, version {version}").format(version=version)
        case _:
            assert_never(fact)

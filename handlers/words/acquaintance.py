"""What is said to newcomers who have not acknowledged the rules yet (п. 5.12.3)."""

from typing import assert_never

from handlers.notices import Named
from handlers.voice import Voice
from handlers.words.lines import JournalLine
from rules.clauses import Clause
from rules.vocabulary.acquaintance import (
    Acknowledged,
    AcknowledgementAsked,
    AcquaintanceFact,
    RulesShown,
)

_MOST_ASKED = 40
"""How many are named in one message; the others who are due have read the greeting."""


def asked_again(voice: Voice, *, members: tuple[Named, ...]) -> str:
    """Ask newcomers once more, together, to read and acknowledge the rules."""
    people = ", ".join(voice.who(member) for member in members[:_MOST_ASKED])
    return voice.texts.gettext(
        "{people}, please read the rules of this chat and press the button below ({clause})."
    ).format(people=people, clause=voice.cited(Clause.ACQUAINTANCE))


def line(fact: AcquaintanceFact, _line: JournalLine, voice: Voice) -> str:
    """Word a fact about acquaintance with the rules for the journal."""
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

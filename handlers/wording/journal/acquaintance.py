"""Lines of the journal about the rules shown, acknowledged and recalled."""

from typing import assert_never

from handlers.notices.views import JournalLine
from handlers.wording.voice import Voice
from rules.facts.acquaintance import Acknowledged, RulesShown
from rules.facts.reminders import Reminded, ReminderWithdrawn


def line_of_acquaintance(
    fact: RulesShown | Acknowledged | Reminded | ReminderWithdrawn, line: JournalLine, voice: Voice
) -> str:
    """Give the words of a fact of п. 5.12.3 or 5.12.4."""
    _ = voice.texts.gettext
    match fact:
        case RulesShown(version=version):
            return _("rules shown, version {version}").format(version=version)
        case Acknowledged(version=version):
            return _("rules acknowledged, version {version}").format(version=version)
        case Reminded():
            if line.rule is None:
                return _("reminder of the rules")
            return _("reminder: {rule}").format(rule=voice.cited_rule(line.rule))
        case ReminderWithdrawn():
            return _("reminder withdrawn")
        case _:
            assert_never(fact)

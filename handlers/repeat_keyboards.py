"""The buttons under the word that something is recorded already."""

from handlers.conversation.buttons import CardAct, Press, RecordAct
from handlers.conversation.keyboards import button
from handlers.voice import Voice
from rules.conduct import Conduct
from rules.ids import MessageId, ViolationNumber
from rules.vocabulary.violations import Violation
from storage.effects import Colour, Keyboard

_RULES_A_PAGE = 5
"""An inline keyboard has six rows and ten buttons (VK.md, 4)."""


def recorded_already(voice: Voice, number: ViolationNumber, asked: MessageId) -> Keyboard:
    """«Другое правило» and «Отменить запись»."""
    _ = voice.texts.gettext
    rules = RecordAct(violation=number, asked=asked, act="rules")
    annul = RecordAct(violation=number, asked=asked, act="annul")
    return (
        (button(_("Another rule"), rules),),
        (button(_("Annul the record"), annul),),
    )


def other_rules(
    voice: Voice, conduct: Conduct, violation: Violation, press: RecordAct | CardAct
) -> Keyboard:
    """The rules but the one that is cited, a page of them, and a way back."""
    _ = voice.texts.gettext
    rules = [rule for rule in conduct.rules if rule.number != violation.rule]
    last = max(len(rules) - 1, 0) // _RULES_A_PAGE
    page = min(press.page, last)
    shown = rules[page * _RULES_A_PAGE :][:_RULES_A_PAGE]

    def turned(to: int) -> RecordAct | CardAct:
        return press.model_copy(update={"act": "rules", "page": to, "rule": 0})

    rows = [
        (button(voice.rule(rule), press.model_copy(update={"act": "rule", "rule": rule.number})),)
        for rule in shown
    ]
    ways = [
        *((button(_("← Back"), turned(page - 1)),) if page > 0 else ()),
        *((button(_("More →"), turned(page + 1)),) if page < last else ()),
        button(_("Leave it"), press.model_copy(update={"act": "keep", "page": 0, "rule": 0})),
    ]
    return (*rows, tuple(ways))


def another_act(voice: Voice, yes: Press, no: Press) -> Keyboard:
    """«Да, отдельное» and «Нет», which ask for those presses."""
    _ = voice.texts.gettext
    return ((button(_("Yes, another"), yes, Colour.BAD), button(_("No"), no)),)

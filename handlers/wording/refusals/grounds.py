"""Words for refusals for want of a ground."""

from typing import assert_never

from handlers.commands import Command
from handlers.wording.voice import Voice
from rules.refusals.grounds import (
    AlreadyAnnulled,
    AlreadyRemoved,
    GroundRefusal,
    NoSuchRule,
    NoSuchViolation,
    ReasonMissing,
    RuleMissing,
)


def word_ground(refusal: GroundRefusal, voice: Voice) -> str:
    """Give the words of a refusal for want of a ground."""
    _ = voice.texts.gettext
    match refusal:
        case RuleMissing(known=known):
            return _(
                "Please state the rule that was broken, {rules}: without a rule there is no"
                " measure. Example: {example} 3"
            ).format(rules=_range(known, voice), example=voice.command(Command.VIOLATION))
        case NoSuchRule(number=number, known=known):
            return _("There is no rule {number}; the rules are {rules}. See {command}.").format(
                number=number, rules=_range(known, voice), command=voice.command(Command.RULES)
            )
        case ReasonMissing():
            return _(
                "Please state the reason: an annulment needs one. Example: {example} 12 I misread"
            ).format(example=voice.command(Command.ANNUL))
        case NoSuchViolation(number=number):
            return _("There is no violation No. {number} in this chat. See {command}.").format(
                number=number, command=voice.command(Command.JOURNAL)
            )
        case AlreadyAnnulled(number=number):
            return _("Violation No. {number} is annulled already.").format(number=number)
        case AlreadyRemoved():
            return _("That message is removed already.")
        case _:
            assert_never(refusal)


def _range(numbers: tuple[int, ...], voice: Voice) -> str:
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}–{numbers[-1]}"
    return voice.texts.listed(str(number) for number in numbers)

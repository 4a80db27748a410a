"""Words for refusals for want of a ground."""

from typing import assert_never

from handlers.commands import Command
from handlers.notices import Named
from handlers.voice import Voice
from rules.ids import MemberId
from rules.vocabulary.violations import (
    AlreadyAnnulled,
    AlreadyGround,
    AlreadyRecorded,
    AlreadyRemoved,
    GroundRefusal,
    JustRecorded,
    NoSuchRule,
    NoSuchViolation,
    ReasonMissing,
    RuleMissing,
    UnderAppeal,
)


def word_ground(refusal: GroundRefusal, voice: Voice, by: Named | None) -> str:
    """Give the words of a refusal for want of a ground; `by` is who is named in it."""
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
        case AlreadyRecorded(number=number, rule=rule):
            return _(
                "This message is recorded already: No. {number}, rule {rule} ({by}). It does not"
                " count a second time."
            ).format(number=number, rule=rule, by=recorder(refusal.by, by, voice))
        case AlreadyGround(block=block, number=number):
            return _(
                "Block No. {block} rests on this already (violation No. {number}), so there is no"
                " other record of it. Is the record wrong? Annul it: {annul} {number} the reason."
            ).format(block=block, number=number, annul=voice.command(Command.ANNUL))
        case JustRecorded(number=number, rule=rule):
            return _(
                "A violation was recorded just now: No. {number}, rule {rule} ({by}). If this is"
                " another one, please try again a little later."
            ).format(number=number, rule=rule, by=recorder(refusal.by, by, voice))
        case UnderAppeal(number=number):
            return _(
                "Violation No. {number} is contested: it stays as it is until an administrator"
                " decides."
            ).format(number=number)
        case _:
            assert_never(refusal)


def recorder(by: MemberId | None, named: Named | None, voice: Voice) -> str:
    """Name whoever recorded a violation, without a mention; None: the bot."""
    if by is None:
        return voice.texts.gettext("bot")
    return voice.name(named or Named(member=by, names=None))


def _range(numbers: tuple[int, ...], voice: Voice) -> str:
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}–{numbers[-1]}"
    return voice.texts.listed(str(number) for number in numbers)

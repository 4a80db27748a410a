"""Words for what is recorded already: corrected, or asked about first (п. 5.12.5)."""

from typing import assert_never

from handlers.notices.measures import (
    SeparateAnswered,
    SeparateAsked,
    ViolationCorrected,
    ViolationSuperseded,
    WhichRuleInstead,
)
from handlers.voice import Voice
from rules.clauses import Clause

RepeatNotice = (
    ViolationCorrected | ViolationSuperseded | WhichRuleInstead | SeparateAsked | SeparateAnswered
)


def word_repeat(notice: RepeatNotice, voice: Voice) -> str:
    """Give the words of a notice about an act that was recorded before."""
    _ = voice.texts.gettext
    match notice:
        case ViolationCorrected():
            return _corrected(notice, voice)
        case ViolationSuperseded(by=by, number=number, now=now):
            return _("Violation No. {number} is now No. {now} ({by}).").format(
                number=number, now=now, by=voice.name(by)
            )
        case WhichRuleInstead(number=number, rule=rule):
            return _("Violation No. {number} cites rule {rule}. Which rule was broken?").format(
                number=number, rule=rule
            )
        case SeparateAsked(member=member, number=number, rule=rule, by=by):
            return _(
                "{person}: violation No. {number}, rule {rule}, was recorded just now ({by})."
                " Is this another one?"
            ).format(
                person=voice.name(member),
                number=number,
                rule=rule,
                by=_("bot") if by is None else voice.name(by),
            )
        case SeparateAnswered(by=by, separate=True):
            return _("Another violation ({by}).").format(by=voice.name(by))
        case SeparateAnswered(by=by):
            return _("Not recorded a second time ({by}).").format(by=voice.name(by))
        case _:
            assert_never(notice)


def _corrected(notice: ViolationCorrected, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    said = _(
        "{person}, the record is corrected ({by}): No. {number} in place of No. {before}, {rule}"
        " ({clause})."
    ).format(
        person=voice.who(notice.member),
        by=voice.name(notice.by),
        number=notice.number,
        before=notice.before,
        rule=voice.cited_rule(notice.rule),
        clause=voice.cited(Clause.REMINDER),
    )
    count = ngettext(
        "{n} violation counts now.", "{n} violations count now.", notice.counted
    ).format(n=notice.counted)
    return f"{said}\n{count}"

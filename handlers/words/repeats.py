"""Acts that are already recorded: corrected, or asked about (п. 5.12.5)."""

from handlers.named import Named
from handlers.voice import Voice
from handlers.words import violations
from rules.clauses import Clause
from rules.conduct import Rule
from rules.ids import RuleNumber, ViolationNumber


def corrected(
    voice: Voice,
    *,
    member: Named,
    by: Named,
    number: ViolationNumber,
    before: ViolationNumber,
    rule: Rule,
    counted: int,
) -> str:
    """Say that a violation is recorded under another rule, in place of `before`."""
    said = voice.texts.gettext(
        "{person}, the record is corrected ({by}): No. {number} in place of No. {before}, {rule}"
        " ({clause})."
    ).format(
        person=voice.who(member),
        by=voice.name(by),
        number=number,
        before=before,
        rule=voice.cited_rule(rule),
        clause=voice.cited(Clause.REMINDER),
    )
    return f"{said}\n{violations.now_counted(voice, counted=counted)}"


def superseded(voice: Voice, *, by: Named, number: ViolationNumber, now: ViolationNumber) -> str:
    """Replace a corrected violation's notice with its new number."""
    return voice.texts.gettext("Violation No. {number} is now No. {now} ({by}).").format(
        number=number, now=now, by=voice.name(by)
    )


def which_rule_instead(voice: Voice, *, number: ViolationNumber, rule: RuleNumber) -> str:
    """Ask which rule was broken, if not the one that the violation cites."""
    return voice.texts.gettext(
        "Violation No. {number} cites rule {rule}. Which rule was broken?"
    ).format(number=number, rule=rule)


def is_it_another(
    voice: Voice, *, member: Named, number: ViolationNumber, rule: RuleNumber, by: Named | None
) -> str:
    """Ask whether it is another act than the one just recorded by `by` (None: the bot)."""
    _ = voice.texts.gettext
    return _(
        "{person}: violation No. {number}, rule {rule}, was recorded just now ({by})."
        " Is this another one?"
    ).format(
        person=voice.name(member),
        number=number,
        rule=rule,
        by=_("bot") if by is None else voice.name(by),
    )


def another(voice: Voice, *, by: Named) -> str:
    """Replace that question: it is another act."""
    return voice.texts.gettext("Another violation ({by}).").format(by=voice.name(by))


def the_same(voice: Voice, *, by: Named) -> str:
    """Replace that question: it is the same act."""
    return voice.texts.gettext("Not recorded a second time ({by}).").format(by=voice.name(by))

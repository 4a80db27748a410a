"""Violations, and what counts once only."""

from itertools import pairwise
from typing import get_args

from handlers.commands import Command
from handlers.voice import LONGEST_NOTE, Named, Voice, fixed, quote
from handlers.words import violations
from handlers.words.rows import LONGEST_LINE_NOTE, JournalLine, Refusals, sentence
from rules.clauses import Clause
from rules.conduct import Rule
from rules.ids import MemberId, RuleNumber, ViolationNumber
from rules.vocabulary.violations import (
    ALREADY_REMOVED,
    REASON_MISSING,
    AlreadyAnnulled,
    AlreadyGround,
    AlreadyRecorded,
    GroundRefusal,
    JustRecorded,
    MessageErased,
    MessageRemoved,
    NoSuchRule,
    NoSuchViolation,
    RemovalWithdrawn,
    RuleMissing,
    UnderAppeal,
    ViolationAnnulled,
    ViolationFact,
    ViolationRecorded,
    ViolationReinstated,
)

not_given_back = fixed("{messenger} cannot give the removed message back: please send it again.")
"""Say of a message removed with a record that is taken back that it cannot come back."""

removal_too_late = fixed(
    "The message could not be removed: {messenger} lets messages be removed for all only"
    " within 24 hours. The record of it stays in the journal."
)
removal_not_allowed = fixed(
    "{messenger} did not let the message be removed. Please check that the bot is an"
    " administrator of the chat and that the message is not an administrator's."
)


def recorded(
    voice: Voice,
    *,
    member: Named,
    number: ViolationNumber,
    rule: Rule,
    note: str,
    counted: int,
    threshold: int,
    automatic: bool,
    removed: bool = False,
) -> str:
    """Announce a violation, how many count, and what follows beyond the threshold.

    `automatic`: the bot recorded it, as set in the chat. `removed`: its message is removed, too.
    """
    _ = voice.texts.gettext
    said = (
        _(
            "{person}, violation No. {number} is recorded and the message removed:"
            " {rule} ({clause})."
        )
        if removed
        else _("{person}, violation No. {number} is recorded: {rule} ({clause}).")
    ).format(
        person=voice.who(member),
        number=number,
        rule=voice.cited_rule(rule),
        clause=voice.cited(Clause.REMINDER),
    )
    if automatic:
        automatically = _("Recorded automatically, as is set in this chat.")
        said = f"{said} {automatically}"
    if note:
        noted = _("Note: {note}").format(note=quote(note, LONGEST_NOTE))
        said = f"{said}\n{noted}"
    return f"{said}\n{consequence(counted, threshold, voice)}"


def consequence(counted: int, threshold: int, voice: Voice) -> str:
    """Say which violation of how many it is, and what follows beyond the threshold."""
    _, texts, needed = voice.texts.gettext, voice.texts, threshold + 1
    if counted >= needed:
        said = _("This is the {nth}: a block is possible now ({clause}).")
    else:
        said = _(
            "This is the {nth} of {most}. From the {needed} on, a block is possible ({clause})."
        )
    return said.format(
        nth=texts.nth(counted),
        most=texts.out_of(threshold),
        needed=texts.from_nth(needed),
        clause=voice.cited(Clause.BLOCK),
    )


def now_counted(voice: Voice, *, counted: int) -> str:
    """Say how many violations of a person count now."""
    return voice.texts.ngettext(
        "{n} violation counts now.", "{n} violations count now.", counted
    ).format(n=counted)


def annulled(
    voice: Voice, *, member: Named, by: Named, number: ViolationNumber, reason: str, counted: int
) -> str:
    """Announce that a violation was annulled; without a reason: its moderator took it back."""
    _ = voice.texts.gettext
    said = (
        _("Violation No. {number} of {person} was annulled ({by}). Reason: {reason}")
        if reason
        else _("Violation No. {number} of {person} was annulled ({by}).")
    ).format(
        number=number,
        person=voice.who(member),
        by=voice.name(by),
        reason=quote(reason, LONGEST_NOTE),
    )
    return f"{said}\n{now_counted(voice, counted=counted)}"


def counts_again(
    voice: Voice, *, member: Named, by: Named, number: ViolationNumber, counted: int
) -> str:
    """Announce that a violation counts again."""
    said = voice.texts.gettext("Violation No. {number} of {person} counts again ({by}).").format(
        number=number, person=voice.who(member), by=voice.name(by)
    )
    return f"{said}\n{now_counted(voice, counted=counted)}"


def message_removed(voice: Voice, *, member: Named, rule: Rule) -> str:
    """Say that a message was removed under a rule."""
    return voice.texts.gettext("{person}, your message was removed: {rule} ({clause}).").format(
        person=voice.who(member), rule=voice.cited_rule(rule), clause=voice.cited(Clause.MODERATION)
    )


def removed_by_mistake(voice: Voice, *, member: Named) -> str:
    """Say that a message was removed by mistake, and ask for it again: it cannot be restored."""
    return voice.texts.gettext(
        "{person}, your message was removed by mistake, sorry. Please send it again."
    ).format(person=voice.who(member))


def line(fact: ViolationFact, entry: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about a violation or a message."""
    _ = voice.texts.gettext
    rule = "" if entry.rule is None else voice.cited_rule(entry.rule)
    match fact:
        case ViolationRecorded(number=number, note=note, replaces=replaces):
            said = (
                _("violation No. {number}: {rule}")
                if replaces is None
                else _("violation No. {number} in place of No. {before}: {rule}")
            ).format(number=number, rule=rule, before=replaces)
            return f"{said}, {quote(note, LONGEST_LINE_NOTE)}" if note else said
        case ViolationAnnulled(number=number, replaced_by=int(after)):
            return _("violation No. {number} replaced by No. {after}").format(
                number=number, after=after
            )
        case ViolationAnnulled(number=number, undone=True):
            return _("violation No. {number} taken back").format(number=number)
        case ViolationAnnulled(number=number, reason=reason):
            return _("violation No. {number} annulled: {reason}").format(
                number=number, reason=quote(reason, LONGEST_LINE_NOTE)
            )
        case ViolationReinstated(number=number):
            return _("violation No. {number} counts again").format(number=number)
        case MessageRemoved():
            return _("message removed: {rule}").format(rule=rule)
        case RemovalWithdrawn():
            return _("message was removed by mistake")
        case MessageErased(block=block):
            return _("message removed during block No. {block}").format(block=block)


def _refusal(reason: GroundRefusal, voice: Voice, by: Named | None) -> str:
    _ = voice.texts.gettext
    match reason:
        case RuleMissing(known=known):
            return _(
                "Which rule was broken? Please state its number, {rules}. Example: {example} 3"
            ).format(rules=_range(known, voice), example=voice.command(Command.VIOLATION))
        case NoSuchRule(number=number, known=known):
            return _("There is no rule {number}; the rules are {rules}. See {command}.").format(
                number=number, rules=_range(known, voice), command=voice.command(Command.RULES)
            )
        case NoSuchViolation(number=number):
            return _("There is no violation No. {number} in this chat. See {command}.").format(
                number=number, command=voice.command(Command.JOURNAL)
            )
        case AlreadyAnnulled(number=number):
            return _("Violation No. {number} is annulled already.").format(number=number)
        case AlreadyRecorded(number=number, rule=rule):
            return _(
                "This message is recorded already: No. {number}, rule {rule} ({by}). It does not"
                " count a second time."
            ).format(number=number, rule=rule, by=_recorder(reason.by, by, voice))
        case AlreadyGround(block=block, number=number):
            return _(
                "Block No. {block} rests on this already (violation No. {number}), so there is no"
                " other record of it. Is the record wrong? Annul it: {annul} {number} the reason."
            ).format(block=block, number=number, annul=voice.command(Command.ANNUL))
        case JustRecorded(number=number, rule=rule):
            return _(
                "A violation was recorded just now: No. {number}, rule {rule} ({by}). If this is"
                " another one, please try again a little later."
            ).format(number=number, rule=rule, by=_recorder(reason.by, by, voice))
        case UnderAppeal(number=number):
            return _(
                "Violation No. {number} is contested: it stays as it is until an administrator"
                " decides."
            ).format(number=number)


REFUSALS: Refusals = {
    REASON_MISSING: sentence(
        "Please state the reason: an annulment needs one. Example: {example} 12 I misread",
        example=Command.ANNUL,
    ),
    ALREADY_REMOVED: sentence("That message is removed already."),
    **dict.fromkeys(get_args(GroundRefusal), _refusal),
}


def _recorder(by: MemberId | None, named: Named | None, voice: Voice) -> str:
    if by is None:
        return voice.texts.gettext("bot")
    return voice.name(named or Named(member=by, names=None))


def _range(numbers: tuple[int, ...], voice: Voice) -> str:
    if len(numbers) > 2 and all(after - each == 1 for each, after in pairwise(numbers)):
        return f"{numbers[0]}–{numbers[-1]}"
    return voice.texts.listed(map(str, numbers))


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

"""What a chat reads of a violation where names are not shown, and what the person is told."""

from handlers.voice import Named, Voice, fixed
from handlers.words.violations import consequence, not_given_back, now_counted
from rules.clauses import Clause
from rules.conduct import Rule
from rules.ids import RuleNumber, ViolationNumber

removed_by_mistake = fixed("A message was removed by mistake, sorry. Please send it again.")


def reminded(voice: Voice, *, rule: Rule) -> str:
    """Remind of the rule that was broken, in answer to the message."""
    return voice.texts.gettext("A reminder: {rule} ({clause}).").format(
        rule=voice.cited_rule(rule), clause=voice.cited(Clause.REMINDER)
    )


def removed(voice: Voice, *, rule: Rule, messages: int = 1) -> str:
    """Say how many messages were removed, and under which rule."""
    return voice.texts.ngettext(
        "{n} message was removed: {rule} ({clause}).",
        "{n} messages were removed: {rule} ({clause}).",
        messages,
    ).format(n=messages, rule=voice.cited_rule(rule), clause=voice.cited(Clause.MODERATION))


def annulled(voice: Voice, *, by: Named, removed: bool) -> str:
    """Take a reminder back; `removed`: its message was removed and cannot come back."""
    said = voice.texts.gettext("The reminder was a mistake ({by}).").format(by=voice.name(by))
    return f"{said}\n{not_given_back(voice)}" if removed else said


def counts_again(voice: Voice, *, by: Named) -> str:
    """Say that a reminder that was taken back holds again."""
    return voice.texts.gettext("The reminder holds after all ({by}).").format(by=voice.name(by))


def corrected(voice: Voice, *, rule: Rule, by: Named) -> str:
    """Remind of another rule, in place of the one before."""
    return voice.texts.gettext("The reminder is corrected ({by}): {rule} ({clause}).").format(
        by=voice.name(by), rule=voice.cited_rule(rule), clause=voice.cited(Clause.REMINDER)
    )


def superseded(voice: Voice, *, by: Named) -> str:
    """Replace a corrected reminder."""
    return voice.texts.gettext("The reminder is corrected below ({by}).").format(by=voice.name(by))


def told_privately(
    voice: Voice,
    *,
    chat: str,
    member: Named,
    number: ViolationNumber,
    rule: Rule,
    counted: int,
    threshold: int,
) -> str:
    """Tell the moderator who recorded a violation that only the person was told."""
    said = voice.texts.gettext(
        "Violation No. {number} of {person} in “{chat}” is recorded: {rule}. The chat does not see"
        " it."
    ).format(
        number=number, person=voice.name(member), chat=voice.chat(chat), rule=voice.cited_rule(rule)
    )
    return f"{said}\n{consequence(counted, threshold, voice)}"


def own_removed(voice: Voice, *, chat: str, rule: Rule) -> str:
    """Tell a person that a message of theirs was removed."""
    return voice.texts.gettext("Your message in “{chat}” was removed: {rule} ({clause}).").format(
        chat=voice.chat(chat), rule=voice.cited_rule(rule), clause=voice.cited(Clause.MODERATION)
    )


def own_removed_by_mistake(voice: Voice, *, chat: str) -> str:
    """Tell a person that a message of theirs was removed by mistake."""
    return voice.texts.gettext(
        "Your message in “{chat}” was removed by mistake, sorry. Please send it again."
    ).format(chat=voice.chat(chat))


def own_annulled(voice: Voice, *, chat: str, number: ViolationNumber, counted: int) -> str:
    """Tell a person that a violation of theirs does not count any more."""
    said = voice.texts.gettext("Violation No. {number} in “{chat}” was annulled.").format(
        number=number, chat=voice.chat(chat)
    )
    return f"{said}\n{now_counted(voice, counted=counted)}"


def own_counts_again(voice: Voice, *, chat: str, number: ViolationNumber, counted: int) -> str:
    """Tell a person that a violation of theirs counts again."""
    said = voice.texts.gettext("Violation No. {number} in “{chat}” counts again.").format(
        number=number, chat=voice.chat(chat)
    )
    return f"{said}\n{now_counted(voice, counted=counted)}"


def own_in_short(
    voice: Voice, *, number: ViolationNumber, rule: RuleNumber, counted: int, annulled: bool
) -> str:
    """Tell a person in a pop-up what is recorded of them; pop-ups hold few characters."""
    _ = voice.texts.gettext
    if annulled:
        return _("Violation No. {number} was annulled.").format(number=number)
    return _("No. {number}, rule {rule}. {counted} in all. Disagree? Write to me.").format(
        number=number, rule=rule, counted=counted
    )


def own_removed_in_short(voice: Voice, *, rule: RuleNumber, withdrawn: bool) -> str:
    """Tell a person in a pop-up why their message was removed."""
    _ = voice.texts.gettext
    if withdrawn:
        return _("It was a mistake, sorry. Please send it again.")
    return _("Your message broke rule {rule}. Disagree? Write to me.").format(rule=rule)

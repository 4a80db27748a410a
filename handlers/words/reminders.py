"""Reminders of the rules (п. 5.12.4)."""

from handlers.voice import Named, Voice
from handlers.words.rows import JournalLine
from rules.clauses import Clause
from rules.conduct import Rule
from rules.vocabulary.reminders import Reminded, ReminderFact, ReminderWithdrawn


def reminder(voice: Voice, *, to: Named | None, rules: tuple[Rule, ...], whole: bool) -> str:
    """Remind one person, or all (`to` None), of all rules (`whole`) or of one."""
    _ = voice.texts.gettext
    if to is not None:
        said = _("{person}, please remember the rules of this chat ({clause}):\n{rules}")
    elif whole:
        said = _("Dear participants, please remember the rules of this chat ({clause}):\n{rules}")
    else:
        said = _("Dear participants, please remember this rule ({clause}):\n{rules}")
    return said.format(
        person="" if to is None else voice.who(to),
        clause=voice.cited(Clause.REMINDER),
        rules=voice.rules_in_group(rules),
    )


def heated(voice: Voice, *, rules: tuple[Rule, ...]) -> str:
    """Remind everybody by the bot's own decision; `rules` are those that were broken."""
    _ = voice.texts.gettext
    if not rules:
        said = _(
            "The conversation is getting heated. Let us stay polite and remember the rules of this"
            " chat ({clause})."
        )
    else:
        said = _(
            "The conversation is getting heated. Let us stay polite and remember {rules}"
            " ({clause})."
        )
    return said.format(
        rules=voice.texts.listed(voice.cited_rule(rule) for rule in rules),
        clause=voice.cited(Clause.REMINDER),
    )


def withdrawn(voice: Voice, *, by: Named) -> str:
    """Replace a reminder that its moderator withdrew."""
    return voice.gendered(by, "{by} withdrew the reminder.").format(by=voice.who(by))


def line(fact: ReminderFact, entry: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about a reminder."""
    _ = voice.texts.gettext
    match fact:
        case Reminded():
            if entry.rule is None:
                return _("reminder of the rules")
            return _("reminder: {rule}").format(rule=voice.cited_rule(entry.rule))
        case ReminderWithdrawn():
            return _("reminder withdrawn")

"""A new version of the rules (п. 6.2)."""

from collections.abc import Iterable, Iterator

from handlers.commands import Command
from handlers.quoting import cut, defuse
from handlers.voice import Voice
from handlers.words.lines import JournalLine
from rules.clauses import Clause
from rules.conduct import Rule
from rules.revision import Changes
from rules.vocabulary.revision import RevisionFact

LONGEST_CHANGES = 3300
"""UTF-16 units. The changes must fit one message with a button."""


def revised(voice: Voice, *, version: str, before: str, changes: Changes | None) -> str:
    """Announce what is new in the rules since version `before`.

    `changes` None: the text of that version is not known any more.
    """
    _ = voice.texts.gettext
    head = _("The rules of conduct of this chat are revised: version {version} ({clause}).").format(
        version=defuse(version), clause=voice.cited(Clause.REVISION)
    )
    ask = _(
        "Please read all the rules ({rules}) and press the button below, also if you acknowledged"
        " version {before}."
    ).format(rules=voice.command(Command.RULES), before=defuse(before))
    return "\n".join([head, *_changed(changes, voice), ask])


def _changed(changes: Changes | None, voice: Voice) -> Iterable[str]:
    _ = voice.texts.gettext
    if changes is None:
        return ()
    if changes.is_empty:
        return (_("The rules themselves read as before; how measures are taken has changed."),)
    whole = "\n".join(_listed(changes, voice, in_full=True))
    if _length(whole) <= LONGEST_CHANGES:
        return (whole,)
    return (cut("\n".join(_listed(changes, voice, in_full=False)), LONGEST_CHANGES),)


def _listed(changes: Changes, voice: Voice, *, in_full: bool) -> Iterator[str]:
    _ = voice.texts.gettext
    parts: tuple[tuple[str, tuple[Rule, ...], bool], ...] = (
        (_("New:"), changes.added, in_full),
        (_("Reworded:"), changes.reworded, in_full),
        (_("No longer in force:"), changes.removed, False),
    )
    for head, rules, full in parts:
        if rules:
            yield head
            yield voice.rules(rules) if full else "\n".join(voice.rule(rule) for rule in rules)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def line(fact: RevisionFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about a new version of the rules."""
    return voice.texts.gettext("the chat was told the rules, version {version}").format(
        version=fact.version
    )

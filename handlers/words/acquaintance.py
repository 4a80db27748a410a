"""The rules, who knows them, and what is new in them (п. 5.12.3, 6.2)."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from handlers.voice import Named, Voice, defuse, fixed
from handlers.words.rows import JournalLine
from rules.acquaintance import Changes
from rules.clauses import Clause
from rules.conduct import Rule
from rules.vocabulary.acquaintance import (
    Acknowledged,
    AcknowledgementAsked,
    AcquaintanceFact,
    RevisionFact,
    RulesShown,
)

LONGEST_GREETING = 3750
"""Characters of names and rules: a greeting grows in place, so it has to be one message."""

LONGEST_WELCOME = 140
"""Characters of names, as people read them, in a greeting of two lines."""

_MOST_ASKED = 40
"""Most people named in one message; the others have seen the greeting."""


acknowledged = fixed("Thank you! It is recorded that you know the rules of conduct.")


def greeting(
    voice: Voice, *, newcomers: tuple[Named, ...], rules: tuple[Rule, ...], read_only: bool
) -> str:
    """Ask newcomers to read the rules; with `rules` it unfolds into them.

    `read_only`: they cannot write until they acknowledge them.
    """
    listed = voice.rules(rules)
    welcome = voice.texts.ngettext(
        "Welcome, {people}!\nPlease read the rules of conduct ({clause}) and press"
        " “I know the rules”.",
        "Welcome, {people}!\nPlease read the rules of conduct ({clause}), each of you, and press"
        " “I know the rules”.",
        len(newcomers),
    ).format(
        people=_welcomed(newcomers, LONGEST_GREETING - len(listed), voice, short=not rules),
        clause=voice.cited(Clause.ACQUAINTANCE),
    )
    if read_only:
        waits = voice.texts.gettext("Until then you can only read here.")
        welcome = f"{welcome} {waits}"
    return f"{welcome}\n{listed}" if rules else welcome


def _welcomed(newcomers: Sequence[Named], room: int, voice: Voice, *, short: bool) -> str:
    mentions = [voice.who(person) for person in newcomers]
    if short:
        written, room = [voice.name(person) for person in newcomers], LONGEST_WELCOME
    else:
        written = mentions
    reached = accumulate(len(each) + len(", ") for each in written)
    shown = max(1, sum(length <= room for length in reached))
    return voice.few(mentions, shown)


def rules_of_conduct(voice: Voice, *, rules: tuple[Rule, ...], whole: bool = True) -> str:
    """Show the rules; if not `whole`, long ones by their titles alone."""
    return voice.texts.gettext("Rules of conduct of this chat ({clause}):\n{rules}").format(
        clause=voice.cited(Clause.ACQUAINTANCE),
        rules=voice.rules(rules) if whole else voice.rules_in_group(rules),
    )


def asked_again(voice: Voice, *, members: tuple[Named, ...]) -> str:
    """Ask newcomers once more, together, to read and acknowledge the rules."""
    people = ", ".join(voice.who(member) for member in members[:_MOST_ASKED])
    return voice.texts.gettext(
        "{people}, please read the rules of this chat and press the button below ({clause})."
    ).format(people=people, clause=voice.cited(Clause.ACQUAINTANCE))


def everybody_asked(voice: Voice, *, waiting: int) -> str:
    """Ask everybody who has not done so to read and acknowledge the rules."""
    return voice.texts.ngettext(
        "Please read the rules of this chat and press “I know the rules” ({clause})."
        " {n} participant has not done so yet.",
        "Please read the rules of this chat and press “I know the rules” ({clause})."
        " {n} participants have not done so yet.",
        waiting,
    ).format(n=waiting, clause=voice.cited(Clause.ACQUAINTANCE))


def line(fact: AcquaintanceFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about acquaintance with the rules."""
    _ = voice.texts.gettext
    match fact:
        case RulesShown(version=version):
            return _("rules shown, version {version}").format(version=version)
        case AcknowledgementAsked(members=members, version=version, by=by) if by is not None:
            return voice.texts.ngettext(
                "{n} participant asked to acknowledge the rules, version {version}",
                "{n} participants asked to acknowledge the rules, version {version}",
                len(members),
            ).format(n=len(members), version=version)
        case AcknowledgementAsked(members=members, version=version):
            return voice.texts.ngettext(
                "{n} newcomer asked to acknowledge the rules, version {version}",
                "{n} newcomers asked to acknowledge the rules, version {version}",
                len(members),
            ).format(n=len(members), version=version)
        case Acknowledged(version=version, way="invitation"):
            return _("rules acknowledged by invitation, version {version}").format(version=version)
        case Acknowledged(version=version):
            return _("rules acknowledged, version {version}").format(version=version)


MOST_NAMES = 80
"""Most names in a message of 4096 characters; further ones are counted."""


def unacknowledged(voice: Voice, *, missing: tuple[Named, ...], present: int, version: str) -> str:
    """List the members who have not acknowledged the rules in force."""
    ngettext, clause = voice.texts.ngettext, voice.cited(Clause.ACQUAINTANCE)
    if not missing:
        return ngettext(
            "{n} participant; everyone has acknowledged the rules, version {version} ({clause}).",
            "{n} participants; everyone has acknowledged the rules, version {version} ({clause}).",
            present,
        ).format(n=present, version=defuse(version), clause=clause)
    head = ngettext(
        "{n} participant; the rules, version {version}, are not acknowledged by {missing}"
        " ({clause}):",
        "{n} participants; the rules, version {version}, are not acknowledged by {missing}"
        " ({clause}):",
        present,
    ).format(n=present, version=defuse(version), missing=len(missing), clause=clause)
    lines = [head, *(f"• {voice.name(person)}" for person in missing[:MOST_NAMES])]
    more = len(missing) - MOST_NAMES
    if more > 0:
        lines.append(voice.more(more))
    return "\n".join(lines)


_LONGEST_CHANGES = 60
"""Characters of changed rules in a chat; all of them are under «Прочитать правила»."""


def revised(voice: Voice, *, version: str, changes: Changes | None) -> str:
    """Announce what is new in the rules since the version before.

    `changes` None: the text of that version is not known any more.
    """
    _ = voice.texts.gettext
    head = _("The rules of conduct of this chat are revised: version {version} ({clause}).").format(
        version=defuse(version), clause=voice.cited(Clause.REVISION)
    )
    ask = _("Please read them and press the button once more.")
    return "\n".join([head, *_changed(changes, voice), ask])


def _changed(changes: Changes | None, voice: Voice) -> Iterable[str]:
    _ = voice.texts.gettext
    if changes is None:
        return ()
    if changes.is_empty:
        return (_("The rules themselves read as before."),)
    parts = tuple(
        (head, rules)
        for head, rules in (
            (_("New:"), changes.added),
            (_("Reworded:"), changes.reworded),
            (_("No longer in force:"), changes.removed),
        )
        if rules
    )
    by_title = [f"{head} {voice.texts.listed(map(voice.rule, rules))}." for head, rules in parts]
    if len("\n".join(by_title)) <= _LONGEST_CHANGES:
        return by_title
    numbers = (
        f"{head} {voice.texts.listed(str(rule.number) for rule in rules)}." for head, rules in parts
    )
    return (" ".join(numbers),)


def revision_line(fact: RevisionFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about a new version of the rules."""
    return voice.texts.gettext("the chat was told the rules, version {version}").format(
        version=fact.version
    )

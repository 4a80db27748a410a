"""Families, and the college's list of its people."""

from handlers.voice import Named, Voice
from handlers.words.rows import JournalLine
from rules.clauses import Clause
from rules.vocabulary.families import (
    FamilyFact,
    FamilyLinked,
    FamilyUnlinked,
    RosterEntryRemoved,
    RosterEntrySet,
    RosterFact,
)


def shown(
    voice: Voice,
    *,
    member: Named,
    parents: tuple[Named, ...],
    children: tuple[Named, ...],
    left: frozenset[int],
) -> str:
    """Show a person's parents and children; `left` are the ids of leavers."""
    _ = voice.texts.gettext
    head = (
        _("Family of {person} ({clause}):")
        if parents or children
        else _("No family is on record for {person} ({clause}).")
    )
    lines = [head.format(person=voice.name(member), clause=voice.cited(Clause.LEAVERS))]
    lines += [_("• parent: {person}").format(person=voice.name(each)) for each in parents]
    for each in children:
        child = _("• child: {person}, a leaver") if each.member in left else _("• child: {person}")
        lines.append(child.format(person=voice.name(each)))
    return "\n".join(lines)


def linked(voice: Voice, *, parent: Named, child: Named) -> str:
    """Confirm that two people are recorded as parent and child."""
    return voice.texts.gettext("On record: {parent} is a parent of {child} ({clause}).").format(
        parent=voice.name(parent), child=voice.name(child), clause=voice.cited(Clause.LEAVERS)
    )


def unlinked(voice: Voice, *, parent: Named, child: Named) -> str:
    """Confirm that two people are no longer recorded as parent and child."""
    return voice.texts.gettext(
        "No longer on record: {parent} as a parent of {child} ({clause})."
    ).format(parent=voice.name(parent), child=voice.name(child), clause=voice.cited(Clause.LEAVERS))


def line(fact: FamilyFact, entry: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about a family."""
    _ = voice.texts.gettext
    child = voice.name(entry.child or Named(member=fact.child, names=None))
    match fact:
        case FamilyLinked():
            return _("parent of {child}").format(child=child)
        case FamilyUnlinked():
            return _("no longer on record as parent of {child}").format(child=child)


def roster_line(fact: RosterFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about the college's list."""
    _ = voice.texts.gettext
    match fact:
        case RosterEntrySet():
            return _("entered in the college's list")
        case RosterEntryRemoved():
            return _("taken off the college's list")

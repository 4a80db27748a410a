"""Members who have not acknowledged the rules (п. 5.12.3)."""

from handlers.named import Named
from handlers.quoting import defuse
from handlers.voice import Voice
from rules.clauses import Clause

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
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join(lines)

"""A line of the journal: what it speaks of, and how long it may be."""

from dataclasses import dataclass

from handlers.named import Named
from rules.conduct import Rule
from storage.records import Entry

LONGEST_LINE_NOTE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """An entry of the journal with the names and the rule that it speaks of."""

    entry: Entry
    member: Named | None
    by: Named | None
    rule: Rule | None

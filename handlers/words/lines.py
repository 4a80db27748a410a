"""A line of the journal, and the longest note in it."""

from dataclasses import dataclass

from handlers.named import Named
from rules.conduct import Rule
from storage.records import Entry

LONGEST_LINE_NOTE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """An entry of the journal with the names and the rule that it mentions."""

    entry: Entry
    member: Named | None
    by: Named | None
    rule: Rule | None

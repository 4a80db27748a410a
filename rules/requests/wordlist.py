"""Requests about a chat's own list of words and links (п. 5.12.2)."""

from dataclasses import dataclass

from rules.cases.people import Actor
from rules.ids import RuleNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWord:
    """Put something on the list; `listed` is what is on it already. None: it cannot be read."""

    by: Actor
    entry: str | None
    rule: RuleNumber | None
    listed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistWord:
    """Take something off the list; `listed` is what is on it."""

    by: Actor
    entry: str
    listed: frozenset[str]


WordListRequest = ListWord | UnlistWord

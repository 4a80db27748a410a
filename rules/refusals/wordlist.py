"""Refusals about a chat's own list of words and links (п. 5.12.2)."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryUnreadable:
    """That is no word, phrase or address."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFull:
    """The list has as many entries as it can."""

    clause: ClassVar[Clause] = Clause.MODERATION
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotListed:
    """That is not on the list."""

    clause: ClassVar[Clause] = Clause.MODERATION


WordListRefusal = EntryUnreadable | ListFull | NotListed

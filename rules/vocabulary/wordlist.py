"""A chat's own list of words and links (п. 5.12.2)."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import MemberId, RuleNumber
from rules.vocabulary.fact import FactBase
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class WordListed(FactBase):
    """A moderator put something on the chat's list; `entry` as `rules.detectors.wordlist` reads
    it. Whatever was listed so before has this rule from now on.
    """

    stored_as = "word_listed"
    clause = Clause.MODERATION
    teaches_detectors = True
    always_kept = True

    member: None = None
    by: MemberId
    entry: str
    rule: RuleNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordUnlisted(FactBase):
    """A moderator took something from the chat's list."""

    stored_as = "word_unlisted"
    clause = Clause.MODERATION
    teaches_detectors = True
    always_kept = True

    member: None = None
    by: MemberId
    entry: str


WordListFact = WordListed | WordUnlisted


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

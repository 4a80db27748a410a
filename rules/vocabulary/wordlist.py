"""A chat's own list of words and links (п. 5.12.2)."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.ids import MemberId, RuleNumber
from rules.vocabulary.bases import FactBase, PlainRefusal, Refusal
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class WordListed(FactBase):
    """A moderator put an entry on the chat's list, or changed its rule.

    `entry` is in the form of `rules.detectors.wordlist`.
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
    """A moderator took an entry off the chat's list."""

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
    """Put an entry on the list; None: it cannot be read. `listed` are the present entries."""

    by: Actor
    entry: str | None
    rule: RuleNumber | None
    listed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistWord:
    """Take an entry off the list; `listed` are the present entries."""

    by: Actor
    entry: str
    listed: frozenset[str]


WordListRequest = ListWord | UnlistWord

ENTRY_UNREADABLE = PlainRefusal("entry unreadable", Clause.MODERATION)
NOT_LISTED = PlainRefusal("not listed", Clause.MODERATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFull(Refusal):
    """The list is full."""

    clause = Clause.MODERATION
    most: int

"""A chat's own list of words and links (п. 5.12.2)."""

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WordExcepted(FactBase):
    """A moderator told the chat's detectors to point out a word no more.

    `digest` is that of `rules.detectors.inspection`, `entry` what the list shows for it.
    """

    stored_as = "word_excepted"
    clause = Clause.MODERATION
    teaches_detectors = True
    always_kept = True

    member: None = None
    by: MemberId
    digest: str
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordWatched(FactBase):
    """A moderator withdrew an exception: the word is pointed out again."""

    stored_as = "word_watched"
    clause = Clause.MODERATION
    teaches_detectors = True
    always_kept = True

    member: None = None
    by: MemberId
    digest: str
    entry: str


WordListFact = WordListed | WordUnlisted | WordExcepted | WordWatched


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptWord:
    """Point out a word no more; `excepted` are the chat's exceptions by their digests."""

    by: Actor
    digest: str
    entry: str
    excepted: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnexceptWord:
    """Point out a word again; `excepted` are the chat's exceptions by their digests."""

    by: Actor
    digest: str
    excepted: Mapping[str, str]


WordListRequest = ListWord | UnlistWord | ExceptWord | UnexceptWord

EXCEPTED_ALREADY = PlainRefusal("excepted already", Clause.MODERATION)
NOT_EXCEPTED = PlainRefusal("not excepted", Clause.MODERATION)
ENTRY_UNREADABLE = PlainRefusal("entry unreadable", Clause.MODERATION)
NOT_LISTED = PlainRefusal("not listed", Clause.MODERATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFull(Refusal):
    """The list is full."""

    clause = Clause.MODERATION
    most: int

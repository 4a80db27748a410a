"""Facts about a chat's own list of words and links (п. 5.12.2)."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.facts.base import FactBase
from rules.ids import MemberId, RuleNumber


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

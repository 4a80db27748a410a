"""Facts about a chat's own list of words and links (п. 5.12.2)."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import MemberId, RuleNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class WordListed:
    """A moderator put something on the chat's list; `entry` as `rules.detectors.wordlist` reads
    it. Whatever was listed so before has this rule from now on.
    """

    clause: ClassVar[Clause] = Clause.MODERATION
    member: None = None
    by: MemberId
    entry: str
    rule: RuleNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordUnlisted:
    """A moderator took something from the chat's list."""

    clause: ClassVar[Clause] = Clause.MODERATION
    member: None = None
    by: MemberId
    entry: str


WordListFact = WordListed | WordUnlisted

"""Facts of п. 6.2: the rules are revised."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAnnounced:
    """A chat was told that version of the rules: as a revision, or with its introduction."""

    clause: ClassVar[Clause] = Clause.REVISION
    version: str
    member: None = None
    by: None = None


RevisionFact = PolicyAnnounced

"""Revisions of the rules (п. 6.2)."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.vocabulary.fact import FactBase


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAnnounced(FactBase):
    """A version of the rules was announced to a chat, as a revision or with its introduction."""

    stored_as = "policy_announced"
    clause = Clause.REVISION
    always_kept = True

    version: str
    member: None = None
    by: None = None


RevisionFact = PolicyAnnounced

"""Who is whose parent (п. 5.12.8); it belongs to the college, not to a chat."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.ids import MemberId
from rules.vocabulary.fact import FactBase


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLinked(FactBase):
    """A parent and a child; `by` None: by the college's list."""

    stored_as = "family_linked"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("family", "child"),)

    member: MemberId
    child: MemberId
    by: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyUnlinked(FactBase):
    """Those two are no parent and child, or not any more."""

    stored_as = "family_unlinked"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("family", "child"),)

    member: MemberId
    child: MemberId
    by: MemberId | None = None


FamilyFact = FamilyLinked | FamilyUnlinked

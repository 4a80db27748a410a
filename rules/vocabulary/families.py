"""Parents and children on record (п. 5.12.8), for the college as a whole."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.ids import MemberId
from rules.vocabulary.fact import FactBase


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLinked(FactBase):
    """A parent and a child were put on record; `by` is None where the college's list named them."""

    stored_as = "family_linked"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("family", "child"),)

    member: MemberId
    child: MemberId
    by: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyUnlinked(FactBase):
    """The two are not parent and child, or no longer."""

    stored_as = "family_unlinked"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("family", "child"),)

    member: MemberId
    child: MemberId
    by: MemberId | None = None


FamilyFact = FamilyLinked | FamilyUnlinked

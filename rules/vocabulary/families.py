"""The college's people: its list, and who is whose parent (п. 5.12.8)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.clauses import Clause
from rules.ids import MemberId
from rules.vocabulary.bases import FactBase


class Role(StrEnum):
    """A person's role in the college."""

    STUDENT = "student"
    PARENT = "parent"
    TEACHER = "teacher"
    EMPLOYEE = "employee"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntrySet(FactBase):
    """The list has a new or changed entry for a person, a minor before the day `minor_until`."""

    stored_as = "roster_entry_set"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("listed", "member"),)

    member: MemberId
    name: str
    role: Role
    group: str
    minor_until: date | None = None
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntryRemoved(FactBase):
    """The list no longer names a person."""

    stored_as = "roster_entry_removed"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("listed", "member"),)

    member: MemberId
    by: None = None


RosterFact = RosterEntrySet | RosterEntryRemoved


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

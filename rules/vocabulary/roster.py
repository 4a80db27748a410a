"""The college's list of people (п. 5.12.8)."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.ids import MemberId
from rules.roles import Role
from rules.vocabulary.fact import FactBase


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntrySet(FactBase):
    """The list has a new or changed entry for a person."""

    stored_as = "roster_entry_set"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("listed", "member"),)

    member: MemberId
    name: str
    role: Role
    group: str
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

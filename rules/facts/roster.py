"""Facts of the college's list of people (п. 5.12.8)."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import MemberId
from rules.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntrySet:
    """The list names a person, anew or otherwise than before."""

    clause: ClassVar[Clause] = Clause.LEAVERS
    member: MemberId
    name: str
    role: Role
    group: str
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntryRemoved:
    """The list does not name a person any more."""

    clause: ClassVar[Clause] = Clause.LEAVERS
    member: MemberId
    by: None = None


RosterFact = RosterEntrySet | RosterEntryRemoved

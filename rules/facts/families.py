"""Facts about who is whose parent (п. 5.12.8); they belong to the college, not to a chat."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLinked:
    """A parent and a child; `by` None: by the college's list."""

    clause: ClassVar[Clause] = Clause.LEAVERS
    member: MemberId
    child: MemberId
    by: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyUnlinked:
    """Those two are no parent and child, or not any more."""

    clause: ClassVar[Clause] = Clause.LEAVERS
    member: MemberId
    child: MemberId
    by: MemberId | None = None


FamilyFact = FamilyLinked | FamilyUnlinked

"""Guardians: a minor's legal representative, who has confirmed that (п. 5.12.1, 5.12.7)."""

from dataclasses import dataclass
from datetime import date

from rules.clauses import Clause
from rules.ids import MemberId
from rules.vocabulary.bases import FactBase, PlainRefusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """A child on record of a parent, who is a minor before the day `until` (None: not known).

    `confirmed`: the parent, or an administrator in their place, has confirmed the link.
    """

    parent: MemberId
    child: MemberId
    until: date | None = None
    confirmed: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianConfirmed(FactBase):
    """A parent (`member`), or an administrator in their place, confirmed whose parent they are."""

    stored_as = "guardian_confirmed"
    clause = Clause.GROUNDS
    outlives_its_people = False
    threads = (("family", "child"),)

    member: MemberId
    child: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianEnded(FactBase):
    """A parent is a guardian no more: the child came of age or left, or the link is gone."""

    stored_as = "guardian_ended"
    clause = Clause.GROUNDS
    outlives_its_people = False
    threads = (("family", "child"),)

    member: MemberId
    child: MemberId
    by: None = None


GuardianFact = GuardianConfirmed | GuardianEnded

NO_WARD = PlainRefusal("no ward", Clause.GROUNDS)
"""The two are no parent and minor child on record, or that was answered."""

NOT_GUARDIAN = PlainRefusal("not guardian", Clause.GROUNDS)

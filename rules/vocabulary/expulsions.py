"""Expulsions that an administrator of the chat made by hand (п. 5.12.7)."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.ids import ExpulsionNumber, MemberId
from rules.vocabulary.fact import FactBase


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpelledByHand(FactBase):
    """Somebody was removed from the chat by hand, outside the procedure."""

    stored_as = "expelled_by_hand"
    clause = Clause.GROUNDS
    outlives_its_people = False
    threads = (("expulsion", "number"),)

    number: ExpulsionNumber
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpulsionGrounded(FactBase):
    """An expulsion by hand has a ground: the person is a leaver, or the parent of one.

    `by` is None where the ground was recorded before the expulsion.
    """

    stored_as = "expulsion_grounded"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("expulsion", "number"),)

    number: ExpulsionNumber
    member: MemberId
    by: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpelledInvitedBack(FactBase):
    """An administrator of the college invited back a person who was expelled without a ground."""

    stored_as = "expelled_invited_back"
    clause = Clause.GROUNDS
    outlives_its_people = False
    threads = (("expulsion", "number"),)

    number: ExpulsionNumber
    member: MemberId
    by: MemberId


ExpulsionFact = ExpelledByHand | ExpulsionGrounded | ExpelledInvitedBack

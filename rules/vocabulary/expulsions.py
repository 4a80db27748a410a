"""Expulsions that an administrator of a chat made by hand (п. 5.12.7)."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.ids import ExpulsionNumber, MemberId
from rules.vocabulary.fact import FactBase


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpelledByHand(FactBase):
    """Somebody was taken out of the chat past the bot, outside the procedure."""

    stored_as = "expelled_by_hand"
    clause = Clause.GROUNDS
    outlives_its_people = False
    threads = (("expulsion", "number"),)

    number: ExpulsionNumber
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpulsionGrounded(FactBase):
    """An expulsion by hand has its ground: a leaver, or a leaver's parent.

    `by` None: that was on record before the expulsion.
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
    """An administrator of the college invited back whoever was expelled without a ground."""

    stored_as = "expelled_invited_back"
    clause = Clause.GROUNDS
    outlives_its_people = False
    threads = (("expulsion", "number"),)

    number: ExpulsionNumber
    member: MemberId
    by: MemberId


ExpulsionFact = ExpelledByHand | ExpulsionGrounded | ExpelledInvitedBack

"""Facts about expulsions that an administrator of a chat made by hand (п. 5.12.7)."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import ExpulsionNumber, MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpelledByHand:
    """Somebody was taken out of the chat past the bot, outside the procedure."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ExpulsionNumber
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpulsionGrounded:
    """An expulsion by hand has its ground: a leaver, or a leaver's parent.

    `by` None: that was on record before the expulsion.
    """

    clause: ClassVar[Clause] = Clause.LEAVERS
    number: ExpulsionNumber
    member: MemberId
    by: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpelledInvitedBack:
    """An administrator of the college invited back whoever was expelled without a ground."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ExpulsionNumber
    member: MemberId
    by: MemberId


ExpulsionFact = ExpelledByHand | ExpulsionGrounded | ExpelledInvitedBack

"""Leavers (п. 5.12.8), and members expelled by hand."""

from dataclasses import dataclass
from enum import StrEnum

from rules.clauses import Clause
from rules.ids import DepartureNumber, ExpulsionNumber, MemberId
from rules.vocabulary.bases import FactBase, PlainRefusal


class RemovalFault(StrEnum):
    """Why a person could not be removed from a chat.

    `PROTECTED`: they are an administrator of the chat. `NO_RIGHTS`: the bot has no rights there.
    `GONE`: the bot is no longer in the chat. `REFUSED`: the messenger gave no reason.
    """

    PROTECTED = "protected"
    NO_RIGHTS = "no_rights"
    GONE = "gone"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverNoted(FactBase):
    """A person left the college. Journal of the college."""

    stored_as = "leaver_noted"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("leaving", "member"),)

    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverReturned(FactBase):
    """The college's list names a leaver again. Journal of the college."""

    stored_as = "leaver_returned"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("leaving", "member"),)

    member: MemberId
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalOrdered(FactBase):
    """A leaver, or the parent of one, is to be removed from the chat."""

    stored_as = "removal_ordered"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("departure", "departure"),)

    member: MemberId
    by: MemberId
    leaver: MemberId
    departure: DepartureNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(FactBase):
    """A person who was to be removed from the chat is out of it."""

    stored_as = "member_removed"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("departure", "departure"),)

    member: MemberId
    by: MemberId
    leaver: MemberId
    departure: DepartureNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalFailed(FactBase):
    """A person who was to be removed could not be, and is still in the chat."""

    stored_as = "removal_failed"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("departure", "departure"),)

    member: MemberId
    by: MemberId
    leaver: MemberId
    departure: DepartureNumber
    fault: RemovalFault


LeaverFact = LeaverNoted | LeaverReturned | RemovalOrdered | MemberRemoved | RemovalFailed

NOT_OF_COLLEGE = PlainRefusal("not of college", Clause.LEAVERS)

NOT_OF_YOUR_CHATS = PlainRefusal("not of your chats", Clause.LEAVERS)
"""Administrators act for the college; moderators only for members of their confirmed chats."""

PARENT_STAYS = PlainRefusal("parent stays", Clause.LEAVERS)

NOBODY_TO_REMOVE = PlainRefusal("nobody to remove", Clause.LEAVERS)

NO_FAMILY = PlainRefusal("no family", Clause.LEAVERS)

LINKED_ALREADY = PlainRefusal("linked already", Clause.LEAVERS)

NOT_LINKED = PlainRefusal("not linked", Clause.LEAVERS)

EXPULSION_SETTLED = PlainRefusal("expulsion settled", Clause.GROUNDS)


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

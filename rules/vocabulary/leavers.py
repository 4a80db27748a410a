"""Who left the college, and who was removed from which chat for it (п. 5.12.8)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import DepartureNumber, MemberId
from rules.vocabulary.fact import FactBase


class RemovalFault(StrEnum):
    """Why somebody could not be taken out of a chat.

    `PROTECTED`: an administrator of the VK chat. `NO_RIGHTS`: the bot has no rights there.
    `GONE`: the bot is not in that chat any more. `REFUSED`: the messenger gave no reason.
    """

    PROTECTED = "protected"
    NO_RIGHTS = "no_rights"
    GONE = "gone"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverNoted(FactBase):
    """Somebody left the college; an entry of the college's."""

    stored_as = "leaver_noted"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("leaving", "member"),)

    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverReturned(FactBase):
    """The college's list names a leaver again; an entry of the college's."""

    stored_as = "leaver_returned"
    clause = Clause.LEAVERS
    outlives_its_people = False
    threads = (("leaving", "member"),)

    member: MemberId
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalOrdered(FactBase):
    """A leaver, or a leaver's parent, is to be taken out of the chat."""

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
    """Whoever was to be taken out of the chat is out."""

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
    """Whoever was to be taken out of the chat is still there."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOfCollege:
    """Neither the chats nor the college's list know that person."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOfYourChats:
    """For the college acts an administrator, or the moderator of a chat that an administrator
    confirmed, about the people who are in it."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentStays:
    """A parent goes with the child who leaves, and not before."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyToRemove:
    """That leaver is noted already, and nobody is left to be taken out."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFamily:
    """Two people cannot be parent and child in that way."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAlready:
    """They are on record as parent and child."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotLinked:
    """They are not on record as parent and child."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpulsionSettled:
    """What becomes of that expulsion was decided."""

    clause: ClassVar[Clause] = Clause.GROUNDS


LeaverRefusal = (
    NotOfCollege
    | NotOfYourChats
    | ParentStays
    | NobodyToRemove
    | NoFamily
    | LinkedAlready
    | NotLinked
    | ExpulsionSettled
)

"""Facts of п. 5.12.8: who left the college, and who was taken out of which chat for it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import DepartureNumber, MemberId


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
class LeaverNoted:
    """Somebody left the college; an entry of the college's."""

    clause: ClassVar[Clause] = Clause.LEAVERS
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverReturned:
    """The college's list names a leaver again; an entry of the college's."""

    clause: ClassVar[Clause] = Clause.LEAVERS
    member: MemberId
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalOrdered:
    """A leaver, or a leaver's parent, is to be taken out of the chat."""

    clause: ClassVar[Clause] = Clause.LEAVERS
    member: MemberId
    by: MemberId
    leaver: MemberId
    departure: DepartureNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved:
    """Whoever was to be taken out of the chat is out."""

    clause: ClassVar[Clause] = Clause.LEAVERS
    member: MemberId
    by: MemberId
    leaver: MemberId
    departure: DepartureNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalFailed:
    """Whoever was to be taken out of the chat is still there."""

    clause: ClassVar[Clause] = Clause.LEAVERS
    member: MemberId
    by: MemberId
    leaver: MemberId
    departure: DepartureNumber
    fault: RemovalFault


LeaverFact = LeaverNoted | LeaverReturned | RemovalOrdered | MemberRemoved | RemovalFailed

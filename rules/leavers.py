"""Leavers (п. 5.12.8), and members expelled by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.case import Granted, Refused, Ruling
from rules.clauses import Clause
from rules.college import Authority, College, Presence, Room
from rules.ids import ChatId, DepartureNumber, ExpulsionNumber, MemberId
from rules.rights import ADMINISTRATION, ANY_MODERATION, OF_THE_COLLEGE, Deed, Holds, Place, Press
from rules.vocabulary.chats import NOT_ADMINISTRATOR
from rules.vocabulary.families import Role
from rules.vocabulary.leavers import (
    EXPULSION_SETTLED,
    NOBODY_TO_REMOVE,
    NOT_OF_COLLEGE,
    NOT_OF_YOUR_CHATS,
    PARENT_STAYS,
    ExpelledByHand,
    ExpelledInvitedBack,
    ExpulsionFact,
    ExpulsionGrounded,
    LeaverNoted,
    RemovalOrdered,
)
from rules.vocabulary.people import AGAINST_MODERATOR, NOT_MODERATOR, OWN_CASE, OWN_FAMILY

PLAN_DEPARTURE = Deed("plan a departure", Clause.LEAVERS, private=OF_THE_COLLEGE, fresh=True)

CARRY_OUT_DEPARTURE = Deed(
    "carry a departure out",
    Clause.LEAVERS,
    private=OF_THE_COLLEGE,
    press=Press(Place.PRIVATE, Holds.OUTDATED, forged=Holds.OUTDATED),
    fresh=True,
)

CANCEL_DEPARTURE = Deed(
    "cancel a departure",
    Clause.LEAVERS,
    private=ANY_MODERATION,
    press=Press(Place.PRIVATE, Holds.OUTDATED, forged=Holds.OUTDATED),
)

SETTLE_EXPULSION = Deed(
    "settle an expulsion by hand",
    Clause.GROUNDS,
    grant=ADMINISTRATION,
    press=Press(Place.PRIVATE, EXPULSION_SETTLED),
)


class Because(StrEnum):
    """Why a person is removed."""

    LEAVER = "leaver"
    PARENT = "parent"


class Why(StrEnum):
    """Why a person stays.

    `CHILD_HERE`: it is the chat of another child. `CHILD_STUDIES`: another child studies, and
    nothing says that the chat is the leaver's. `PROTECTED`: the messenger lets nobody remove an
    administrator of the chat. `MODERATOR`: a moderator does not act against another one.
    `NO_RIGHTS`: the bot has no rights there. `TRIAL`: the chat is on trial.
    """

    CHILD_HERE = "child_here"
    CHILD_STUDIES = "child_studies"
    PROTECTED = "protected"
    MODERATOR = "moderator"
    NO_RIGHTS = "no_rights"
    TRIAL = "trial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goes:
    """A person is to be removed from a chat."""

    chat: ChatId
    member: MemberId
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """A person stays in a chat."""

    chat: ChatId
    member: MemberId
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Who is removed from where.

    `beyond` counts the chats that the asker does not moderate and the college does not know.
    """

    leaver: MemberId
    goes: tuple[Goes, ...]
    stays: tuple[Stays, ...]
    beyond: int
    noted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """The facts of a confirmed departure, for the college and for each chat."""

    college: tuple[LeaverNoted, ...]
    chats: tuple[tuple[ChatId, RemovalOrdered], ...]


def plan(college: College, leaver: MemberId, by: Authority) -> Departure | Refused:
    """Return who is removed from where when a person leaves, as far as `by` may decide it."""
    refused = _against(college, leaver, by)
    if refused is not None:
        return refused
    goes: list[Goes] = []
    stays: list[Stays] = []
    beyond: set[ChatId] = set()
    for room, presence in _concerned(college, leaver):
        member = presence.member
        if not _reaches(by, room):
            beyond.add(room.chat)
        elif (why := _why_stays(college, leaver, room, presence, by)) is not None:
            stays.append(Stays(chat=room.chat, member=member, why=why))
        else:
            because = Because.LEAVER if member == leaver else Because.PARENT
            goes.append(Goes(chat=room.chat, member=member, because=because))
    noted = leaver in college.left
    if noted and not (goes or stays or beyond):
        return Refused(NOBODY_TO_REMOVE)
    return Departure(
        leaver=leaver, goes=tuple(goes), stays=tuple(stays), beyond=len(beyond), noted=noted
    )


def carry_out(departure: Departure, number: DepartureNumber, by: Authority) -> Orders | Refused:
    """Return the facts of a confirmed departure."""
    if departure.noted and not departure.goes:
        return Refused(NOBODY_TO_REMOVE)
    return Orders(
        college=() if departure.noted else (LeaverNoted(member=departure.leaver, by=by.member),),
        chats=tuple(
            (
                each.chat,
                RemovalOrdered(
                    member=each.member, by=by.member, leaver=departure.leaver, departure=number
                ),
            )
            for each in departure.goes
        ),
    )


def leaves_as_family(college: College, member: MemberId) -> bool:
    """Whether a person is on record as a leaver, or as a parent only of leavers."""
    children = college.children(member)
    return member in college.left or (bool(children) and not college.studying(member))


def against_leaving(college: College, member: MemberId) -> Refused | None:
    """Return why a person cannot be a leaver at all, or None."""
    if leaves_as_family(college, member):
        return None
    is_parent = bool(college.children(member)) or college.roles.get(member) is Role.PARENT
    works_or_studies = college.roles.get(member) in {Role.STUDENT, Role.TEACHER, Role.EMPLOYEE}
    if is_parent and not works_or_studies:
        return Refused(PARENT_STAYS)
    return None


def _against(college: College, leaver: MemberId, by: Authority) -> Refused | None:
    if not by.may:
        return Refused(NOT_MODERATOR)
    if by.member == leaver:
        return Refused(OWN_CASE)
    if by.member in {*college.parents(leaver), *college.children(leaver)}:
        return Refused(OWN_FAMILY)
    if not by.answers_for(college, leaver):
        return Refused(NOT_OF_YOUR_CHATS)
    if leaver <= 0 or not college.knows(leaver):
        return Refused(NOT_OF_COLLEGE)
    refused = against_leaving(college, leaver)
    if refused is not None:
        return refused
    moderates = leaver in college.administrators or any(
        _reaches(by, room) and presence.moderates
        for room, presence in _concerned(college, leaver)
        if presence.member == leaver
    )
    return Refused(AGAINST_MODERATOR) if moderates and not by.administrator else None


def _reaches(by: Authority, room: Room) -> bool:
    """Whether `by` can have people removed from this chat: from each of the college's they can."""
    return room.confirmed or by.reaches(room.chat)


def _concerned(college: College, leaver: MemberId) -> Iterator[tuple[Room, Presence]]:
    people = dict.fromkeys((leaver, *college.parents(leaver)))
    for room in college.rooms:
        for member in people:
            presence = room.presence(member)
            if presence is not None:
                yield room, presence


def _why_stays(
    college: College, leaver: MemberId, room: Room, presence: Presence, by: Authority
) -> Why | None:
    member = presence.member
    if member != leaver:
        others = college.studying(member, but=leaver)
        if any(college.belongs(child, room) for child in others):
            return Why.CHILD_HERE
        if others and not college.belongs(leaver, room):
            return Why.CHILD_STUDIES
    if not room.reachable:
        return Why.NO_RIGHTS
    if room.trial:
        return Why.TRIAL
    if presence.protected:
        return Why.PROTECTED
    if presence.moderates and (member == by.member or not by.administrator):
        return Why.MODERATOR
    return None


class Settlement(StrEnum):
    """How an expulsion by hand was settled."""

    GROUNDED = "grounded"
    INVITED = "invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expulsion:
    """An expulsion by hand, seen at `at` (UTC); open while `settlement` is None."""

    chat: ChatId
    number: ExpulsionNumber
    member: MemberId
    by: MemberId
    at: datetime
    settlement: Settlement | None = None


def note(
    college: College, number: ExpulsionNumber, member: MemberId, by: MemberId
) -> tuple[ExpulsionFact, ...]:
    """Record an expulsion by hand, with its ground if the person had to leave anyway."""
    made = ExpelledByHand(number=number, member=member, by=by)
    if leaves_as_family(college, member):
        return made, ExpulsionGrounded(number=number, member=member, by=None)
    return (made,)


def ground(college: College, expulsion: Expulsion, by: Authority) -> Ruling:
    """Record the ground of п. 5.12.8 on an administrator's word."""
    refused = _refused(expulsion, by) or against_leaving(college, expulsion.member)
    if refused is not None:
        return refused
    fact = ExpulsionGrounded(number=expulsion.number, member=expulsion.member, by=by.member)
    return Granted((fact,))


def invite_back(expulsion: Expulsion, by: Authority) -> Ruling:
    """Invite the person back, since there was no ground."""
    refused = _refused(expulsion, by)
    if refused is not None:
        return refused
    fact = ExpelledInvitedBack(number=expulsion.number, member=expulsion.member, by=by.member)
    return Granted((fact,))


def _refused(expulsion: Expulsion, by: Authority) -> Refused | None:
    if not by.administrator:
        return Refused(NOT_ADMINISTRATOR)
    if by.member == expulsion.member:
        return Refused(OWN_CASE)
    if expulsion.settlement is not None:
        return Refused(EXPULSION_SETTLED)
    return None

"""Facts and refusals about leavers, families and expulsions, in all their wordings."""

from rules.ids import DepartureNumber, ExpulsionNumber, MemberId
from rules.roles import Role
from rules.vocabulary.expulsions import ExpelledByHand, ExpelledInvitedBack, ExpulsionGrounded
from rules.vocabulary.families import FamilyLinked, FamilyUnlinked
from rules.vocabulary.leavers import (
    ExpulsionSettled,
    LeaverNoted,
    LeaverReturned,
    LinkedAlready,
    MemberRemoved,
    NobodyToRemove,
    NoFamily,
    NotLinked,
    NotOfCollege,
    NotOfYourChats,
    ParentStays,
    RemovalFailed,
    RemovalFault,
    RemovalOrdered,
)
from rules.vocabulary.roster import RosterEntryRemoved, RosterEntrySet
from rules.vocabulary.unions import Fact, Refusal

_TEACHER, _STUDENT, _MOTHER = MemberId(101), MemberId(201), MemberId(202)
_FIRST, _NUMBER = DepartureNumber(1), ExpulsionNumber(1)

FACTS_OF_LEAVERS: tuple[Fact, ...] = (
    FamilyLinked(member=_MOTHER, child=_STUDENT, by=_TEACHER),
    FamilyUnlinked(member=_MOTHER, child=_STUDENT, by=_TEACHER),
    RosterEntrySet(member=_STUDENT, name="Соколов Иван", role=Role.STUDENT, group="ИСП-21"),
    RosterEntryRemoved(member=_STUDENT),
    LeaverNoted(member=_STUDENT, by=_TEACHER),
    LeaverReturned(member=_STUDENT),
    RemovalOrdered(member=_STUDENT, by=_TEACHER, leaver=_STUDENT, departure=_FIRST),
    MemberRemoved(member=_MOTHER, by=_TEACHER, leaver=_STUDENT, departure=_FIRST),
    RemovalFailed(
        member=_MOTHER,
        by=_TEACHER,
        leaver=_STUDENT,
        departure=_FIRST,
        fault=RemovalFault.PROTECTED,
    ),
    ExpelledByHand(number=_NUMBER, member=_STUDENT, by=_TEACHER),
    ExpulsionGrounded(number=_NUMBER, member=_STUDENT, by=_TEACHER),
    ExpelledInvitedBack(number=_NUMBER, member=_STUDENT, by=_TEACHER),
)

REFUSALS_OF_LEAVERS: tuple[Refusal, ...] = (
    NotOfCollege(),
    NotOfYourChats(),
    ParentStays(),
    NobodyToRemove(),
    NoFamily(),
    LinkedAlready(),
    NotLinked(),
    ExpulsionSettled(),
)

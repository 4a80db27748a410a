"""Facts, refusals and notices about leavers, families and expulsions, in all their wordings."""

from handlers.notices import Named
from handlers.notices import leavers as notices
from handlers.wording.notice import Notice
from rules.ids import DepartureNumber, ExpulsionNumber, MemberId
from rules.leavers import Why
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


def notices_of_leavers(teacher: Named, student: Named, parent: Named) -> tuple[Notice, ...]:
    """Give a notice of every kind, about those people."""
    chats = ("ИСП-21", "Информатика")
    going = (
        notices.Going(member=student, parent=False, chats=chats),
        notices.Going(member=parent, parent=True, chats=("Родители ИСП-21",)),
    )
    return (
        _planned(student, going=going),
        _planned(
            student,
            going=going[:1],
            staying=tuple(
                notices.Staying(member=parent, chats=("Родители ИСП-22",), why=why) for why in Why
            ),
            beyond=1,
        ),
        _planned(student, going=going[:1] * 9, beyond=2),
        _planned(student, beyond=5, noted=True),
        _planned(student),
        notices.DepartureChanged(),
        *(
            notices.DepartureConfirmed(leaver=student, by=teacher, count=count)
            for count in (0, 1, 2, 5)
        ),
        notices.DepartureCancelled(leaver=student, by=teacher),
        notices.DepartureSettled(leaver=student, gone=going, failed=()),
        notices.DepartureSettled(
            leaver=student,
            gone=(),
            failed=tuple(
                notices.Failing(member=student, chats=chats[:1], fault=fault)
                for fault in RemovalFault
            ),
        ),
        notices.FamilyShown(member=student, parents=(), children=(), left=frozenset()),
        notices.FamilyShown(member=student, parents=(parent,), children=(), left=frozenset()),
        notices.FamilyShown(
            member=parent,
            parents=(),
            children=(student, teacher),
            left=frozenset({student.member}),
        ),
        notices.FamilyChanged(parent=parent, child=student, linked=True),
        notices.FamilyChanged(parent=parent, child=student, linked=False),
        notices.HandExpulsion(chat="ИСП-21", member=student, by=teacher),
        *(
            notices.HandExpulsionSettled(
                chat="ИСП-21", member=student, by=teacher, settled_by=parent, grounded=grounded
            )
            for grounded in (True, False)
        ),
        notices.InvitedBack(chat="ИСП-21"),
        notices.NotReachable(member=student),
    )


def _planned(
    leaver: Named,
    *,
    going: tuple[notices.Going, ...] = (),
    staying: tuple[notices.Staying, ...] = (),
    beyond: int = 0,
    noted: bool = False,
) -> notices.DeparturePlanned:
    return notices.DeparturePlanned(
        leaver=leaver, going=going, staying=staying, beyond=beyond, noted=noted
    )

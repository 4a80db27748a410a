"""Linking parents and children (п. 5.12.8) on the word of a moderator or administrator."""

from rules.college import Authority, College
from rules.ids import MemberId
from rules.roles import Role
from rules.roster import Link
from rules.rulings import Granted, Refused, Ruling
from rules.vocabulary.families import FamilyLinked, FamilyUnlinked
from rules.vocabulary.leavers import LINKED_ALREADY, NO_FAMILY, NOT_LINKED, NOT_OF_YOUR_CHATS
from rules.vocabulary.rights import NOT_MODERATOR, OWN_CASE


def link(college: College, parent: MemberId, child: MemberId, by: Authority) -> Ruling:
    """Record that two people are parent and child."""
    if refused := _against(college, parent, child, by):
        return refused
    if (
        parent == child
        or parent <= 0
        or child <= 0
        or parent in college.children(child)
        or college.roles.get(child) is Role.PARENT
    ):
        return Refused(NO_FAMILY)
    if Link(parent=parent, child=child) in college.links:
        return Refused(LINKED_ALREADY)
    return Granted((FamilyLinked(member=parent, child=child, by=by.member),))


def unlink(college: College, parent: MemberId, child: MemberId, by: Authority) -> Ruling:
    """Remove the record that two people are parent and child."""
    if refused := _against(college, parent, child, by):
        return refused
    if Link(parent=parent, child=child) not in college.links:
        return Refused(NOT_LINKED)
    return Granted((FamilyUnlinked(member=parent, child=child, by=by.member),))


def against_reading(college: College, member: MemberId, by: Authority) -> Refused | None:
    """Return why `by` may not read a person's family, or None; their own everybody may read."""
    if by.member == member or by.answers_for(college, member):
        return None
    return Refused(NOT_OF_YOUR_CHATS if by.may else NOT_MODERATOR)


def _against(college: College, parent: MemberId, child: MemberId, by: Authority) -> Refused | None:
    if not by.may:
        return Refused(NOT_MODERATOR)
    if by.member in (parent, child):
        # otherwise they could end the link, and then decide in the other's case
        return Refused(OWN_CASE)
    if not all(by.answers_for(college, member) for member in (parent, child)):
        return Refused(NOT_OF_YOUR_CHATS)
    return None

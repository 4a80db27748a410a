"""Families: who is whose parent (п. 5.12.8), as a moderator or an administrator says."""

from rules.college import Authority, College
from rules.facts.families import FamilyLinked, FamilyUnlinked
from rules.ids import MemberId
from rules.refusals.leavers import LinkedAlready, NoFamily, NotLinked
from rules.refusals.rights import NotModerator, OwnCase
from rules.roles import Role
from rules.roster import Link
from rules.rulings import Granted, Refused, Ruling


def link(college: College, parent: MemberId, child: MemberId, by: Authority) -> Ruling:
    """Put on record that one is the other's parent."""
    if not by.may:
        return Refused(NotModerator())
    if by.member in (parent, child):
        return Refused(OwnCase())
    if (
        parent == child
        or parent <= 0
        or child <= 0
        or parent in college.children(child)
        or college.roles.get(child) is Role.PARENT
    ):
        return Refused(NoFamily())
    if Link(parent=parent, child=child) in college.links:
        return Refused(LinkedAlready())
    return Granted((FamilyLinked(member=parent, child=child, by=by.member),))


def unlink(college: College, parent: MemberId, child: MemberId, by: Authority) -> Ruling:
    """Take from the record that one is the other's parent."""
    if not by.may:
        return Refused(NotModerator())
    if by.member in (parent, child):
        # else they would be family no more, and could decide on the other's case
        return Refused(OwnCase())
    if Link(parent=parent, child=child) not in college.links:
        return Refused(NotLinked())
    return Granted((FamilyUnlinked(member=parent, child=child, by=by.member),))

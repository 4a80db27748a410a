"""Suspending moderators, whose pages may be in other hands (п. 5.12.7).

A suspended moderator is a member like others to the bot, in every chat, whatever the messenger
says. It lasts until an administrator lifts it; they are asked again every week.
"""

from dataclasses import dataclass
from datetime import timedelta

from rules.case import Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import MemberId
from rules.rights import ADMINISTRATION, Deed, Place, Press
from rules.vocabulary.chats import NOT_ADMINISTRATOR
from rules.vocabulary.suspensions import (
    IS_ADMINISTRATOR,
    NO_POWER,
    NOT_SUSPENDED,
    SUSPENDED_ALREADY,
    ModeratorSuspended,
    SuspensionLifted,
)

SUSPEND = Deed("suspend a moderator", Clause.GROUNDS, grant=ADMINISTRATION, private=ADMINISTRATION)

LIFT_SUSPENSION = Deed(
    "lift a suspension",
    Clause.GROUNDS,
    grant=ADMINISTRATION,
    private=ADMINISTRATION,
    press=Press(Place.PRIVATE, NOT_SUSPENDED),
)

ASK_AGAIN = timedelta(days=7)
"""How often the administrators are asked whether a suspension is still needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """What a person can do with the bot, apart from a suspension."""

    administrator: bool = False
    moderator: bool = False
    suspended: bool = False


def suspend(member: MemberId, has: Power, *, by: MemberId, above: bool, reason: str) -> Ruling:
    """Suspend a person who `has` this power; `above`: `by` is an administrator."""
    if not above:
        return Refused(NOT_ADMINISTRATOR)
    if has.administrator:
        return Refused(IS_ADMINISTRATOR)
    if has.suspended:
        return Refused(SUSPENDED_ALREADY)
    if not has.moderator:
        return Refused(NO_POWER)
    return Granted((ModeratorSuspended(member=member, by=by, reason=reason),))


def lift(member: MemberId, has: Power, *, by: MemberId, above: bool) -> Ruling:
    """Give a suspended person their power back."""
    if not above:
        return Refused(NOT_ADMINISTRATOR)
    if not has.suspended:
        return Refused(NOT_SUSPENDED)
    return Granted((SuspensionLifted(member=member, by=by),))

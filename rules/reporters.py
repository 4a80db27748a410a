"""Who may learn who reported, and closing reports to those who abuse them (п. 5.12.2, 5.12.7).

Nobody learns who reported but administrators, and they of an abuse alone. Looking is recorded.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from rules.case import Case, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.complaints import against_closed, brigade
from rules.ids import MemberId
from rules.permissions import against
from rules.rights import ADMINISTRATION, Deed, Holds, Place, Press
from rules.vocabulary.bases import Refusal
from rules.vocabulary.complaints import Complaint, Rank
from rules.vocabulary.people import OWN_CASE, OWN_FAMILY, OWN_GRIEVANCE, Actor
from rules.vocabulary.reporters import (
    CLOSED_ALREADY,
    NO_ABUSE,
    NOT_CLOSED,
    ReportingClosed,
    ReportingOpened,
)

SEE_REPORTERS = Deed(
    "see who reported",
    Clause.GROUNDS,
    grant=ADMINISTRATION,
    private=ADMINISTRATION,
    press=Press(Place.PRIVATE, Holds.ALLOWED),
)

CLOSE_REPORTING = Deed(
    "close reports to a person",
    Clause.GROUNDS,
    grant=ADMINISTRATION,
    private=ADMINISTRATION,
    press=Press(Place.PRIVATE, CLOSED_ALREADY),
)

OPEN_REPORTING = Deed(
    "open reports to a person again",
    Clause.GROUNDS,
    grant=ADMINISTRATION,
    private=ADMINISTRATION,
    press=Press(Place.PRIVATE, NOT_CLOSED),
)

CLOSED_FOR = timedelta(days=30)


def abusing(told: Iterable[Complaint], about: Collection[Complaint]) -> tuple[MemberId, ...]:
    """Return who of those that complained of a message abuse it, in the order of complaining.

    `told` are the complaints of the message, `about` those of its author around that time. An abuse
    is what ranks lower, since the person's earlier complaints were unfounded, or what many sent at
    once.
    """
    together = brigade(about)
    return tuple(each.by for each in told if each.rank is Rank.LOW or each.by in together)


def against_seeing_reporters(
    case: Case, by: Actor, told: Collection[Complaint], abusers: Collection[MemberId]
) -> Refusal | None:
    """Return why somebody may not learn which `abusers` complained of the case's member.

    `told` are the complaints of the message. A party learns nothing, whatever their rights.
    """
    if refusal := against(SEE_REPORTERS, by):
        return refusal
    if by.member == case.member:
        return OWN_CASE
    if by.member in case.family:
        return OWN_FAMILY
    if any(each.by == by.member for each in told):
        return OWN_GRIEVANCE
    return None if abusers else NO_ABUSE


def close_reporting(
    member: MemberId,
    abusers: Collection[MemberId],
    until: datetime | None,
    *,
    by: MemberId,
    now: datetime,
) -> Ruling:
    """Take no more reports of one of the `abusers` of a message for a time.

    `until` (UTC) is how long reports were closed to them last; None: never.
    """
    if member not in abusers:
        return Refused(NO_ABUSE)
    if against_closed(until, now):
        return Refused(CLOSED_ALREADY)
    return Granted((ReportingClosed(member=member, until=now + CLOSED_FOR, by=by),))


def open_reporting(member: MemberId, until: datetime | None, *, by: Actor, now: datetime) -> Ruling:
    """Take a person's reports again before their term is over."""
    if refusal := against(OPEN_REPORTING, by):
        return Refused(refusal)
    if not against_closed(until, now):
        return Refused(NOT_CLOSED)
    return Granted((ReportingOpened(member=member, by=by.member),))

"""How a moderator hears of work: at once, in the morning, not at night, or not while away.

It decides nothing about members: who may settle a case may do so, whatever they have set
(п. 5.12.2).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from rules.clauses import Clause
from rules.ids import MemberId
from rules.rights import ANY_MODERATION, Deed, Grant, Holds, Place, Press, Who
from rules.times import QuietHours

SET_DUTY = Deed("set how one hears of work", Clause.MODERATION, private=ANY_MODERATION)

STEP_DOWN = Deed(
    "decline to stand in for a colleague",
    Clause.MODERATION,
    # in this table MODERATOR is the one who was asked to stand in
    grant=Grant(to=frozenset({Who.MODERATOR}), others=Holds.OUTDATED),
    press=Press(Place.PRIVATE, Holds.OUTDATED),
)

LONGEST_ABSENCE = timedelta(days=62)
"""A summer holiday. A moderator who is away for longer no longer moderates the chat."""


MORNING = time(8)
"""When the list is sent to those who have set no other time."""

SUNDAY = 7


class How(StrEnum):
    """How somebody hears of work: a message for each case, a list in the morning, or both."""

    AT_ONCE = "at once"
    DIGEST = "digest"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a moderator has set for themselves.

    `quiet`: hours in which nothing is sent; `morning`: when the list is; by the college's clock.
    `listed_at` (UTC) is when the last list was sent, or the lists were set. `substitute` stands in
    for them until `until` (UTC).
    """

    member: MemberId
    how: How = How.AT_ONCE
    quiet: QuietHours | None = None
    morning: time = MORNING
    listed_at: datetime | None = None
    substitute: MemberId | None = None
    until: datetime | None = None

    def is_away(self, now: datetime) -> bool:
        """Return whether somebody stands in for them."""
        return self.until is not None and now < self.until

    def is_quiet(self, now: datetime, zone: tzinfo) -> bool:
        """Return whether these are their quiet hours."""
        return self.quiet is not None and self.quiet.hold_at(now, zone)

    @property
    def has_digest(self) -> bool:
        """Whether they get a list in the morning: also of what came in their quiet hours."""
        return self.how is not How.AT_ONCE or self.quiet is not None

    def is_list_due(self, now: datetime, zone: tzinfo) -> bool:
        """Return whether the list of the day is to be sent: once a day, and none on Sunday.

        In their quiet hours or absence it waits for the end of them.
        """
        local = now.astimezone(zone)
        due = datetime.combine(local.date(), self.morning, tzinfo=zone)
        if not self.has_digest or local.isoweekday() == SUNDAY or now < due:
            return False
        listed = self.listed_at is not None and self.listed_at >= due
        return not (listed or self.is_away(now) or self.is_quiet(now, zone))


def told_of_work(
    who: Iterable[MemberId], duties: Mapping[MemberId, Duty], now: datetime, zone: tzinfo
) -> frozenset[MemberId]:
    """Return who gets a message about a case now; the case must be one that the list names.

    Nobody who is away does, unless all are: then all do, since nobody away gets a list. Who wants a
    list alone, or has quiet hours, finds the case in the list of the morning.
    """
    usual = {member: duties.get(member, Duty(member=member)) for member in who}
    here = {member for member, duty in usual.items() if not duty.is_away(now)}
    if not here:
        return frozenset(usual)
    return frozenset(
        member
        for member in here
        if usual[member].how is not How.DIGEST and not usual[member].is_quiet(now, zone)
    )

"""How moderators hear of work, as each has set it for themselves.

No fact says so and no decision rests on it, so the journal does not have it.
"""

from collections.abc import Iterable
from datetime import time
from typing import Any

from sqlalchemy import Row, Table, select

from rules.duty import Duty, How
from rules.ids import MemberId
from rules.times import read_quiet_hours
from storage.queries import Asking
from storage.tables import from_ms, integer, key, metadata, text

duties = Table(
    "duties",
    metadata,
    key("member_id"),
    text("how"),
    text("quiet", null=True),
    text("morning", default="08:00"),
    integer("listed_ms", null=True),
    integer("substitute_id", null=True),
    integer("until_ms", null=True),
)


class DutyReading(Asking):
    """Queries for how moderators hear of work."""

    async def duties(self, members: Iterable[MemberId] | None = None) -> dict[MemberId, Duty]:
        """Return what these people, or all, have set."""
        query = select(duties).order_by(duties.c.member_id)
        if members is not None:
            query = query.where(duties.c.member_id.in_(sorted(set(members))))
        return {MemberId(row.member_id): _read(row) for row in await self._rows(query)}


def _read(row: Row[Any]) -> Duty:
    return Duty(
        member=MemberId(row.member_id),
        how=How(row.how),
        quiet=None if row.quiet is None else read_quiet_hours(row.quiet),
        morning=time.fromisoformat(row.morning),
        listed_at=from_ms(row.listed_ms),
        substitute=None if row.substitute_id is None else MemberId(row.substitute_id),
        until=from_ms(row.until_ms),
    )

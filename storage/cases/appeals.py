"""A member's appeals."""

import json

from rules.cases.appeals import Appeal, Decision
from rules.ids import AppealNumber, BlockNumber, MemberId, ViolationNumber
from storage.cases.member import Asked
from storage.moments import from_ms
from storage.tables.appeals import appeals


async def appeals_of(of: Asked) -> tuple[Appeal, ...]:
    """Give all appeals of the member, oldest first."""
    return tuple(
        Appeal(
            number=AppealNumber(row.number),
            member=of.member,
            at=from_ms(row.at_ms),
            text=row.text,
            violation=None if row.violation is None else ViolationNumber(row.violation),
            block=None if row.block is None else BlockNumber(row.block),
            asked=frozenset(MemberId(each) for each in json.loads(row.asked)),
            decision=None if row.decision is None else Decision(row.decision),
        )
        for row in await of.rows(appeals, appeals.c.number)
    )

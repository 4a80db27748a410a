"""The suspicion that a request is about."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, or_, select

from rules.cases.suspicions import Found, Settlement, Suspicion
from rules.ids import MemberId, MessageId, SuspicionNumber, ViolationNumber
from storage.cases.member import Asked
from storage.found import read_found
from storage.moments import from_ms
from storage.tables.measures import removals
from storage.tables.suspicions import suspicions

LATEST = SuspicionNumber(0)
"""Stands for the member's latest suspicion, whatever its number."""


async def suspicion_in(of: Asked, number: SuspicionNumber) -> Suspicion | None:
    """Give the member's suspicion of that number, or the latest; None where there is none."""
    conditions = [suspicions.c.chat_id == of.chat, suspicions.c.member_id == of.member]
    if number != LATEST:
        conditions.append(suspicions.c.number == number)
    rows = await of.ask(
        select(suspicions).where(and_(*conditions)).order_by(suspicions.c.number.desc()).limit(1)
    )
    return next(iter(await _suspicions(of, rows)), None)


async def suspicions_of(of: Asked) -> tuple[Suspicion, ...]:
    """Give the member's suspicions that nobody said to be none, or that were counted before."""
    rows = await of.ask(
        select(suspicions)
        .where(
            and_(
                suspicions.c.chat_id == of.chat,
                suspicions.c.member_id == of.member,
                or_(
                    suspicions.c.settled.is_(None),
                    suspicions.c.settled != Settlement.CLEARED.value,
                    suspicions.c.violation.is_not(None),
                ),
            )
        )
        .order_by(suspicions.c.number)
    )
    return await _suspicions(of, rows)


async def _suspicions(of: Asked, rows: Sequence[Row[Any]]) -> tuple[Suspicion, ...]:
    found = [read_found(row.found) for row in rows]
    gone = await _removed(of, {each.message for some in found for each in some})
    return tuple(_suspicion_of(of, row, some, gone) for row, some in zip(rows, found, strict=True))


async def _removed(of: Asked, messages: set[MessageId]) -> frozenset[MessageId]:
    """Return those of the messages that were removed; erasing may have taken the author's name
    out of the removal."""
    if not messages:
        return frozenset()
    rows = await of.ask(
        select(removals.c.message_id).where(
            and_(
                removals.c.chat_id == of.chat,
                removals.c.withdrawn.is_(False),
                removals.c.message_id.in_(messages),
            )
        )
    )
    return frozenset(MessageId(each.message_id) for each in rows)


def _suspicion_of(
    of: Asked, row: Row[Any], found: frozenset[Found], gone: frozenset[MessageId]
) -> Suspicion:
    return Suspicion(
        number=SuspicionNumber(row.number),
        member=of.member,
        at=from_ms(row.at_ms),
        last_at=from_ms(row.last_ms),
        found=found,
        acts_at=from_ms(row.acts_ms),
        removed=gone & {each.message for each in found},
        violation=None if row.violation is None else ViolationNumber(row.violation),
        counted_by=None if row.counted_by is None else MemberId(row.counted_by),
        cleared_by=None if row.cleared_by is None else MemberId(row.cleared_by),
        settled=None if row.settled is None else Settlement(row.settled),
        settled_at=from_ms(row.settled_ms),
    )

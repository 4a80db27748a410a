"""The suspicion that a request is about."""

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select

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
    return await _suspicion(of, rows[0]) if rows else None


async def suspicions_of(of: Asked) -> tuple[Suspicion, ...]:
    """Give the member's suspicions that nobody said to be none, oldest first."""
    rows = await of.ask(
        select(suspicions)
        .where(
            and_(
                suspicions.c.chat_id == of.chat,
                suspicions.c.member_id == of.member,
                or_(
                    suspicions.c.settled.is_(None),
                    suspicions.c.settled != Settlement.CLEARED.value,
                ),
            )
        )
        .order_by(suspicions.c.number)
    )
    gone = await _removed(of, removals.c.member_id == of.member) if rows else frozenset()
    return tuple(_suspicion_of(of, row, read_found(row.found), gone) for row in rows)


async def _suspicion(of: Asked, row: Row[Any]) -> Suspicion:
    found = read_found(row.found)
    messages = {each.message for each in found}
    return _suspicion_of(of, row, found, await _removed(of, removals.c.message_id.in_(messages)))


async def _removed(of: Asked, which: ColumnElement[bool]) -> frozenset[MessageId]:
    rows = await of.ask(
        select(removals.c.message_id).where(
            and_(removals.c.chat_id == of.chat, removals.c.withdrawn.is_(False), which)
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

"""Expulsions by hand (п. 5.12.7)."""

from typing import Any

from sqlalchemy import Row, Table, and_, func, select

from rules.ids import (
    ChatId,
    ExpulsionNumber,
    MemberId,
)
from rules.leavers import Expulsion, Settlement
from rules.vocabulary.leavers import (
    ExpelledByHand,
    ExpelledInvitedBack,
    ExpulsionFact,
    ExpulsionGrounded,
)
from storage.queries import Asking, Tables
from storage.tables import chat_key, integer, key, metadata, text

expulsions = Table(
    "expulsions",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("by_id"),
    integer("at_ms"),
    text("settlement", null=True),
)


async def change(tables: Tables, fact: ExpulsionFact) -> None:
    """Update the expulsions by hand."""
    match fact:
        case ExpelledByHand(number=number, member=member, by=by):
            await tables.add(
                expulsions, number=number, member_id=member, by_id=by, at_ms=tables.at_ms
            )
        case ExpulsionGrounded(number=number):
            await tables.change(
                expulsions, {"number": number}, settlement=Settlement.GROUNDED.value
            )
        case ExpelledInvitedBack(number=number):
            await tables.change(expulsions, {"number": number}, settlement=Settlement.INVITED.value)


async def erase_people(tables: Tables, fact: ExpulsionFact) -> None:
    """Remove an entry's people from the tables."""
    if isinstance(fact, ExpelledByHand):
        await tables.drop(expulsions, number=fact.number)


class ExpulsionReading(Asking):
    """Queries for expulsions by hand."""

    async def next_expulsion(self, chat: ChatId) -> ExpulsionNumber:
        """Return the number for the chat's next expulsion by hand."""
        row = await self._first(
            select(func.max(expulsions.c.number).label("last")).where(expulsions.c.chat_id == chat)
        )
        return ExpulsionNumber(1 + (0 if row is None or row.last is None else int(row.last)))

    async def expulsion(self, chat: ChatId, number: ExpulsionNumber) -> Expulsion | None:
        """Return an expulsion by hand, or None."""
        row = await self._first(
            select(expulsions).where(
                and_(expulsions.c.chat_id == chat, expulsions.c.number == number)
            )
        )
        return None if row is None else _expulsion_of(row)

    async def open_expulsions(self) -> tuple[Expulsion, ...]:
        """Return all unsettled expulsions by hand, oldest first in each chat."""
        rows = await self._rows(
            select(expulsions)
            .where(expulsions.c.settlement.is_(None))
            .order_by(expulsions.c.chat_id, expulsions.c.number)
        )
        return tuple(_expulsion_of(row) for row in rows)


def _expulsion_of(row: Row[Any]) -> Expulsion:
    return Expulsion(
        chat=ChatId(row.chat_id),
        number=ExpulsionNumber(row.number),
        member=MemberId(row.member_id),
        by=MemberId(row.by_id),
        settlement=None if row.settlement is None else Settlement(row.settlement),
    )

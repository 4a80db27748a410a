"""Leavers and the removals ordered for them (п. 5.12.8), and expulsions by hand (п. 5.12.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, Row, Table, and_, func, select

from rules.ids import COLLEGE, ChatId, DepartureNumber, ExpulsionNumber, MemberId
from rules.leavers import Expulsion, Settlement
from rules.vocabulary.leavers import (
    ExpelledByHand,
    ExpelledInvitedBack,
    ExpulsionFact,
    ExpulsionGrounded,
    LeaverFact,
    LeaverNoted,
    LeaverReturned,
    MemberRemoved,
    RemovalFailed,
    RemovalFault,
    RemovalOrdered,
)
from storage.queries import Asking, Tables
from storage.tables import chat_key, from_ms, integer, key, metadata, text

leavers = Table(
    "leavers",
    metadata,
    chat_key(),
    key("member_id"),
    integer("by_id"),
    integer("at_ms"),
)

departures = Table(
    "departures",
    metadata,
    chat_key(),
    key("number"),
    key("member_id"),
    integer("leaver_id"),
    integer("by_id"),
    integer("at_ms"),
    text("state"),
    text("fault", null=True),
    Index("departures_by_number", "number"),
)

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


class RemovalState(StrEnum):
    """State of a person's removal from a chat."""

    ORDERED = "ordered"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedRemoval:
    """A removal ordered by a departure; `fault` says why it failed, if it did."""

    chat: ChatId
    departure: DepartureNumber
    member: MemberId
    leaver: MemberId
    by: MemberId
    state: RemovalState
    fault: RemovalFault | None


async def change(tables: Tables, fact: LeaverFact | ExpulsionFact) -> None:
    """Update the leavers, the ordered removals, and the expulsions by hand."""
    match fact:
        case LeaverNoted(member=member, by=by):
            await tables.drop(leavers, member_id=member)
            await tables.add(leavers, member_id=member, by_id=by, at_ms=tables.at_ms)
        case LeaverReturned(member=member):
            await tables.drop(leavers, member_id=member)
        case RemovalOrdered():
            await tables.add(
                departures,
                number=fact.departure,
                member_id=fact.member,
                leaver_id=fact.leaver,
                by_id=fact.by,
                at_ms=tables.at_ms,
                state=RemovalState.ORDERED.value,
            )
        case MemberRemoved(departure=number, member=member):
            await tables.change(
                departures, {"number": number, "member_id": member}, state=RemovalState.DONE.value
            )
        case RemovalFailed(departure=number, member=member, fault=fault):
            await tables.change(
                departures,
                {"number": number, "member_id": member},
                state=RemovalState.FAILED.value,
                fault=fault.value,
            )
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


async def erase_people(tables: Tables, fact: LeaverFact | ExpulsionFact) -> None:
    """Remove an entry's people from the tables."""
    match fact:
        case LeaverNoted(member=member):
            await tables.drop(leavers, member_id=member, at_ms=tables.at_ms)
        case RemovalOrdered(departure=number, member=member):
            await tables.drop(departures, number=number, member_id=member)
        case ExpelledByHand(number=number):
            await tables.drop(expulsions, number=number)
        case _:
            pass


class LeaverReading(Asking):
    """Queries for leavers, the ordered removals, and expulsions by hand."""

    async def left(self, persons: Iterable[MemberId]) -> frozenset[MemberId]:
        """Return those of the people who left the college."""
        rows = await self._rows(
            select(leavers.c.member_id).where(
                leavers.c.chat_id == COLLEGE, leavers.c.member_id.in_(sorted(set(persons)))
            )
        )
        return frozenset(MemberId(row.member_id) for row in rows)

    async def next_departure(self) -> DepartureNumber:
        """Return the number for the next departure."""
        row = await self._first(select(func.max(departures.c.number).label("last")))
        return DepartureNumber(1 + (0 if row is None or row.last is None else int(row.last)))

    async def ordered_removals(self, persons: Iterable[MemberId]) -> tuple[OrderedRemoval, ...]:
        """Return the removals of these people that are ordered and not done."""
        return await self._removals(
            and_(
                departures.c.member_id.in_(sorted(set(persons))),
                departures.c.state == RemovalState.ORDERED.value,
            )
        )

    async def removals_of(self, departure: DepartureNumber) -> tuple[OrderedRemoval, ...]:
        """Return all removals of a departure."""
        return await self._removals(departures.c.number == departure)

    async def _removals(self, which: ColumnElement[bool]) -> tuple[OrderedRemoval, ...]:
        rows = await self._rows(
            select(departures)
            .where(which)
            .order_by(departures.c.number, departures.c.chat_id, departures.c.member_id)
        )
        return tuple(
            OrderedRemoval(
                chat=ChatId(row.chat_id),
                departure=DepartureNumber(row.number),
                member=MemberId(row.member_id),
                leaver=MemberId(row.leaver_id),
                by=MemberId(row.by_id),
                state=RemovalState(row.state),
                fault=None if row.fault is None else RemovalFault(row.fault),
            )
            for row in rows
        )

    async def next_expulsion(self, chat: ChatId) -> ExpulsionNumber:
        """Return the number for the chat's next expulsion by hand."""
        row = await self._first(
            select(func.max(expulsions.c.number).label("last")).where(expulsions.c.chat_id == chat)
        )
        return ExpulsionNumber(1 + (0 if row is None or row.last is None else int(row.last)))

    async def expulsion(self, chat: ChatId, number: ExpulsionNumber) -> Expulsion | None:
        """Return an expulsion by hand, or None."""
        row = await self._first(select(expulsions).filter_by(chat_id=chat, number=number))
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
        at=from_ms(row.at_ms),
        settlement=None if row.settlement is None else Settlement(row.settlement),
    )

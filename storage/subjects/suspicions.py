"""Suspicions, and what moderators taught through them (п. 5.12.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Row, String, Table, and_, exists, or_, select, true

from rules.ids import ChatId, MemberId, MessageId, SuspicionNumber, ViolationNumber
from rules.vocabulary.suspicions import (
    Found,
    Settlement,
    Suspicion,
    SuspicionFact,
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
)
from storage.kinds import read_found, write_found
from storage.queries import Asked, Asking, Tables
from storage.subjects.violations import removals, violations
from storage.tables import chat_key, from_ms, integer, key, metadata, text, to_ms

suspicions = Table(
    "suspicions",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("at_ms"),
    integer("last_ms"),
    text("found"),
    integer("acts_ms", null=True),
    integer("violation", null=True),
    integer("counted_by", null=True),
    integer("cleared_by", null=True),
    text("settled", null=True),
    integer("settled_ms", null=True),
    Index("suspicions_by_member", "chat_id", "member_id"),
    Index("suspicions_by_time", "chat_id", "at_ms"),
    Index("suspicions_by_due", "acts_ms"),
)

taught = Table(
    "taught",
    metadata,
    chat_key(),
    key("suspicion"),
    Column("digest", String(64), primary_key=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSuspicion:
    """A suspicion to act upon, or to settle."""

    chat: ChatId
    member: MemberId
    number: SuspicionNumber


async def change(tables: Tables, fact: SuspicionFact) -> None:
    """Update the suspicions, and what was taught through them."""
    at = {"number": fact.number}
    match fact:
        case SuspicionRaised():
            await tables.add(
                suspicions,
                number=fact.number,
                member_id=fact.member,
                at_ms=tables.at_ms,
                last_ms=tables.at_ms,
                found=write_found(fact.found),
                acts_ms=to_ms(fact.acts_at),
            )
        case SuspicionGrown():
            row = await tables.find(suspicions, **at)
            before = frozenset() if row is None else read_found(row.found)
            await tables.change(
                suspicions,
                at,
                last_ms=tables.at_ms,
                found=write_found(before | frozenset(fact.found)),
                acts_ms=to_ms(fact.acts_at),
            )
        case SuspicionPresented():
            await tables.change(suspicions, at, acts_ms=None)
        case SuspicionSettled(how=how):
            settled: dict[str, Any] = {"settled": how.value, "settled_ms": tables.at_ms}
            if fact.violation is not None:
                settled |= {"violation": fact.violation, "counted_by": fact.by}
            else:
                settled |= {"cleared_by": fact.by}
            await tables.change(suspicions, at, **settled)
            await tables.add_all(
                taught, [{"suspicion": fact.number, "digest": each} for each in fact.taught]
            )
        case SuspicionReopened():
            await tables.change(suspicions, at, settled=None, settled_ms=None, cleared_by=None)
            await tables.drop(taught, suspicion=fact.number)


async def erase_people(tables: Tables, fact: SuspicionFact) -> None:
    """Remove from the tables who was suspected, and who settled it."""
    at = {"number": fact.number}
    match fact:
        case SuspicionRaised():
            await tables.change(suspicions, at, member_id=tables.nobody)
        case SuspicionSettled(violation=violation, by=int()):
            column = "cleared_by" if violation is None else "counted_by"
            held = {**at, "settled_ms": tables.at_ms}
            await tables.change(suspicions, held, **{column: tables.nobody})
        case _:
            pass


LATEST = SuspicionNumber(0)
"""Asks for the member's latest suspicion instead of a number."""


async def suspicion_in(of: Asked, number: SuspicionNumber) -> Suspicion | None:
    """Return the member's suspicion of this number, or the latest; None if there is none."""
    conditions = [suspicions.c.chat_id == of.chat, suspicions.c.member_id == of.member]
    if number != LATEST:
        conditions.append(suspicions.c.number == number)
    rows = await of.ask(
        select(suspicions).where(*conditions).order_by(suspicions.c.number.desc()).limit(1)
    )
    return next(iter(await _suspicions(of, rows)), None)


async def suspicions_of(of: Asked) -> tuple[Suspicion, ...]:
    """Return the member's suspicions that are not cleared, or were counted before."""
    rows = await of.ask(
        select(suspicions)
        .where(
            suspicions.c.chat_id == of.chat,
            suspicions.c.member_id == of.member,
            or_(
                suspicions.c.settled.is_(None),
                suspicions.c.settled != Settlement.CLEARED.value,
                suspicions.c.violation.is_not(None),
            ),
        )
        .order_by(suspicions.c.number)
    )
    return await _suspicions(of, rows)


async def _suspicions(of: Asked, rows: Sequence[Row[Any]]) -> tuple[Suspicion, ...]:
    found = [read_found(row.found) for row in rows]
    gone = await _removed(of, {each.message for some in found for each in some})
    return tuple(_suspicion_of(of, row, some, gone) for row, some in zip(rows, found, strict=True))


async def _removed(of: Asked, messages: set[MessageId]) -> frozenset[MessageId]:
    """Return those of the messages that were removed, even if erasing took the author's name out of
    the removal.
    """
    if not messages:
        return frozenset()
    rows = await of.ask(
        select(removals.c.message_id).where(
            removals.c.chat_id == of.chat,
            removals.c.withdrawn.is_(False),
            removals.c.message_id.in_(messages),
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


class SuspicionReading(Asking):
    """Queries for suspicions, and for what was taught."""

    async def due_suspicions(self, now: datetime) -> tuple[DueSuspicion, ...]:
        """Return the suspicions due to be acted upon, oldest first."""
        rows = await self._rows(
            select(suspicions)
            .where(suspicions.c.acts_ms <= to_ms(now))
            .order_by(suspicions.c.acts_ms, suspicions.c.chat_id, suspicions.c.number)
        )
        return tuple(map(_due_suspicion, rows))

    async def suspicion_owner(self, chat: ChatId, number: SuspicionNumber) -> MemberId | None:
        """Return the member whom a suspicion is about, or None."""
        return await self._owner(suspicions, chat, suspicions.c.number == number)

    async def open_suspicions(self, chat: ChatId | None = None) -> tuple[DueSuspicion, ...]:
        """Return the suspicions of a chat, or of all, that may be open, oldest first.

        `rules.openness` decides whether they are.
        """
        own = and_(
            violations.c.chat_id == suspicions.c.chat_id,
            violations.c.number == suspicions.c.violation,
            violations.c.annulled_ms.is_not(None),
        )
        left, counted = Settlement.LEFT.value, Settlement.COUNTED.value
        rows = await self._rows(
            select(suspicions)
            .where(
                true() if chat is None else suspicions.c.chat_id == chat,
                or_(
                    suspicions.c.settled.is_(None),
                    suspicions.c.settled == left,
                    and_(suspicions.c.settled == counted, exists().where(own)),
                ),
            )
            .order_by(suspicions.c.number)
        )
        return tuple(map(_due_suspicion, rows))

    async def taught(self, chat: ChatId) -> frozenset[str]:
        """Return the digests of what is not suspected in a chat."""
        rows = await self._rows(select(taught.c.digest).where(taught.c.chat_id == chat))
        return frozenset(row.digest for row in rows)


def _due_suspicion(row: Row[Any]) -> DueSuspicion:
    return DueSuspicion(
        chat=ChatId(row.chat_id),
        member=MemberId(row.member_id),
        number=SuspicionNumber(row.number),
    )

"""Suspicions, and what moderators taught through them (п. 5.12.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Column, Index, Row, String, Table, and_, exists, or_, select

from rules.ids import ChatId, MemberId, MessageId, SuspicionNumber, ViolationNumber
from rules.vocabulary.suspicions import (
    Complained,
    Found,
    Origin,
    SettledFinding,
    Settlement,
    Suspicion,
    SuspicionFact,
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
    settled_as_whole,
)
from storage.kinds import read_found, write_found
from storage.queries import Asked, Asking, Tables
from storage.subjects.complaints import complained_of
from storage.subjects.violations import BY_THE_BOT, removals, violations
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
    text("findings", null=True),
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
    """A suspicion to act upon, or to settle.

    `in_doubt`: part of it was left as recorded before, and the case decides whether it is open.
    `only_reported`: it rests on complaints alone.
    """

    chat: ChatId
    member: MemberId
    number: SuspicionNumber
    at: datetime
    in_doubt: bool = False
    only_reported: bool = False


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
            if row is not None and row.findings is not None:
                await _keep(tables, fact.number, _read(row.findings))
        case SuspicionPresented():
            await tables.change(suspicions, at, acts_ms=None)
        case SuspicionSettled(message=int(message)):
            finding = SettledFinding(
                message=message,
                how=fact.how,
                by=fact.by,
                at=from_ms(tables.at_ms),
                violation=fact.violation,
            )
            row = await tables.find(suspicions, **at)
            before_it = () if row is None else _read(row.findings, but=message)
            await _keep(tables, fact.number, (*before_it, finding))
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
        case SuspicionReopened(message=message):
            await tables.change(suspicions, at, settled=None, settled_ms=None, cleared_by=None)
            row = await tables.find(suspicions, **at)
            if message is None:
                await tables.drop(taught, suspicion=fact.number)
            elif row is not None and row.findings is not None:
                await _keep(tables, fact.number, _read(row.findings, but=message))


_FINDINGS = TypeAdapter(tuple[SettledFinding, ...])


def _read(stored: str | None, *, but: MessageId | None = None) -> tuple[SettledFinding, ...]:
    """Return the stored findings, without that of one message."""
    findings = () if stored is None else _FINDINGS.validate_json(stored)
    return tuple(each for each in findings if each.message != but)


async def _keep(
    tables: Tables, number: SuspicionNumber, findings: Sequence[SettledFinding]
) -> None:
    """Store how the findings are settled, and with the last of them the suspicion."""
    row = await tables.find(suspicions, number=number)
    messages = set() if row is None else {each.message for each in read_found(row.found)}
    kept = tuple(sorted(findings, key=lambda each: each.message))
    whole = settled_as_whole(messages, kept)
    last = max((each.at for each in kept), default=None)
    await tables.change(
        suspicions,
        {"number": number},
        findings=_FINDINGS.dump_json(kept).decode() if kept else None,
        settled=None if whole is None else whole.value,
        settled_ms=None if whole is None or last is None else to_ms(last),
    )


async def erase_people(tables: Tables, fact: SuspicionFact) -> None:
    """Remove from the tables who was suspected, and who settled it."""
    at = {"number": fact.number}
    match fact:
        case SuspicionRaised():
            await tables.change(suspicions, at, member_id=tables.nobody)
        case SuspicionSettled(message=int(message), by=int()):
            row = await tables.find(suspicions, **at)
            findings = () if row is None else _read(row.findings)
            nobody = tuple(
                replace(each, by=tables.nobody)
                if each.message == message and to_ms(each.at) == tables.at_ms
                else each
                for each in findings
            )
            if nobody != findings:
                await _keep(tables, fact.number, nobody)
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
    complained = await complained_of(
        of,
        {
            SuspicionNumber(row.number)
            for row, some in zip(rows, found, strict=True)
            if any(each.detector is Origin.REPORTED for each in some)
        },
    )
    return tuple(
        replace(
            _suspicion_of(of, row, some, gone), complained=complained.get(row.number, Complained())
        )
        for row, some in zip(rows, found, strict=True)
    )


async def _removed(of: Asked, messages: set[MessageId]) -> dict[MessageId, int]:
    """Return those of the messages that were removed and by whom, even if erasing took the author's
    name out of the removal.
    """
    if not messages:
        return {}
    rows = await of.ask(
        select(removals.c.message_id, removals.c.by_id).where(
            removals.c.chat_id == of.chat,
            removals.c.withdrawn.is_(False),
            removals.c.message_id.in_(messages),
        )
    )
    return {MessageId(each.message_id): each.by_id for each in rows}


def _suspicion_of(
    of: Asked, row: Row[Any], found: frozenset[Found], gone: dict[MessageId, int]
) -> Suspicion:
    removed = {each.message for each in found} & gone.keys()
    return Suspicion(
        number=SuspicionNumber(row.number),
        member=of.member,
        at=from_ms(row.at_ms),
        last_at=from_ms(row.last_ms),
        found=found,
        acts_at=from_ms(row.acts_ms),
        removed=frozenset(removed),
        removed_by_hand={
            each: MemberId(gone[each]) for each in removed if gone[each] != BY_THE_BOT
        },
        findings=_read(row.findings),
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

    async def suspicion_on(
        self, chat: ChatId, member: MemberId, message: MessageId
    ) -> SuspicionNumber | None:
        """Return the latest suspicion of a member that is about this message, or None."""
        rows = await self._rows(
            select(suspicions.c.number, suspicions.c.found)
            .where(suspicions.c.chat_id == chat, suspicions.c.member_id == member)
            .order_by(suspicions.c.number.desc())
        )
        about = (
            SuspicionNumber(row.number)
            for row in rows
            if any(each.message == message for each in read_found(row.found))
        )
        return next(about, None)

    async def open_suspicions(self, *chats: ChatId) -> tuple[DueSuspicion, ...]:
        """Return the suspicions of chats that are open, oldest first.

        One that is `in_doubt` may be settled: `rules.openness` decides.
        """
        has_annulled = exists().where(
            and_(
                violations.c.chat_id == suspicions.c.chat_id,
                violations.c.member_id == suspicions.c.member_id,
                violations.c.annulled_ms.is_not(None),
            )
        )
        rows = await self._rows(
            select(suspicions)
            .where(
                suspicions.c.chat_id.in_(chats),
                or_(
                    suspicions.c.settled.is_(None),
                    # what rests on a record is open again once that is annulled
                    and_(suspicions.c.settled != Settlement.CLEARED.value, has_annulled),
                ),
            )
            .order_by(suspicions.c.at_ms, suspicions.c.chat_id, suspicions.c.number)
        )
        settled = {row.member_id for row in rows if row.settled is not None}
        annulled = await self._annulled(settled) if settled else frozenset()

        def is_sure(row: Row[Any]) -> bool:
            return row.settled is None or any(
                (row.chat_id, number) in annulled for number in _recorded_for(row)
            )

        return tuple(
            _due_suspicion(row, in_doubt=not is_sure(row))
            for row in rows
            if is_sure(row) or _is_left(row)
        )

    async def _annulled(self, members: set[int]) -> frozenset[tuple[int, int]]:
        """Return the annulled violations of members, by chat and number."""
        rows = await self._rows(
            select(violations.c.chat_id, violations.c.number).where(
                and_(violations.c.member_id.in_(members), violations.c.annulled_ms.is_not(None))
            )
        )
        return frozenset((row.chat_id, row.number) for row in rows)


def _recorded_for(row: Row[Any]) -> list[ViolationNumber | None]:
    return [row.violation, *(each.violation for each in _read(row.findings))]


def _is_left(row: Row[Any]) -> bool:
    said = {Settlement(row.settled), *(each.how for each in _read(row.findings))}
    return Settlement.LEFT in said


def _due_suspicion(row: Row[Any], *, in_doubt: bool = False) -> DueSuspicion:
    return DueSuspicion(
        chat=ChatId(row.chat_id),
        member=MemberId(row.member_id),
        number=SuspicionNumber(row.number),
        at=from_ms(row.at_ms),
        in_doubt=in_doubt,
        only_reported=all(each.detector is Origin.REPORTED for each in read_found(row.found)),
    )

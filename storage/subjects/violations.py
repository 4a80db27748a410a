"""Violations, and removals of messages for them (п. 5.12.2, 5.12.7)."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, Row, Table, func, select

from rules.ids import BlockNumber, ChatId, MemberId, MessageId, RuleNumber, ViolationNumber
from rules.vocabulary.violations import (
    MessageErased,
    MessageRemoved,
    Removal,
    RemovalWithdrawn,
    Violation,
    ViolationAnnulled,
    ViolationFact,
    ViolationRecorded,
    ViolationReinstated,
)
from storage.queries import Asked, Asking, Tables
from storage.tables import chat_key, from_ms, integer, journal, key, metadata, text, to_ms

BY_THE_BOT = 0
"""In `by_id` of violations and removals: the bot acted by itself."""

violations = Table(
    "violations",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("rule"),
    integer("at_ms"),
    integer("by_id"),
    integer("message_id", null=True),
    text("note"),
    integer("annulled_ms", null=True),
    integer("carried_by", null=True),
    integer("asked_by_id", null=True),
    integer("replaces", null=True),
    integer("since_ms", null=True),
    text("aimed_at", null=True),
    Index("violations_by_member", "chat_id", "member_id"),
    Index("violations_by_time", "chat_id", "at_ms"),
)

removals = Table(
    "removals",
    metadata,
    chat_key(),
    key("message_id"),
    integer("member_id"),
    integer("rule"),
    integer("at_ms"),
    integer("by_id"),
    Column("withdrawn", Boolean, nullable=False),
)


async def change(tables: Tables, fact: ViolationFact) -> None:
    """Update the violations and removals."""
    match fact:
        case ViolationRecorded():
            await tables.add(
                violations,
                number=fact.number,
                member_id=fact.member,
                rule=fact.rule,
                at_ms=tables.at_ms,
                by_id=BY_THE_BOT if fact.by is None else fact.by,
                message_id=fact.message,
                note=fact.note,
                asked_by_id=fact.asked_by,
                replaces=fact.replaces,
                since_ms=None if fact.since is None else to_ms(fact.since),
                # NULL for none, as in rows from before the column existed
                aimed_at=json.dumps(fact.aimed_at) if fact.aimed_at else None,
            )
        case ViolationAnnulled(number=number):
            await tables.change(violations, {"number": number}, annulled_ms=tables.at_ms)
        case ViolationReinstated(number=number):
            await tables.change(violations, {"number": number}, annulled_ms=None)
        case MessageRemoved():
            await tables.drop(removals, message_id=fact.message)
            await tables.add(
                removals,
                message_id=fact.message,
                member_id=fact.member,
                rule=fact.rule,
                at_ms=tables.at_ms,
                by_id=BY_THE_BOT if fact.by is None else fact.by,
                withdrawn=False,
            )
        case RemovalWithdrawn(message=message):
            await tables.change(removals, {"message_id": message}, withdrawn=True)
        case MessageErased():
            # the means of a block, which only the journal records
            pass


async def erase_people(tables: Tables, fact: ViolationFact) -> None:
    """Remove an entry's people from the tables; its number and rule stay."""
    match fact:
        case ViolationRecorded(number=number, by=by, asked_by=asked_by):
            await tables.change(
                violations,
                {"number": number},
                member_id=tables.nobody,
                by_id=BY_THE_BOT if by is None else tables.nobody,
                note="",
                asked_by_id=None if asked_by is None else tables.nobody,
                aimed_at=None,
            )
        case MessageRemoved(message=message, by=by):
            await tables.change(
                removals,
                {"message_id": message, "at_ms": tables.at_ms},
                member_id=tables.nobody,
                by_id=BY_THE_BOT if by is None else tables.nobody,
            )
        case _:
            pass


async def violations_of(of: Asked) -> tuple[Violation, ...]:
    """Return all violations of the member, oldest first."""
    return tuple(read_violation(row) for row in await of.rows(violations, violations.c.number))


def read_violation(row: Row[Any]) -> Violation:
    """Return a violation from its row."""
    return Violation(
        number=ViolationNumber(row.number),
        member=MemberId(row.member_id),
        rule=RuleNumber(row.rule),
        at=from_ms(row.at_ms),
        by=None if row.by_id == BY_THE_BOT else MemberId(row.by_id),
        asked_by=None if row.asked_by_id is None else MemberId(row.asked_by_id),
        message=None if row.message_id is None else MessageId(row.message_id),
        note=row.note,
        annulled=row.annulled_ms is not None,
        annulled_at=from_ms(row.annulled_ms),
        carried_by=None if row.carried_by is None else BlockNumber(row.carried_by),
        replaces=None if row.replaces is None else ViolationNumber(row.replaces),
        since=from_ms(row.since_ms),
        aimed_at=frozenset(MemberId(each) for each in json.loads(row.aimed_at or "[]")),
    )


async def removal_in(of: Asked, message: MessageId) -> Removal | None:
    """Return the removal of that message, or None."""
    row = await of.row(removals, message_id=message)
    if row is None:
        return None
    return Removal(
        message=message,
        member=MemberId(row.member_id),
        rule=RuleNumber(row.rule),
        at=from_ms(row.at_ms),
        by=None if row.by_id == BY_THE_BOT else MemberId(row.by_id),
        withdrawn=row.withdrawn,
    )


class ViolationReading(Asking):
    """Queries for violations and removals."""

    async def violation_owner(self, chat: ChatId, number: ViolationNumber) -> MemberId | None:
        """Return whose violation that is, or None."""
        return await self._owner(violations, chat, violations.c.number == number)

    async def violation_message(self, chat: ChatId, number: ViolationNumber) -> MessageId | None:
        """Return the message of this violation; None if it has none or does not exist."""
        row = await self._first(
            select(violations.c.message_id).filter_by(chat_id=chat, number=number)
        )
        return None if row is None or row.message_id is None else MessageId(row.message_id)

    async def removal_owner(self, chat: ChatId, message: MessageId) -> MemberId | None:
        """Return the author of a message that was removed under a rule, or None."""
        return await self._owner(removals, chat, removals.c.message_id == message)

    async def chats_with_violation(
        self, member: MemberId, number: ViolationNumber
    ) -> tuple[ChatId, ...]:
        """Return the chats in which the violation of this number is the member's."""
        rows = await self._rows(
            select(violations.c.chat_id)
            .where(violations.c.member_id == member, violations.c.number == number)
            .order_by(violations.c.chat_id)
        )
        return tuple(ChatId(row.chat_id) for row in rows)

    async def recorded_lately(self, chats: Collection[ChatId], most: int) -> tuple[MemberId, ...]:
        """Return at most so many people with violations in those chats, the latest first."""
        latest = func.max(violations.c.at_ms)
        rows = await self._rows(
            select(violations.c.member_id)
            .where(violations.c.chat_id.in_(sorted(chats)), violations.c.member_id > 0)
            .group_by(violations.c.member_id)
            .order_by(latest.desc(), violations.c.member_id)
            .limit(most)
        )
        return tuple(MemberId(row.member_id) for row in rows)

    async def latest_records(
        self, chat: ChatId, most: int
    ) -> tuple[tuple[MemberId, ViolationNumber], ...]:
        """Return the latest standing violations of a chat, and whose they are, newest first."""
        rows = await self._rows(
            select(violations.c.member_id, violations.c.number)
            .where(
                violations.c.chat_id == chat,
                violations.c.annulled_ms.is_(None),
                violations.c.member_id > 0,
            )
            .order_by(violations.c.number.desc())
            .limit(most)
        )
        return tuple((MemberId(row.member_id), ViolationNumber(row.number)) for row in rows)

    async def versions_broken(self, chat: ChatId, member: MemberId) -> dict[datetime, str]:
        """Return the version of the rules for each violation of a member, by its time (UTC)."""
        rows = await self._rows(
            select(journal.c.at_ms, journal.c.policy_version).filter_by(
                chat_id=chat, member_id=member, kind="violation_recorded"
            )
        )
        return {from_ms(row.at_ms): row.policy_version for row in rows}

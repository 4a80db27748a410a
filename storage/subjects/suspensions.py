"""Moderators whose power over the bot is suspended (п. 5.12.7), under `rules.ids.COLLEGE`."""

from typing import Any

from sqlalchemy import ColumnElement, Table, exists, select

from rules.ids import MemberId
from rules.vocabulary.suspensions import (
    ModeratorSuspended,
    Suspension,
    SuspensionFact,
    SuspensionLifted,
)
from storage.queries import Asking, Tables
from storage.tables import chat_key, from_ms, integer, key, metadata

suspensions = Table(
    "suspensions", metadata, chat_key(), key("member_id"), integer("by_id"), integer("at_ms")
)


async def change(tables: Tables, fact: SuspensionFact) -> None:
    """Update the suspensions."""
    match fact:
        case ModeratorSuspended(member=member, by=by):
            await tables.add(suspensions, member_id=member, by_id=by, at_ms=tables.at_ms)
        case SuspensionLifted(member=member):
            await tables.drop(suspensions, member_id=member)


def is_suspended(member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that the person of that column is suspended."""
    return exists().where(suspensions.c.member_id == member)


class SuspensionReading(Asking):
    """Queries for suspensions."""

    async def suspensions(self) -> tuple[Suspension, ...]:
        """Return the suspensions in force, oldest first."""
        rows = await self._rows(select(suspensions).order_by(suspensions.c.at_ms))
        return tuple(
            Suspension(
                member=MemberId(row.member_id), by=MemberId(row.by_id), at=from_ms(row.at_ms)
            )
            for row in rows
        )

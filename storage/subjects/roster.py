"""The college's list of people (п. 5.12.8), stored under the chat `rules.ids.COLLEGE`."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Table, and_, select

from rules.college import Roster, RosterEntry
from rules.ids import (
    COLLEGE,
    MemberId,
)
from rules.vocabulary.families import Role, RosterEntryRemoved, RosterEntrySet, RosterFact
from storage.queries import Tables
from storage.subjects.families import FamilyReading, families
from storage.subjects.leavers import leavers
from storage.tables import chat_key, key, metadata, text

roster = Table(
    "roster",
    metadata,
    chat_key(),
    key("member_id"),
    text("name"),
    text("role"),
    text("group_name"),
)


async def change(tables: Tables, fact: RosterFact) -> None:
    """Update the college's list."""
    await tables.drop(roster, member_id=fact.member)
    match fact:
        case RosterEntrySet():
            await tables.add(
                roster,
                member_id=fact.member,
                name=fact.name,
                role=fact.role.value,
                group_name=fact.group,
            )
        case RosterEntryRemoved():
            pass


class RosterReading(FamilyReading):
    """Queries for the college's list."""

    async def roster(self) -> Roster:
        """Return the whole list with all families and leavers."""
        rows = await self._rows(
            select(roster).where(roster.c.chat_id == COLLEGE).order_by(roster.c.member_id)
        )
        entries = {MemberId(row.member_id): _entry_of(row) for row in rows}
        left = await self._rows(select(leavers.c.member_id).where(leavers.c.chat_id == COLLEGE))
        return Roster(
            entries=entries,
            links=await self._links(families.c.parent_id.is_not(None)),
            left=frozenset(MemberId(row.member_id) for row in left),
        )

    async def listed(self, persons: Iterable[MemberId]) -> dict[MemberId, RosterEntry]:
        """Return the entries of those people whom the list names."""
        rows = await self._rows(
            select(roster).where(
                and_(roster.c.chat_id == COLLEGE, roster.c.member_id.in_(sorted(set(persons))))
            )
        )
        return {MemberId(row.member_id): _entry_of(row) for row in rows}


def _entry_of(row: Row[Any]) -> RosterEntry:
    return RosterEntry(
        member=MemberId(row.member_id),
        name=row.name,
        role=Role(row.role),
        group=row.group_name,
    )

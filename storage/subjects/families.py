"""The college's list, and parents and children on record (п. 5.12.8).

Both are stored under the chat `rules.ids.COLLEGE`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Index, Row, Table, or_, select

from rules.college import Link, Roster, RosterEntry
from rules.ids import COLLEGE, MemberId
from rules.vocabulary.families import (
    FamilyFact,
    FamilyLinked,
    FamilyUnlinked,
    Role,
    RosterEntryRemoved,
    RosterEntrySet,
    RosterFact,
)
from storage.queries import Asked, Asking, Tables
from storage.subjects.leavers import leavers
from storage.tables import chat_key, integer, key, metadata, text

families = Table(
    "families",
    metadata,
    chat_key(),
    key("parent_id"),
    key("child_id"),
    integer("by_id", null=True),
    integer("at_ms"),
    Index("families_by_child", "child_id"),
)

roster = Table(
    "roster",
    metadata,
    chat_key(),
    key("member_id"),
    text("name"),
    text("role"),
    text("group_name"),
    text("minor_until", null=True),
)


async def change(tables: Tables, fact: FamilyFact | RosterFact) -> None:
    """Update the families and the college's list."""
    match fact:
        case FamilyLinked(member=parent, child=child, by=by):
            await tables.add(
                families, parent_id=parent, child_id=child, by_id=by, at_ms=tables.at_ms
            )
        case FamilyUnlinked(member=parent, child=child):
            await tables.drop(families, parent_id=parent, child_id=child)
        case RosterEntrySet() | RosterEntryRemoved():
            await tables.drop(roster, member_id=fact.member)
            if isinstance(fact, RosterEntrySet):
                await tables.add(
                    roster,
                    member_id=fact.member,
                    name=fact.name,
                    role=fact.role.value,
                    group_name=fact.group,
                    minor_until=None if fact.minor_until is None else fact.minor_until.isoformat(),
                )


async def family_of(of: Asked) -> frozenset[MemberId]:
    """Return the member's parents and children on record, in any chat."""
    ends = (families.c.parent_id, families.c.child_id)
    rows = await of.ask(
        select(*ends).where(families.c.chat_id == COLLEGE, or_(*(e == of.member for e in ends)))
    )
    return frozenset(MemberId(each) for row in rows for each in row) - {of.member}


class FamilyReading(Asking):
    """Queries for families and the college's list."""

    async def links_of(self, persons: Iterable[MemberId]) -> frozenset[Link]:
        """Return the links of these people to their parents and children."""
        asked = sorted(set(persons))
        return await self._links(
            or_(families.c.parent_id.in_(asked), families.c.child_id.in_(asked))
        )

    async def _links(self, which: ColumnElement[bool]) -> frozenset[Link]:
        rows = await self._rows(
            select(families.c.parent_id, families.c.child_id).where(
                families.c.chat_id == COLLEGE, which
            )
        )
        return frozenset(
            Link(parent=MemberId(row.parent_id), child=MemberId(row.child_id)) for row in rows
        )

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
                roster.c.chat_id == COLLEGE, roster.c.member_id.in_(sorted(set(persons)))
            )
        )
        return {MemberId(row.member_id): _entry_of(row) for row in rows}


def _entry_of(row: Row[Any]) -> RosterEntry:
    return RosterEntry(
        member=MemberId(row.member_id),
        name=row.name,
        role=Role(row.role),
        group=row.group_name,
        minor_until=None if row.minor_until is None else date.fromisoformat(row.minor_until),
    )

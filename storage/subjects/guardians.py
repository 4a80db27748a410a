"""Guardians who confirmed whose parent they are (п. 5.12.7), under `rules.ids.COLLEGE`."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Index, Table, and_, exists, select

from rules.ids import COLLEGE, MemberId
from rules.vocabulary.guardians import GuardianConfirmed, GuardianEnded, GuardianFact, Ward
from storage.queries import Asking, Tables
from storage.subjects.families import families, roster
from storage.subjects.leavers import leavers
from storage.tables import chat_key, integer, key, metadata

guardians = Table(
    "guardians",
    metadata,
    chat_key(),
    key("parent_id"),
    key("child_id"),
    integer("by_id"),
    integer("at_ms"),
    Index("guardians_by_child", "child_id"),
)


async def change(tables: Tables, fact: GuardianFact) -> None:
    """Update the guardians."""
    match fact:
        case GuardianConfirmed(member=parent, child=child, by=by):
            await tables.add(
                guardians, parent_id=parent, child_id=child, by_id=by, at_ms=tables.at_ms
            )
        case GuardianEnded(member=parent, child=child):
            await tables.drop(guardians, parent_id=parent, child_id=child)


class GuardianReading(Asking):
    """Queries for guardians and their wards."""

    async def wards(self) -> tuple[Ward, ...]:
        """Return every child on record with each of their parents."""
        return await self._wards(families.c.child_id.is_not(None))

    async def wards_of(self, parent: MemberId) -> tuple[Ward, ...]:
        """Return the children on record of a parent."""
        return await self._wards(families.c.parent_id == parent)

    async def ward(self, parent: MemberId, child: MemberId) -> Ward | None:
        """Return a child on record of a parent, or None."""
        return next((each for each in await self.wards_of(parent) if each.child == child), None)

    async def parents_of(self, children: Iterable[MemberId]) -> tuple[Ward, ...]:
        """Return these children with each of their parents on record."""
        return await self._wards(families.c.child_id.in_(sorted(set(children))))

    async def unlinked_guardians(self) -> tuple[Ward, ...]:
        """Return the guardians whose link to the child is not on record any more."""
        linked = and_(
            families.c.parent_id == guardians.c.parent_id,
            families.c.child_id == guardians.c.child_id,
        )
        rows = await self._rows(
            select(guardians.c.parent_id, guardians.c.child_id).where(~exists().where(linked))
        )
        return tuple(
            Ward(parent=MemberId(row.parent_id), child=MemberId(row.child_id), confirmed=True)
            for row in rows
        )

    async def _wards(self, which: ColumnElement[bool]) -> tuple[Ward, ...]:
        confirmed = and_(
            guardians.c.parent_id == families.c.parent_id,
            guardians.c.child_id == families.c.child_id,
        )
        listed = and_(roster.c.chat_id == COLLEGE, roster.c.member_id == families.c.child_id)
        rows = await self._rows(
            select(
                families.c.parent_id,
                families.c.child_id,
                roster.c.minor_until,
                exists().where(confirmed).label("confirmed"),
                exists().where(leavers.c.member_id == families.c.child_id).label("gone"),
            )
            .select_from(families.outerjoin(roster, listed))
            .where(families.c.chat_id == COLLEGE, which)
            .order_by(families.c.child_id, families.c.parent_id)
        )
        return tuple(
            Ward(
                parent=MemberId(row.parent_id),
                child=MemberId(row.child_id),
                until=None if row.minor_until is None else date.fromisoformat(row.minor_until),
                confirmed=bool(row.confirmed),
                left=bool(row.gone),
            )
            for row in rows
        )

"""Parents and children on record (п. 5.12.8), stored under the chat `rules.ids.COLLEGE`."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Index, Table, and_, or_, select

from rules.college import Link
from rules.ids import COLLEGE, MemberId
from rules.vocabulary.families import FamilyFact, FamilyLinked, FamilyUnlinked
from storage.queries import Asked, Asking, Tables
from storage.tables import chat_key, integer, key, metadata

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


async def change(tables: Tables, fact: FamilyFact) -> None:
    """Update the families."""
    match fact:
        case FamilyLinked(member=parent, child=child, by=by):
            await tables.add(
                families, parent_id=parent, child_id=child, by_id=by, at_ms=tables.at_ms
            )
        case FamilyUnlinked(member=parent, child=child):
            await tables.drop(families, parent_id=parent, child_id=child)


async def family_of(of: Asked) -> frozenset[MemberId]:
    """Return the member's parents and children on record, in any chat."""
    ends = (families.c.parent_id, families.c.child_id)
    rows = await of.ask(
        select(*ends).where(
            and_(families.c.chat_id == COLLEGE, or_(*(e == of.member for e in ends)))
        )
    )
    return frozenset(MemberId(each) for row in rows for each in row) - {of.member}


class FamilyReading(Asking):
    """Queries for families."""

    async def links_of(self, persons: Iterable[MemberId]) -> frozenset[Link]:
        """Return the links of these people to their parents and children."""
        asked = sorted(set(persons))
        return await self._links(
            or_(families.c.parent_id.in_(asked), families.c.child_id.in_(asked))
        )

    async def _links(self, which: ColumnElement[bool]) -> frozenset[Link]:
        rows = await self._rows(
            select(families.c.parent_id, families.c.child_id).where(
                and_(families.c.chat_id == COLLEGE, which)
            )
        )
        return frozenset(
            Link(parent=MemberId(row.parent_id), child=MemberId(row.child_id)) for row in rows
        )

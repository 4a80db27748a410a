"""What facts about families change in the tables."""

from rules.facts.families import FamilyFact, FamilyLinked, FamilyUnlinked
from storage.projection.keeping import Tables
from storage.tables.leavers import families


async def change(tables: Tables, fact: FamilyFact) -> None:
    """Change who is whose parent."""
    match fact:
        case FamilyLinked(member=parent, child=child, by=by):
            await tables.add(
                families, parent_id=parent, child_id=child, by_id=by, at_ms=tables.at_ms
            )
        case FamilyUnlinked(member=parent, child=child):
            await tables.drop(families, parent_id=parent, child_id=child)

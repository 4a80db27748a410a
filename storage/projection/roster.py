"""What facts about the college's list change in the tables."""

from rules.facts.roster import RosterEntryRemoved, RosterEntrySet, RosterFact
from storage.projection.keeping import Tables
from storage.tables.leavers import roster


async def change(tables: Tables, fact: RosterFact) -> None:
    """Change the college's list."""
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

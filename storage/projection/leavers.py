"""What facts about leavers change in the tables."""

from rules.facts.leavers import (
    LeaverFact,
    LeaverNoted,
    LeaverReturned,
    MemberRemoved,
    RemovalFailed,
    RemovalOrdered,
)
from storage.projection.keeping import Tables
from storage.records import RemovalState
from storage.tables.leavers import departures, leavers


async def change(tables: Tables, fact: LeaverFact) -> None:
    """Change who left, and the removals that were ordered for it."""
    match fact:
        case LeaverNoted(member=member, by=by):
            await tables.drop(leavers, member_id=member)
            await tables.add(leavers, member_id=member, by_id=by, at_ms=tables.at_ms)
        case LeaverReturned(member=member):
            await tables.drop(leavers, member_id=member)
        case RemovalOrdered():
            await tables.add(
                departures,
                number=fact.departure,
                member_id=fact.member,
                leaver_id=fact.leaver,
                by_id=fact.by,
                at_ms=tables.at_ms,
                state=RemovalState.ORDERED.value,
            )
        case MemberRemoved(departure=number, member=member):
            await tables.change(
                departures,
                {"number": number, "member_id": member},
                state=RemovalState.DONE.value,
            )
        case RemovalFailed(departure=number, member=member, fault=fault):
            await tables.change(
                departures,
                {"number": number, "member_id": member},
                state=RemovalState.FAILED.value,
                fault=fault.value,
            )


async def erase_people(tables: Tables, fact: LeaverFact) -> None:
    """Take the people of an entry out of the tables."""
    match fact:
        case LeaverNoted(member=member):
            await tables.drop(leavers, member_id=member, at_ms=tables.at_ms)
        case RemovalOrdered(departure=number, member=member):
            await tables.drop(departures, number=number, member_id=member)
        case _:
            pass

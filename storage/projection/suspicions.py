"""What facts about suspicions change in the tables."""

from typing import Any

from rules.facts.suspicions import (
    SuspicionFact,
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
)
from storage.found import read_found, write_found
from storage.moments import to_ms
from storage.projection.keeping import Tables
from storage.tables.suspicions import suspicions, taught


async def change(tables: Tables, fact: SuspicionFact) -> None:
    """Change the suspicions, and what was taught by them."""
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
        case SuspicionPresented():
            await tables.change(suspicions, at, acts_ms=None)
        case SuspicionSettled(how=how):
            settled: dict[str, Any] = {"settled": how.value, "settled_ms": tables.at_ms}
            if fact.violation is not None:
                settled |= {"violation": fact.violation, "counted_by": fact.by}
            else:
                settled |= {"cleared_by": fact.by}
            await tables.change(suspicions, at, **settled)
            for digest in fact.taught:
                await tables.add(taught, suspicion=fact.number, digest=digest)
        case SuspicionReopened():
            await tables.change(suspicions, at, settled=None, settled_ms=None, cleared_by=None)
            await tables.drop(taught, suspicion=fact.number)


async def erase_people(tables: Tables, fact: SuspicionFact) -> None:
    """Take out of the tables who was suspected, and who settled it."""
    at = {"number": fact.number}
    match fact:
        case SuspicionRaised():
            await tables.change(suspicions, at, member_id=tables.nobody)
        case SuspicionSettled(violation=violation, by=int()):
            column = "cleared_by" if violation is None else "counted_by"
            held = {**at, "settled_ms": tables.at_ms}
            await tables.change(suspicions, held, **{column: tables.nobody})
        case _:
            pass

"""What facts about violations and removals change in the tables."""

import json

from rules.facts.violations import (
    MessageErased,
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationFact,
    ViolationRecorded,
    ViolationReinstated,
)
from storage.moments import to_ms
from storage.projection.keeping import Tables
from storage.tables.measures import (
    BY_THE_BOT,
    removals,
    violations,
)


async def change(tables: Tables, fact: ViolationFact) -> None:
    """Change the violations and the removals."""
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
                # as in rows from before it was recorded: nobody is NULL
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
            # a block's means: only the journal says it
            pass


async def erase_people(tables: Tables, fact: ViolationFact) -> None:
    """Take the people of an entry out of the tables; its number and rule stay."""
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

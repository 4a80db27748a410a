"""What facts about violations and removals change in the tables."""

import json

from rules.facts.violations import (
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
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


async def project_violation(
    tables: Tables, fact: ViolationRecorded | ViolationAnnulled | ViolationReinstated
) -> None:
    """Change the violations."""
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


async def project_removal(tables: Tables, fact: MessageRemoved | RemovalWithdrawn) -> None:
    """Change the removals."""
    match fact:
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

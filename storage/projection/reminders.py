"""What facts about reminders change in the tables."""

from rules.facts.reminders import Reminded, ReminderWithdrawn
from storage.projection.keeping import Tables
from storage.tables.measures import (
    reminders,
)


async def project_reminder(tables: Tables, fact: Reminded | ReminderWithdrawn) -> None:
    """Change the reminders."""
    match fact:
        case Reminded():
            await tables.add(
                reminders,
                number=fact.number,
                member_id=fact.member,
                rule=fact.rule,
                at_ms=tables.at_ms,
                by_id=fact.by,
                withdrawn=False,
            )
        case ReminderWithdrawn(number=number):
            await tables.change(reminders, {"number": number}, withdrawn=True)

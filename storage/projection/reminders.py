"""What facts about reminders change in the tables."""

from rules.facts.reminders import Reminded, ReminderFact, ReminderWithdrawn
from storage.projection.keeping import Tables
from storage.tables.measures import (
    reminders,
)


async def change(tables: Tables, fact: ReminderFact) -> None:
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


async def erase_people(tables: Tables, fact: ReminderFact) -> None:
    """Take out of the tables who was reminded, and by whom."""
    if isinstance(fact, Reminded):
        await tables.change(
            reminders,
            {"number": fact.number},
            member_id=None if fact.member is None else tables.nobody,
            by_id=None if fact.by is None else tables.nobody,
        )

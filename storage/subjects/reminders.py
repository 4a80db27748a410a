"""Reminders (п. 5.12.4)."""

from sqlalchemy import Boolean, Column, Table

from rules.ids import MemberId, ReminderNumber
from rules.vocabulary.reminders import Reminded, Reminder, ReminderFact, ReminderWithdrawn
from storage.queries import Asked, Tables
from storage.tables import chat_key, from_ms, integer, key, metadata

reminders = Table(
    "reminders",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id", null=True),
    integer("rule", null=True),
    integer("at_ms"),
    integer("by_id", null=True),
    Column("withdrawn", Boolean, nullable=False),
)


async def change(tables: Tables, fact: ReminderFact) -> None:
    """Update the reminders."""
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
    """Remove from the tables who was reminded, and by whom."""
    if isinstance(fact, Reminded):
        await tables.change(
            reminders,
            {"number": fact.number},
            member_id=None if fact.member is None else tables.nobody,
            by_id=None if fact.by is None else tables.nobody,
        )


async def reminder_in(of: Asked, number: ReminderNumber) -> Reminder | None:
    """Return the chat's reminder of that number, or None."""
    row = await of.row(reminders, number=number)
    if row is None:
        return None
    return Reminder(
        number=number,
        to=None if row.member_id is None else MemberId(row.member_id),
        at=from_ms(row.at_ms),
        by=None if row.by_id is None else MemberId(row.by_id),
        withdrawn=row.withdrawn,
    )

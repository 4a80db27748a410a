"""What a case holds of its chat."""

from datetime import datetime, timedelta

from sqlalchemy import Table, and_, func, select

from rules.cases.chat import Numbers
from rules.cases.measures import Recent, Reminder, Removal
from rules.ids import (
    AppealNumber,
    BlockNumber,
    InvitationNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
)
from storage.cases.member import Asked
from storage.found import read_found
from storage.moments import from_ms, to_ms
from storage.tables.appeals import appeals
from storage.tables.measures import (
    BY_THE_BOT,
    blocks,
    reminders,
    removals,
    violations,
    votes,
)
from storage.tables.settings import invitations
from storage.tables.suspicions import suspicions

LATELY = timedelta(hours=1)
"""How far back violations and suspicions are read; no heat of a policy looks further back."""


async def recent_in(of: Asked, now: datetime) -> tuple[Recent, ...]:
    """Give the chat's violations and suspicions of late, of whomever.

    A suspicion that became a violation is that violation, one that was none is nothing. A
    correction is as old as what it corrects.
    """
    recorded = select(
        violations.c.member_id, violations.c.at_ms, violations.c.since_ms, violations.c.message_id
    ).where(
        and_(
            violations.c.chat_id == of.chat,
            violations.c.at_ms >= to_ms(now - LATELY),
            violations.c.annulled_ms.is_(None),
        )
    )
    suspected = select(suspicions.c.member_id, suspicions.c.at_ms, suspicions.c.found).where(
        and_(
            suspicions.c.chat_id == of.chat,
            suspicions.c.at_ms >= to_ms(now - LATELY),
            suspicions.c.settled.is_(None),
        )
    )
    recent = [
        Recent(
            member=MemberId(row.member_id),
            at=from_ms(row.at_ms if row.since_ms is None else row.since_ms),
            messages=frozenset(
                () if row.message_id is None else (MessageId(row.message_id),),
            ),
        )
        for row in await of.ask(recorded)
    ]
    recent += [
        Recent(
            member=MemberId(row.member_id),
            at=from_ms(row.at_ms),
            messages=frozenset(each.message for each in read_found(row.found)),
        )
        for row in await of.ask(suspected)
    ]
    return tuple(sorted(recent, key=lambda each: each.at))


async def last_reminder_in(of: Asked) -> datetime | None:
    """Give when everyone in the chat was reminded last (UTC)."""
    latest: int | None = (
        await of.connection.execute(
            select(func.max(reminders.c.at_ms)).where(
                and_(
                    reminders.c.chat_id == of.chat,
                    reminders.c.member_id.is_(None),
                    reminders.c.withdrawn.is_(False),
                )
            )
        )
    ).scalar_one()
    return from_ms(latest)


async def reminder_in(of: Asked, number: ReminderNumber) -> Reminder | None:
    """Give the chat's reminder of that number, or None."""
    rows = await of.ask(
        select(reminders).where(and_(reminders.c.chat_id == of.chat, reminders.c.number == number))
    )
    if not rows:
        return None
    row = rows[0]
    return Reminder(
        number=number,
        to=None if row.member_id is None else MemberId(row.member_id),
        at=from_ms(row.at_ms),
        by=None if row.by_id is None else MemberId(row.by_id),
        withdrawn=row.withdrawn,
    )


async def removal_in(of: Asked, message: MessageId) -> Removal | None:
    """Give the removal of that message, or None."""
    rows = await of.ask(
        select(removals).where(
            and_(removals.c.chat_id == of.chat, removals.c.message_id == message)
        )
    )
    if not rows:
        return None
    row = rows[0]
    return Removal(
        message=message,
        member=MemberId(row.member_id),
        rule=RuleNumber(row.rule),
        at=from_ms(row.at_ms),
        by=None if row.by_id == BY_THE_BOT else MemberId(row.by_id),
        withdrawn=row.withdrawn,
    )


async def next_numbers(of: Asked) -> Numbers:
    """Give the numbers that the chat's next entries get."""
    (greatest,) = await of.ask(
        select(
            *(
                select(func.max(table.c.number))
                .where(table.c.chat_id == of.chat)
                .scalar_subquery()
                .label(table.name)
                for table in (
                    violations,
                    blocks,
                    votes,
                    reminders,
                    invitations,
                    appeals,
                    suspicions,
                )
            )
        )
    )

    def after(table: Table) -> int:
        return int(getattr(greatest, table.name) or 0) + 1

    return Numbers(
        violation=ViolationNumber(after(violations)),
        block=BlockNumber(after(blocks)),
        vote=VoteNumber(after(votes)),
        reminder=ReminderNumber(after(reminders)),
        invitation=InvitationNumber(after(invitations)),
        appeal=AppealNumber(after(appeals)),
        suspicion=SuspicionNumber(after(suspicions)),
    )

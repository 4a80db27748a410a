"""Reading a case: all that the policy needs to know about one member in one chat."""

import json
from collections import defaultdict
from datetime import datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Row, Select, Table, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.cases import (
    Ballot,
    Block,
    Case,
    Choice,
    Lift,
    Numbers,
    Outcome,
    Proposal,
    ProposalState,
    Recent,
    Reminder,
    Removal,
    Standing,
    Violation,
    Vote,
)
from rules.ids import (
    BlockNumber,
    ChatId,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.policy import Policy
from storage.moments import from_ms, to_ms
from storage.tables import (
    acknowledgements,
    ballots,
    blocks,
    grounds,
    proposals,
    reminders,
    removals,
    violations,
    votes,
)

LATELY = timedelta(hours=1)
"""How far back the chat's violations are read; no heat of a policy looks further back."""


async def read_case(
    connection: AsyncConnection,
    chat: ChatId,
    member: MemberId,
    *,
    policy: Policy,
    zone: tzinfo,
    now: datetime,
    standing: Standing,
    reminder: ReminderNumber | None,
    removal: MessageId | None,
) -> Case:
    """Give the case of a member in a chat, with the reminder and the removal that are named."""
    of = _Member(connection, chat, member)
    return Case(
        chat=chat,
        member=member,
        standing=standing,
        policy=policy,
        zone=zone,
        violations=await _violations(of),
        blocks=await _blocks(of),
        votes=await _votes(of),
        acknowledged=frozenset(
            row.version for row in await of.rows(acknowledgements, acknowledgements.c.at_ms)
        ),
        proposal=await _proposal(of),
        recent=await _recent(of, now),
        last_reminder_at=await _last_reminder_at(of),
        reminder=None if reminder is None else await _reminder(of, reminder),
        removal=None if removal is None else await _removal(of, removal),
        next=await _next(of),
    )


class _Member:
    """One member in one chat, to be asked about."""

    def __init__(self, connection: AsyncConnection, chat: ChatId, member: MemberId) -> None:
        self.connection = connection
        self.chat = chat
        self.member = member

    async def rows(self, table: Table, order: Any) -> list[Row[Any]]:
        """Give the member's rows of a table."""
        return await self.ask(
            select(table)
            .where(and_(table.c.chat_id == self.chat, table.c.member_id == self.member))
            .order_by(order)
        )

    async def ask(self, query: Select[Any]) -> list[Row[Any]]:
        return list((await self.connection.execute(query)).all())


async def _violations(of: _Member) -> tuple[Violation, ...]:
    return tuple(
        Violation(
            number=ViolationNumber(row.number),
            member=of.member,
            rule=RuleNumber(row.rule),
            at=from_ms(row.at_ms),
            by=MemberId(row.by_id),
            message=None if row.message_id is None else MessageId(row.message_id),
            note=row.note,
            annulled=row.annulled_ms is not None,
            annulled_at=from_ms(row.annulled_ms),
            carried_by=None if row.carried_by is None else BlockNumber(row.carried_by),
        )
        for row in await of.rows(violations, violations.c.number)
    )


async def _blocks(of: _Member) -> tuple[Block, ...]:
    rows = await of.rows(blocks, blocks.c.number)
    rest_on: defaultdict[int, list[ViolationNumber]] = defaultdict(list)
    if rows:
        for row in await of.ask(
            select(grounds.c.block, grounds.c.violation)
            .where(
                and_(
                    grounds.c.chat_id == of.chat,
                    grounds.c.block.in_([row.number for row in rows]),
                )
            )
            .order_by(grounds.c.violation)
        ):
            rest_on[row.block].append(ViolationNumber(row.violation))
    return tuple(
        Block(
            number=BlockNumber(row.number),
            member=of.member,
            at=from_ms(row.at_ms),
            ends_at=from_ms(row.ends_ms),
            by=None if row.by_id is None else MemberId(row.by_id),
            grounds=tuple(rest_on[row.number]),
            lift=None if row.lift is None else Lift(row.lift),
            lifted_at=from_ms(row.lifted_ms),
        )
        for row in rows
    )


async def _votes(of: _Member) -> tuple[Vote, ...]:
    rows = await of.rows(votes, votes.c.number)
    said: defaultdict[int, list[Ballot]] = defaultdict(list)
    if rows:
        for row in await of.ask(
            select(ballots)
            .where(
                and_(
                    ballots.c.chat_id == of.chat,
                    ballots.c.vote.in_([row.number for row in rows]),
                )
            )
            .order_by(ballots.c.at_ms, ballots.c.member_id)
        ):
            said[row.vote].append(Ballot(member=MemberId(row.member_id), choice=Choice(row.choice)))
    return tuple(
        Vote(
            number=VoteNumber(row.number),
            block=BlockNumber(row.block),
            text=row.text,
            opened_at=from_ms(row.opened_ms),
            closes_at=from_ms(row.closes_ms),
            ballots=tuple(said[row.number]),
            outcome=None if row.outcome is None else Outcome(row.outcome),
            closed_at=from_ms(row.closed_ms),
        )
        for row in rows
    )


async def _proposal(of: _Member) -> Proposal | None:
    rows = await of.rows(proposals, proposals.c.number.desc())
    if not rows:
        return None
    row = rows[0]
    return Proposal(
        grounds=tuple(ViolationNumber(number) for number in json.loads(row.grounds)),
        state=ProposalState(row.state),
        at=from_ms(row.at_ms),
        closed_at=from_ms(row.closed_ms),
    )


async def _recent(of: _Member, now: datetime) -> tuple[Recent, ...]:
    rows = await of.ask(
        select(violations.c.member_id, violations.c.at_ms)
        .where(
            and_(
                violations.c.chat_id == of.chat,
                violations.c.at_ms >= to_ms(now - LATELY),
                violations.c.annulled_ms.is_(None),
            )
        )
        .order_by(violations.c.at_ms)
    )
    return tuple(Recent(member=MemberId(row.member_id), at=from_ms(row.at_ms)) for row in rows)


async def _last_reminder_at(of: _Member) -> datetime | None:
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


async def _reminder(of: _Member, number: ReminderNumber) -> Reminder | None:
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


async def _removal(of: _Member, message: MessageId) -> Removal | None:
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
        by=MemberId(row.by_id),
        withdrawn=row.withdrawn,
    )


async def _next(of: _Member) -> Numbers:
    async def after(table: Table) -> int:
        greatest = (
            await of.connection.execute(
                select(func.max(table.c.number)).where(table.c.chat_id == of.chat)
            )
        ).scalar_one()
        return int(greatest or 0) + 1

    return Numbers(
        violation=ViolationNumber(await after(violations)),
        block=BlockNumber(await after(blocks)),
        vote=VoteNumber(await after(votes)),
        reminder=ReminderNumber(await after(reminders)),
    )

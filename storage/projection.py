"""The tables that follow from the journal: what each fact changes in them.

Only this module writes them, both when a fact is recorded and when the journal is replayed to
check that they follow from it. What may be recorded is the policy's; nothing is decided here.
"""

import json
from typing import Any, assert_never

from sqlalchemy import Table, and_, delete, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.cases import ProposalState
from rules.facts import (
    Acknowledged,
    ApologyMade,
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    Fact,
    MessageErased,
    MessageRemoved,
    Reminded,
    ReminderWithdrawn,
    RemovalWithdrawn,
    RulesShown,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
    VoteCast,
    VoteClosed,
)
from rules.ids import ChatId, MemberId
from storage.moments import to_ms
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


async def project(
    connection: AsyncConnection, chat: ChatId, entry: int, at_ms: int, fact: Fact
) -> None:
    """Bring the tables up to date with a fact that was recorded as that entry, at that time."""
    tables = _Tables(connection, chat, at_ms)
    match fact:
        case RulesShown() | MessageErased():
            pass
        case ViolationRecorded() | ViolationAnnulled() | ViolationReinstated():
            await _violation(tables, fact)
        case BlockProposed() | BlockDeclined():
            await _proposal(tables, entry, fact)
        case BlockImposed() | BlockLifted():
            await _block(tables, fact)
        case ApologyMade() | VoteCast() | VoteClosed():
            await _vote(tables, fact)
        case Acknowledged(member=member, version=version):
            await tables.add(acknowledgements, member_id=member, version=version, at_ms=at_ms)
        case Reminded() | ReminderWithdrawn():
            await _reminder(tables, fact)
        case MessageRemoved() | RemovalWithdrawn():
            await _removal(tables, fact)
        case _:
            assert_never(fact)


class _Tables:
    """The tables, for one chat at one moment."""

    def __init__(self, connection: AsyncConnection, chat: ChatId, at_ms: int) -> None:
        self._connection = connection
        self._chat = chat
        self.at_ms = at_ms

    async def add(self, table: Table, **values: Any) -> None:
        await self._connection.execute(insert(table).values(chat_id=self._chat, **values))

    async def change(self, table: Table, where: dict[str, Any], **values: Any) -> None:
        await self._connection.execute(update(table).where(self._at(table, where)).values(**values))

    async def drop(self, table: Table, **where: Any) -> None:
        await self._connection.execute(delete(table).where(self._at(table, where)))

    def _at(self, table: Table, where: dict[str, Any]) -> Any:
        return and_(
            table.c.chat_id == self._chat,
            *(table.c[name] == value for name, value in where.items()),
        )


async def _violation(
    tables: _Tables, fact: ViolationRecorded | ViolationAnnulled | ViolationReinstated
) -> None:
    match fact:
        case ViolationRecorded():
            await tables.add(
                violations,
                number=fact.number,
                member_id=fact.member,
                rule=fact.rule,
                at_ms=tables.at_ms,
                by_id=fact.by,
                message_id=fact.message,
                note=fact.note,
            )
        case ViolationAnnulled(number=number):
            await tables.change(violations, {"number": number}, annulled_ms=tables.at_ms)
        case ViolationReinstated(number=number):
            await tables.change(violations, {"number": number}, annulled_ms=None)


async def _proposal(tables: _Tables, entry: int, fact: BlockProposed | BlockDeclined) -> None:
    match fact:
        case BlockProposed():
            await _close_proposals(tables, fact.member, ProposalState.CLOSED)
            await tables.add(
                proposals,
                number=entry,
                member_id=fact.member,
                grounds=json.dumps(fact.grounds),
                state=ProposalState.OPEN.value,
                at_ms=tables.at_ms,
            )
        case BlockDeclined():
            await _close_proposals(tables, fact.member, ProposalState.DECLINED)


async def _close_proposals(tables: _Tables, member: MemberId, state: ProposalState) -> None:
    await tables.change(
        proposals,
        {"member_id": member, "state": ProposalState.OPEN.value},
        state=state.value,
        closed_ms=tables.at_ms,
    )


async def _block(tables: _Tables, fact: BlockImposed | BlockLifted) -> None:
    match fact:
        case BlockImposed():
            await _close_proposals(tables, fact.member, ProposalState.CLOSED)
            await tables.add(
                blocks,
                number=fact.number,
                member_id=fact.member,
                by_id=fact.by,
                at_ms=tables.at_ms,
                ends_ms=to_ms(fact.ends_at),
            )
            for violation in fact.grounds:
                await tables.add(grounds, block=fact.number, violation=violation)
                await tables.change(violations, {"number": violation}, carried_by=fact.number)
        case BlockLifted():
            await tables.change(
                blocks, {"number": fact.number}, lift=fact.how.value, lifted_ms=tables.at_ms
            )


async def _vote(tables: _Tables, fact: ApologyMade | VoteCast | VoteClosed) -> None:
    match fact:
        case ApologyMade():
            await tables.add(
                votes,
                number=fact.vote,
                block=fact.block,
                member_id=fact.member,
                text=fact.text,
                opened_ms=tables.at_ms,
                closes_ms=to_ms(fact.closes_at),
            )
        case VoteCast():
            await tables.drop(ballots, vote=fact.vote, member_id=fact.by)
            await tables.add(
                ballots,
                vote=fact.vote,
                member_id=fact.by,
                choice=fact.choice.value,
                at_ms=tables.at_ms,
            )
        case VoteClosed():
            await tables.change(
                votes, {"number": fact.vote}, outcome=fact.outcome.value, closed_ms=tables.at_ms
            )


async def _reminder(tables: _Tables, fact: Reminded | ReminderWithdrawn) -> None:
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


async def _removal(tables: _Tables, fact: MessageRemoved | RemovalWithdrawn) -> None:
    match fact:
        case MessageRemoved():
            await tables.drop(removals, message_id=fact.message)
            await tables.add(
                removals,
                message_id=fact.message,
                member_id=fact.member,
                rule=fact.rule,
                at_ms=tables.at_ms,
                by_id=fact.by,
                withdrawn=False,
            )
        case RemovalWithdrawn(message=message):
            await tables.change(removals, {"message_id": message}, withdrawn=True)

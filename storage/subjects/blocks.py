"""Blocks, their grounds, and proposals to block (п. 5.12.5)."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKeyConstraint, Index, Table, select

from rules.figures import Uncounted
from rules.ids import BlockNumber, ChatId, MemberId, ViolationNumber
from rules.repeats import repeats_in
from rules.times import Hold
from rules.vocabulary.blocks import (
    Block,
    BlockDeclined,
    BlockFact,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
    Lift,
    Proposal,
    ProposalState,
)
from storage.queries import Asked, Asking, Tables
from storage.subjects.violations import read_violation, violations
from storage.tables import chat_key, from_ms, integer, key, metadata, text, to_ms

blocks = Table(
    "blocks",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("by_id", null=True),
    integer("at_ms"),
    integer("ends_ms"),
    text("lift", null=True),
    integer("lifted_ms", null=True),
    Index("blocks_by_member", "chat_id", "member_id"),
    Index("blocks_by_end", "lift", "ends_ms"),
)

grounds = Table(
    "grounds",
    metadata,
    chat_key(),
    key("block"),
    key("violation"),
    ForeignKeyConstraint(["chat_id", "block"], ["blocks.chat_id", "blocks.number"]),
    ForeignKeyConstraint(["chat_id", "violation"], ["violations.chat_id", "violations.number"]),
)

proposals = Table(
    "proposals",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    text("grounds"),
    text("state"),
    integer("at_ms"),
    integer("closed_ms", null=True),
    Index("proposals_by_member", "chat_id", "member_id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal:
    """A proposal to block a member, made at `at` (UTC), that nobody has answered."""

    chat: ChatId
    member: MemberId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DueBlock:
    """A block whose term is over."""

    chat: ChatId
    member: MemberId
    number: BlockNumber


async def change(tables: Tables, fact: BlockFact) -> None:
    """Update blocks, their grounds, and the proposals that they answer."""
    match fact:
        case BlockProposed():
            await _close_proposals(tables, fact.member, ProposalState.CLOSED)
            await tables.add(
                proposals,
                number=tables.entry,
                member_id=fact.member,
                grounds=json.dumps(fact.grounds),
                state=ProposalState.OPEN.value,
                at_ms=tables.at_ms,
            )
        case BlockDeclined():
            await _close_proposals(tables, fact.member, ProposalState.DECLINED)
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
            await tables.add_all(
                grounds, [{"block": fact.number, "violation": each} for each in fact.grounds]
            )
            await tables.change(violations, {"number": fact.grounds}, carried_by=fact.number)
        case BlockShortened():
            await tables.change(
                blocks, {"number": fact.number}, at_ms=tables.at_ms, ends_ms=to_ms(fact.ends_at)
            )
        case BlockLifted():
            await tables.change(
                blocks, {"number": fact.number}, lift=fact.how.value, lifted_ms=tables.at_ms
            )


async def erase_people(tables: Tables, fact: BlockFact) -> None:
    """Remove an entry's people from the tables; proposals are deleted."""
    match fact:
        case BlockProposed():
            await tables.drop(proposals, number=tables.entry)
        case BlockImposed(number=number, by=by):
            await tables.change(
                blocks,
                {"number": number},
                member_id=tables.nobody,
                by_id=None if by is None else tables.nobody,
            )
        case _:
            pass


async def _close_proposals(tables: Tables, member: MemberId, state: ProposalState) -> None:
    await tables.change(
        proposals,
        {"member_id": member, "state": ProposalState.OPEN.value},
        state=state.value,
        closed_ms=tables.at_ms,
    )


async def blocks_of(of: Asked) -> tuple[Block, ...]:
    """Return all blocks of the member with their grounds, oldest first."""
    rows = await of.rows(blocks, blocks.c.number)
    rest_on: defaultdict[int, list[ViolationNumber]] = defaultdict(list)
    if rows:
        for row in await of.ask(
            select(grounds.c.block, grounds.c.violation)
            .where(grounds.c.chat_id == of.chat, grounds.c.block.in_([row.number for row in rows]))
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


async def proposal_of(of: Asked) -> Proposal | None:
    """Return the latest proposal to block the member, or None."""
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


class BlockReading(Asking):
    """Queries for blocks."""

    async def blocked_in(self, member: MemberId) -> tuple[ChatId, ...]:
        """Return the chats in which the person is blocked now."""
        rows = await self._rows(
            select(blocks.c.chat_id)
            .where(blocks.c.lift.is_(None), blocks.c.member_id == member)
            .order_by(blocks.c.chat_id)
        )
        return tuple(ChatId(row.chat_id) for row in rows)

    async def blocked(self) -> tuple[tuple[ChatId, MemberId], ...]:
        """Return the chat and member of every block in force."""
        rows = await self._rows(
            select(blocks.c.chat_id, blocks.c.member_id)
            .where(blocks.c.lift.is_(None))
            .order_by(blocks.c.chat_id, blocks.c.member_id)
        )
        return tuple((ChatId(row.chat_id), MemberId(row.member_id)) for row in rows)

    async def block_holds(self) -> dict[tuple[ChatId, MemberId], Hold]:
        """Return the period of each block in force, by chat and member."""
        rows = await self._rows(select(blocks).where(blocks.c.lift.is_(None)))
        return {
            (ChatId(row.chat_id), MemberId(row.member_id)): Hold(
                since=from_ms(row.at_ms), until=from_ms(row.ends_ms)
            )
            for row in rows
        }

    async def open_proposals(self) -> tuple[OpenProposal, ...]:
        """Return every proposal that nobody has answered, oldest first."""
        rows = await self._rows(
            select(proposals)
            .where(proposals.c.state == ProposalState.OPEN.value)
            .order_by(proposals.c.at_ms, proposals.c.chat_id, proposals.c.number)
        )
        return tuple(
            OpenProposal(
                chat=ChatId(row.chat_id), member=MemberId(row.member_id), at=from_ms(row.at_ms)
            )
            for row in rows
        )

    async def block_owner(self, chat: ChatId, number: BlockNumber) -> MemberId | None:
        """Return the blocked member, or None."""
        return await self._owner(blocks, chat, blocks.c.number == number)

    async def due_blocks(self, now: datetime) -> tuple[DueBlock, ...]:
        """Return the blocks in force whose term is over, the most overdue first."""
        return await self._due_blocks(blocks.c.ends_ms <= to_ms(now), blocks.c.ends_ms)

    async def blocks_ahead(self, now: datetime) -> tuple[DueBlock, ...]:
        """Return the blocks in force that begin in the future, imposed by a wrong clock."""
        return await self._due_blocks(blocks.c.at_ms > to_ms(now), blocks.c.at_ms)

    async def _due_blocks(
        self, which: ColumnElement[bool], order: Column[Any]
    ) -> tuple[DueBlock, ...]:
        query = select(blocks).where(blocks.c.lift.is_(None), which).order_by(order)
        return tuple(
            DueBlock(
                chat=ChatId(row.chat_id),
                member=MemberId(row.member_id),
                number=BlockNumber(row.number),
            )
            for row in await self._rows(query)
        )

    async def uncounted(self, chat: ChatId) -> Uncounted:
        """Return the records of a chat that its figures leave out."""
        recorded = await self._rows(select(violations).where(violations.c.chat_id == chat))
        undone = await self._rows(
            select(blocks.c.number).filter_by(chat_id=chat, lift=Lift.ANNULLED.value)
        )
        return Uncounted(
            violations=repeats_in(read_violation(row) for row in recorded),
            blocks=frozenset(BlockNumber(row.number) for row in undone),
        )

    async def chats_against(self, member: MemberId) -> tuple[ChatId, ...]:
        """Return the chats in which a violation or block of the member is recorded."""
        found = set()
        for table in (violations, blocks):
            rows = await self._rows(select(table.c.chat_id).where(table.c.member_id == member))
            found |= {ChatId(row.chat_id) for row in rows}
        return tuple(sorted(found))

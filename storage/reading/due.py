"""Asking what falls due, and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, select

from rules.ids import (
    BlockNumber,
    ChatId,
    MemberId,
    VoteNumber,
)
from storage.moments import from_ms, to_ms
from storage.reading.asking import Asking
from storage.records import (
    DueBlock,
    DueVote,
)
from storage.tables.measures import blocks, votes
from storage.tables.suspicions import suspicions


class DueReading(Asking):
    """What falls due."""

    async def next_due(self) -> datetime | None:
        """Give when the next block ends, vote closes, or suspicion is acted upon (UTC)."""
        ends = await self._first(
            select(func.min(blocks.c.ends_ms).label("ms")).where(blocks.c.lift.is_(None))
        )
        closes = await self._first(
            select(func.min(votes.c.closes_ms).label("ms")).where(votes.c.outcome.is_(None))
        )
        acts = await self._first(select(func.min(suspicions.c.acts_ms).label("ms")))
        moments = [row.ms for row in (ends, closes, acts) if row is not None and row.ms is not None]
        return from_ms(min(moments)) if moments else None

    async def due_blocks(self, now: datetime) -> tuple[DueBlock, ...]:
        """Give the blocks in force whose term is over, the longest over first."""
        rows = await self._rows(
            select(blocks)
            .where(and_(blocks.c.lift.is_(None), blocks.c.ends_ms <= to_ms(now)))
            .order_by(blocks.c.ends_ms)
        )
        return tuple(map(_due_block, rows))

    async def blocks_ahead(self, now: datetime) -> tuple[DueBlock, ...]:
        """Give the blocks in force that begin only after now: a wrong clock imposed them."""
        rows = await self._rows(
            select(blocks)
            .where(and_(blocks.c.lift.is_(None), blocks.c.at_ms > to_ms(now)))
            .order_by(blocks.c.at_ms)
        )
        return tuple(map(_due_block, rows))

    async def due_votes(self, now: datetime) -> tuple[DueVote, ...]:
        """Give the open votes whose time is over, the longest over first."""
        rows = await self._rows(
            select(votes)
            .where(and_(votes.c.outcome.is_(None), votes.c.closes_ms <= to_ms(now)))
            .order_by(votes.c.closes_ms)
        )
        return tuple(map(_due_vote, rows))

    async def votes_ahead(self, now: datetime) -> tuple[DueVote, ...]:
        """Give the open votes that begin only after now: a wrong clock opened them."""
        rows = await self._rows(
            select(votes)
            .where(and_(votes.c.outcome.is_(None), votes.c.opened_ms > to_ms(now)))
            .order_by(votes.c.opened_ms)
        )
        return tuple(map(_due_vote, rows))


def _due_vote(row: Row[Any]) -> DueVote:
    return DueVote(
        chat=ChatId(row.chat_id), member=MemberId(row.member_id), vote=VoteNumber(row.number)
    )


def _due_block(row: Row[Any]) -> DueBlock:
    return DueBlock(
        chat=ChatId(row.chat_id), member=MemberId(row.member_id), number=BlockNumber(row.number)
    )

"""One text in several chats, and members whose page may be in other hands (п. 5.12.2).

The journal says who may only read. Which text was said where is here alone, and is deleted when the
term of people's own words is over (`[keeping] texts`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Index, Row, Table, select

from rules.ids import ChatId, MemberId, MessageId, SpreadNumber
from rules.times import Hold
from rules.vocabulary.spread import (
    Doubt,
    PageDoubted,
    PageReturned,
    Place,
    Spread,
    SpreadFact,
)
from storage.queries import Asked, Asking, Tables
from storage.tables import chat_key, counted, from_ms, integer, key, metadata, text, to_ms

doubts = Table(
    "doubts",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("by_id"),
    integer("at_ms"),
    integer("ends_ms"),
    integer("ended_ms", null=True),
    Index("doubts_by_member", "chat_id", "member_id"),
)

spreads = Table(
    "spreads",
    metadata,
    counted(),
    integer("member_id"),
    text("digest"),
    Column("by_link", Boolean, nullable=False),
    text("text"),
    integer("at_ms"),
    Index("spreads_by_member", "member_id", "at_ms"),
    sqlite_autoincrement=True,
)

spread_places = Table(
    "spread_places",
    metadata,
    key("spread"),
    key("chat_id"),
    key("message_id"),
    integer("posted_ms"),
    integer("left_by", null=True),
    Index("spread_places_by_message", "chat_id", "message_id"),
)


async def change(tables: Tables, fact: SpreadFact) -> None:
    """Update whose page is in doubt."""
    match fact:
        case PageDoubted():
            await tables.add(
                doubts,
                number=tables.entry,
                member_id=fact.member,
                by_id=fact.by,
                at_ms=tables.at_ms,
                ends_ms=to_ms(fact.ends_at),
            )
        case PageReturned():
            open_one = {"member_id": fact.member, "ended_ms": None}
            await tables.change(doubts, open_one, ended_ms=tables.at_ms)


async def erase_people(tables: Tables, fact: SpreadFact) -> None:
    """Remove from the tables whose page was in doubt."""
    if isinstance(fact, PageDoubted):
        await tables.drop(doubts, number=tables.entry)


async def doubt_of(of: Asked) -> Doubt | None:
    """Return the latest doubt about the member's page in the chat, or None."""
    rows = await of.rows(doubts, doubts.c.number)
    return _doubt(rows[-1]) if rows else None


def _doubt(row: Row[Any]) -> Doubt:
    ended_at = from_ms(row.ended_ms)
    return Doubt(at=from_ms(row.at_ms), ends_at=from_ms(row.ends_ms), ended_at=ended_at)


class SpreadReading(Asking):
    """Queries for one text in several chats, and for pages in doubt."""

    async def doubts(self, member: MemberId | None = None) -> dict[tuple[ChatId, MemberId], Doubt]:
        """Return the doubts in force, about one person or all, oldest first."""
        query = select(doubts).where(doubts.c.ended_ms.is_(None)).order_by(doubts.c.at_ms)
        if member is not None:
            query = query.where(doubts.c.member_id == member)
        return {
            (ChatId(row.chat_id), MemberId(row.member_id)): _doubt(row)
            for row in await self._rows(query)
        }

    async def doubt_holds(self) -> dict[tuple[ChatId, MemberId], Hold]:
        """Return when members may not write whose pages are in doubt."""
        return {pair: each.hold for pair, each in (await self.doubts()).items()}

    async def spread(self, number: SpreadNumber) -> Spread | None:
        """Return one text in several chats, or None."""
        return await self._spread(spreads.c.id == number)

    async def spread_lately(self, member: MemberId, digest: str, since: datetime) -> Spread | None:
        """Return the latest spread of a member's text since then (UTC), by the text's digest."""
        return await self._spread(
            spreads.c.member_id == member,
            spreads.c.digest == digest,
            spreads.c.at_ms >= to_ms(since),
        )

    async def is_spread(self, chat: ChatId, messages: Sequence[MessageId]) -> bool:
        """Return whether each of these messages of a chat is on a card about several chats."""
        query = select(spread_places.c.message_id).where(
            spread_places.c.chat_id == chat, spread_places.c.message_id.in_(messages)
        )
        return {row.message_id for row in await self._rows(query)} == {*messages}

    async def _spread(self, *which: ColumnElement[bool]) -> Spread | None:
        query = select(spreads).where(*which).order_by(spreads.c.id.desc()).limit(1)
        row = await self._first(query)
        if row is None:
            return None
        rows = await self._rows(
            select(spread_places)
            .where(spread_places.c.spread == row.id)
            .order_by(spread_places.c.posted_ms, spread_places.c.chat_id)
        )
        return Spread(
            number=SpreadNumber(row.id),
            member=MemberId(row.member_id),
            text=row.text,
            by_link=row.by_link,
            at=from_ms(row.at_ms),
            places=tuple(
                Place(
                    chat=ChatId(each.chat_id),
                    message=MessageId(each.message_id),
                    posted_at=from_ms(each.posted_ms),
                )
                for each in rows
            ),
            left=frozenset(ChatId(each.chat_id) for each in rows if each.left_by is not None),
        )

"""Asking the database: everything that handlers, timers and the courier want to know."""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.cases import Case, Standing
from rules.ids import (
    BlockNumber,
    ChatId,
    MemberId,
    MessageId,
    ReminderNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.policy import Policy
from storage.cases import read_case
from storage.effects import Peer
from storage.journal import entry_of
from storage.moments import from_ms, to_ms
from storage.records import (
    Chat,
    DueBlock,
    DueVote,
    Entry,
    Member,
    Notice,
    Person,
)
from storage.rows import chat_of, member_of, notice_of, person_of
from storage.tables import (
    acknowledgements,
    blocks,
    chats,
    drafts,
    journal,
    members,
    notices,
    people,
    posted,
    removals,
    violations,
    votes,
)

_AT_ONCE = 500
"""How many values one query is asked about; SQLite takes no more than some thousands."""


class Reading:
    """One consistent view of the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection

    async def _rows(self, query: Select[Any]) -> list[Row[Any]]:
        return list((await self.connection.execute(query)).all())

    async def _first(self, query: Select[Any]) -> Row[Any] | None:
        row: Row[Any] | None = (await self.connection.execute(query)).first()
        return row

    async def chat(self, chat: ChatId) -> Chat | None:
        """Give what is known of a chat."""
        row = await self._first(select(chats).where(chats.c.chat_id == chat))
        return None if row is None else chat_of(row)

    async def chats(self) -> tuple[Chat, ...]:
        """Give every chat that the bot knows."""
        return tuple(
            chat_of(row) for row in await self._rows(select(chats).order_by(chats.c.chat_id))
        )

    async def member(self, chat: ChatId, member: MemberId) -> Member | None:
        """Give somebody who is, or was, in a chat."""
        row = await self._first(
            select(members).where(and_(members.c.chat_id == chat, members.c.member_id == member))
        )
        return None if row is None else member_of(row)

    async def members(self, chat: ChatId, *, present: bool = True) -> tuple[Member, ...]:
        """Give who is in a chat; without `present`, also who was."""
        query = select(members).where(members.c.chat_id == chat).order_by(members.c.member_id)
        if present:
            query = query.where(members.c.left_ms.is_(None))
        return tuple(member_of(row) for row in await self._rows(query))

    async def people(self, ids: Iterable[MemberId]) -> dict[MemberId, Person]:
        """Give those of the people who are known, by id."""
        asked = sorted(set(ids))
        known: dict[MemberId, Person] = {}
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            for row in await self._rows(select(people).where(people.c.member_id.in_(some))):
                known[MemberId(row.member_id)] = person_of(row)
        return known

    async def blocked_in(self, member: MemberId) -> tuple[ChatId, ...]:
        """Give the chats in which a person's block is in force."""
        return tuple(chat for chat, who in await self.blocked() if who == member)

    async def blocked(self) -> tuple[tuple[ChatId, MemberId], ...]:
        """Give every block in force: in which chat, and whose."""
        rows = await self._rows(
            select(blocks.c.chat_id, blocks.c.member_id)
            .where(blocks.c.lift.is_(None))
            .order_by(blocks.c.chat_id, blocks.c.member_id)
        )
        return tuple((ChatId(row.chat_id), MemberId(row.member_id)) for row in rows)

    async def case(
        self,
        chat: ChatId,
        member: MemberId,
        *,
        policy: Policy,
        zone: tzinfo,
        now: datetime,
        standing: Standing,
        reminder: ReminderNumber | None = None,
        removal: MessageId | None = None,
    ) -> Case:
        """Give the case of a member in a chat, with the reminder and removal that are named."""
        return await read_case(
            self.connection,
            chat,
            member,
            policy=policy,
            zone=zone,
            now=now,
            standing=standing,
            reminder=reminder,
            removal=removal,
        )

    async def violation_owner(self, chat: ChatId, number: ViolationNumber) -> MemberId | None:
        """Give whose violation that is, or None where there is no such violation."""
        return await self._owner(violations, chat, violations.c.number == number)

    async def vote_owner(self, chat: ChatId, number: VoteNumber) -> MemberId | None:
        """Give whose apology that vote is on, or None."""
        return await self._owner(votes, chat, votes.c.number == number)

    async def block_owner(self, chat: ChatId, number: BlockNumber) -> MemberId | None:
        """Give whose block that is, or None."""
        return await self._owner(blocks, chat, blocks.c.number == number)

    async def removal_owner(self, chat: ChatId, message: MessageId) -> MemberId | None:
        """Give whose message was removed under a rule, or None."""
        return await self._owner(removals, chat, removals.c.message_id == message)

    async def _owner(
        self, table: Table, chat: ChatId, which: ColumnElement[bool]
    ) -> MemberId | None:
        row = await self._first(
            select(table.c.member_id).where(and_(table.c.chat_id == chat, which))
        )
        return None if row is None else MemberId(row.member_id)

    async def unacknowledged(self, chat: ChatId, version: str) -> tuple[MemberId, ...]:
        """Give the people in a chat who have not acknowledged that version of the rules."""
        acknowledged = select(acknowledgements.c.member_id).where(
            and_(acknowledgements.c.chat_id == chat, acknowledgements.c.version == version)
        )
        rows = await self._rows(
            select(members.c.member_id)
            .where(
                and_(
                    members.c.chat_id == chat,
                    members.c.left_ms.is_(None),
                    members.c.member_id > 0,
                    members.c.member_id.not_in(acknowledged),
                )
            )
            .order_by(members.c.member_id)
        )
        return tuple(MemberId(row.member_id) for row in rows)

    async def entries(
        self,
        chat: ChatId,
        *,
        member: MemberId | None = None,
        before: int | None = None,
        limit: int,
    ) -> tuple[Entry, ...]:
        """Give a chat's last entries, newest first; of one member, before a number, if given."""
        query = select(journal).where(journal.c.chat_id == chat)
        if member is not None:
            query = query.where(journal.c.member_id == member)
        if before is not None:
            query = query.where(journal.c.number < before)
        rows = await self._rows(query.order_by(journal.c.number.desc()).limit(limit))
        return tuple(entry_of(row) for row in rows)

    async def count_entries(self, chat: ChatId, member: MemberId | None = None) -> int:
        """Give how many entries a chat's journal has, in all or about one member."""
        query = select(func.count()).select_from(journal).where(journal.c.chat_id == chat)
        if member is not None:
            query = query.where(journal.c.member_id == member)
        return int((await self.connection.execute(query)).scalar_one())

    async def next_due(self) -> datetime | None:
        """Give when the next block ends or vote closes (UTC)."""
        ends = await self._first(
            select(func.min(blocks.c.ends_ms).label("ms")).where(blocks.c.lift.is_(None))
        )
        closes = await self._first(
            select(func.min(votes.c.closes_ms).label("ms")).where(votes.c.outcome.is_(None))
        )
        moments = [row.ms for row in (ends, closes) if row is not None and row.ms is not None]
        return from_ms(min(moments)) if moments else None

    async def due_blocks(self, now: datetime) -> tuple[DueBlock, ...]:
        """Give the blocks in force whose term is over, the longest over first."""
        rows = await self._rows(
            select(blocks)
            .where(and_(blocks.c.lift.is_(None), blocks.c.ends_ms <= to_ms(now)))
            .order_by(blocks.c.ends_ms)
        )
        return tuple(
            DueBlock(
                chat=ChatId(row.chat_id),
                member=MemberId(row.member_id),
                number=BlockNumber(row.number),
            )
            for row in rows
        )

    async def due_votes(self, now: datetime) -> tuple[DueVote, ...]:
        """Give the open votes whose time is over, the longest over first."""
        rows = await self._rows(
            select(votes)
            .where(and_(votes.c.outcome.is_(None), votes.c.closes_ms <= to_ms(now)))
            .order_by(votes.c.closes_ms)
        )
        return tuple(
            DueVote(
                chat=ChatId(row.chat_id),
                member=MemberId(row.member_id),
                vote=VoteNumber(row.number),
            )
            for row in rows
        )

    async def notice(self, peer: Peer, ref: str) -> Notice | None:
        """Give what is remembered of one of the bot's messages."""
        row = await self._first(
            select(notices).where(and_(notices.c.peer == peer, notices.c.ref == ref))
        )
        return None if row is None else notice_of(row)

    async def latest_notice(self, peer: Peer, kind: str) -> Notice | None:
        """Give what is remembered of the latest message of that kind."""
        row = await self._first(
            select(notices)
            .where(and_(notices.c.peer == peer, notices.c.kind == kind))
            .order_by(notices.c.at_ms.desc())
            .limit(1)
        )
        return None if row is None else notice_of(row)

    async def posted(self, peer: Peer, ref: str) -> MessageId | None:
        """Give the id that the messenger gave to the bot's message, once it is there."""
        row = await self._first(
            select(posted.c.message_id).where(and_(posted.c.peer == peer, posted.c.ref == ref))
        )
        return None if row is None else MessageId(row.message_id)

    async def ref_of(self, peer: Peer, message: MessageId) -> str | None:
        """Give which of the bot's messages that is."""
        row = await self._first(
            select(posted.c.ref).where(and_(posted.c.peer == peer, posted.c.message_id == message))
        )
        return None if row is None else str(row.ref)

    async def draft(self, member: MemberId) -> str | None:
        """Give the words of an apology whose chat is still to be chosen."""
        row = await self._first(select(drafts.c.text).where(drafts.c.member_id == member))
        return None if row is None else str(row.text)

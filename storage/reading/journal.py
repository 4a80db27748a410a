"""Queries for journal entries."""

from datetime import datetime

from sqlalchemy import and_, func, select

from rules.ids import (
    ChatId,
    MemberId,
)
from rules.vocabulary.unions import Fact
from storage.asking import Asking
from storage.journal import entry_of
from storage.moments import from_ms, to_ms
from storage.records import (
    Entry,
)
from storage.tables.journal import journal


class JournalReading(Asking):
    """Entries of the journal."""

    async def entries(
        self,
        chat: ChatId,
        *,
        member: MemberId | None = None,
        before: int | None = None,
        limit: int,
    ) -> tuple[Entry, ...]:
        """Return up to `limit` entries of a chat, newest first; `before` is an entry's number."""
        query = select(journal).where(journal.c.chat_id == chat)
        if member is not None:
            query = query.where(journal.c.member_id == member)
        if before is not None:
            query = query.where(journal.c.number < before)
        rows = await self._rows(query.order_by(journal.c.number.desc()).limit(limit))
        return tuple(entry_of(row) for row in rows)

    async def facts_between(
        self, chat: ChatId, since: datetime, until: datetime
    ) -> tuple[tuple[datetime, Fact], ...]:
        """Return a chat's facts from `since` until before `until` (UTC), in order."""
        rows = await self._rows(
            select(journal)
            .where(
                and_(
                    journal.c.chat_id == chat,
                    journal.c.at_ms >= to_ms(since),
                    journal.c.at_ms < to_ms(until),
                )
            )
            .order_by(journal.c.number)
        )
        return tuple((from_ms(row.at_ms), entry_of(row).fact) for row in rows)

    async def count_entries(self, chat: ChatId, member: MemberId | None = None) -> int:
        """Return the number of entries in a chat's journal, in all or about one member."""
        query = select(func.count()).select_from(journal).where(journal.c.chat_id == chat)
        if member is not None:
            query = query.where(journal.c.member_id == member)
        return int((await self.connection.execute(query)).scalar_one())

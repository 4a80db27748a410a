"""Queries for the bot's own messages and the data stored about them."""

import json
from datetime import datetime

from sqlalchemy import and_, select

from rules.ids import FileId, MemberId, MessageId
from storage.asking import Asking
from storage.effects import Peer
from storage.moments import from_ms, to_ms
from storage.records import Dialogue, File, Notice
from storage.rows import notice_of
from storage.tables.messages import dialogues, files, notices, posted


class MessageReading(Asking):
    """The bot's own messages."""

    async def notice(self, peer: Peer, ref: str) -> Notice | None:
        """Return the data stored about one of the bot's messages."""
        row = await self._first(
            select(notices).where(and_(notices.c.peer == peer, notices.c.ref == ref))
        )
        return None if row is None else notice_of(row)

    async def latest_notice(self, peer: Peer, kind: str) -> Notice | None:
        """Return the data stored about the latest message of this kind."""
        row = await self._first(
            select(notices)
            .where(and_(notices.c.peer == peer, notices.c.kind == kind))
            .order_by(notices.c.at_ms.desc())
            .limit(1)
        )
        return None if row is None else notice_of(row)

    async def notices(self, peer: Peer, kind: str) -> tuple[Notice, ...]:
        """Return the data stored about all messages of this kind, oldest first."""
        rows = await self._rows(
            select(notices)
            .where(and_(notices.c.peer == peer, notices.c.kind == kind))
            .order_by(notices.c.at_ms, notices.c.ref)
        )
        return tuple(notice_of(row) for row in rows)

    async def posted(self, peer: Peer, ref: str) -> MessageId | None:
        """Return the id that the messenger assigned to the bot's message, once it is posted."""
        row = await self._first(
            select(posted.c.message_id).where(and_(posted.c.peer == peer, posted.c.ref == ref))
        )
        return None if row is None else MessageId(row.message_id)

    async def ref_of(self, peer: Peer, message: MessageId) -> str | None:
        """Return the ref of the bot's message with this id."""
        row = await self._first(
            select(posted.c.ref).where(and_(posted.c.peer == peer, posted.c.message_id == message))
        )
        return None if row is None else str(row.ref)

    async def file(self, number: FileId) -> File | None:
        """Return a file that the bot made, or None if it is no longer stored."""
        row = await self._first(select(files).where(files.c.id == number))
        return None if row is None else File(id=number, name=row.name, content=row.content)

    async def dialogue(self, member: MemberId, now: datetime) -> Dialogue | None:
        """Return the topic of a person's next private message, or None if it has ended."""
        row = await self._first(
            select(dialogues).where(
                and_(dialogues.c.member_id == member, dialogues.c.ends_ms > to_ms(now))
            )
        )
        if row is None:
            return None
        return Dialogue(
            member=member,
            kind=row.kind,
            data=json.loads(row.data),
            at=from_ms(row.at_ms),
            ends_at=from_ms(row.ends_ms),
        )

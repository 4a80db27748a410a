"""Asking for appeals, what can be contested, and the evidence."""

from sqlalchemy import and_, select

from rules.ids import AppealNumber, ChatId, MemberId, MessageId, ViolationNumber
from storage.reading.asking import Asking
from storage.tables.appeals import appeals, evidence
from storage.tables.measures import blocks, violations


class AppealReading(Asking):
    """Appeals and evidence."""

    async def appeal_owner(self, chat: ChatId, number: AppealNumber) -> MemberId | None:
        """Give whose appeal that is, or None."""
        row = await self._first(
            select(appeals.c.member_id).where(
                and_(appeals.c.chat_id == chat, appeals.c.number == number)
            )
        )
        return None if row is None else MemberId(row.member_id)

    async def open_appeals(self) -> tuple[tuple[ChatId, AppealNumber], ...]:
        """Give every appeal that is not decided yet, with its chat, oldest first."""
        rows = await self._rows(
            select(appeals.c.chat_id, appeals.c.number)
            .where(appeals.c.decision.is_(None))
            .order_by(appeals.c.at_ms, appeals.c.chat_id, appeals.c.number)
        )
        return tuple((ChatId(row.chat_id), AppealNumber(row.number)) for row in rows)

    async def chats_with_violation(
        self, member: MemberId, number: ViolationNumber
    ) -> tuple[ChatId, ...]:
        """Give the chats in which a violation of that number is the member's."""
        rows = await self._rows(
            select(violations.c.chat_id)
            .where(and_(violations.c.member_id == member, violations.c.number == number))
            .order_by(violations.c.chat_id)
        )
        return tuple(ChatId(row.chat_id) for row in rows)

    async def chats_against(self, member: MemberId) -> tuple[ChatId, ...]:
        """Give the chats in which anything was recorded against a member."""
        found = set()
        for table in (violations, blocks):
            rows = await self._rows(select(table.c.chat_id).where(table.c.member_id == member))
            found |= {ChatId(row.chat_id) for row in rows}
        return tuple(sorted(found))

    async def evidence(self, chat: ChatId, message: MessageId) -> str | None:
        """Give the text of a message that a measure rests on, where it is kept."""
        row = await self._first(
            select(evidence.c.text).where(
                and_(evidence.c.chat_id == chat, evidence.c.message_id == message)
            )
        )
        return None if row is None else str(row.text)

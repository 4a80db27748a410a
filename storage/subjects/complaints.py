"""Who complained of which message, and what they were answered (п. 5.12.2).

The journal says that somebody complained; who it was is here alone, outside of it, and is deleted
when the term of people's own words is over (`[keeping] texts`).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Index, Row, Table, select

from rules.ids import ChatId, MemberId, MessageId, SuspicionNumber
from rules.vocabulary.complaints import Complaint, Outcome, Rank
from rules.vocabulary.suspicions import Complained
from storage.queries import Asked, Asking
from storage.tables import chat_key, from_ms, integer, key, metadata, text, to_ms

complainants = Table(
    "complainants",
    metadata,
    chat_key(),
    key("message_id"),
    key("by_id"),
    integer("member_id"),
    integer("suspicion", null=True),
    integer("at_ms"),
    text("rank"),
    Column("for_administrators", Boolean, nullable=False),
    text("outcome", null=True),
    Index("complainants_by_person", "by_id", "at_ms"),
    Index("complainants_by_member", "chat_id", "member_id"),
    Index("complainants_by_time", "at_ms"),
)


async def complained_of(
    of: Asked, numbers: Iterable[SuspicionNumber]
) -> dict[SuspicionNumber, Complained]:
    """Return who complained of the messages of these suspicions of the member."""
    asked = sorted(numbers)
    if not asked:
        return {}
    rows = await of.ask(
        select(complainants).where(
            complainants.c.chat_id == of.chat, complainants.c.suspicion.in_(asked)
        )
    )
    return {
        number: Complained(
            by=frozenset(MemberId(row.by_id) for row in theirs),
            for_administrators=all(row.for_administrators for row in theirs),
            low=all(row.rank == Rank.LOW.value for row in theirs),
        )
        for number in asked
        if (theirs := [row for row in rows if row.suspicion == number])
    }


class ComplaintReading(Asking):
    """Queries for complaints."""

    async def complaints_by(self, member: MemberId) -> tuple[Complaint, ...]:
        """Return the complaints that a person made in any chat, oldest first."""
        return _complaints(
            await self._rows(
                select(complainants)
                .where(complainants.c.by_id == member)
                .order_by(complainants.c.at_ms)
            )
        )

    async def complaints_on(self, chat: ChatId, message: MessageId) -> tuple[Complaint, ...]:
        """Return the complaints of a message of a chat, oldest first."""
        return _complaints(
            await self._rows(
                select(complainants)
                .where(complainants.c.chat_id == chat, complainants.c.message_id == message)
                .order_by(complainants.c.at_ms)
            )
        )

    async def complaints_about(
        self, chat: ChatId, member: MemberId, at: datetime, within: timedelta
    ) -> tuple[Complaint, ...]:
        """Return the complaints of a member's messages that were made around a moment (UTC)."""
        return _complaints(
            await self._rows(
                select(complainants).where(
                    complainants.c.chat_id == chat,
                    complainants.c.member_id == member,
                    complainants.c.at_ms.between(to_ms(at - within), to_ms(at + within)),
                )
            )
        )


def _complaints(rows: Sequence[Row[Any]]) -> tuple[Complaint, ...]:
    return tuple(
        Complaint(
            chat=ChatId(row.chat_id),
            by=MemberId(row.by_id),
            member=MemberId(row.member_id),
            message=MessageId(row.message_id),
            at=from_ms(row.at_ms),
            rank=Rank(row.rank),
            for_administrators=row.for_administrators,
            outcome=None if row.outcome is None else Outcome(row.outcome),
        )
        for row in rows
    )

"""Asking for cases, and whose a measure is."""

from datetime import datetime, tzinfo

from sqlalchemy import ColumnElement, Table, and_, select

from rules.cases import Case
from rules.cases.measures import Lift
from rules.cases.people import Standing
from rules.figures import Uncounted
from rules.ids import (
    BlockNumber,
    ChatId,
    InvitationNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
    WithheldNumber,
)
from rules.policy import Policy
from rules.repeats import repeats_in
from rules.times import Hold
from storage.cases import read_case
from storage.cases.measures import read_violation
from storage.moments import from_ms
from storage.reading.asking import Asking
from storage.tables.measures import blocks, removals, violations, votes, withheld


class MeasureReading(Asking):
    """Cases, and whom measures are about."""

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

    async def block_holds(self) -> dict[tuple[ChatId, MemberId], Hold]:
        """Give from when until when each block in force holds, by its chat and its member."""
        rows = await self._rows(select(blocks).where(blocks.c.lift.is_(None)))
        return {
            (ChatId(row.chat_id), MemberId(row.member_id)): Hold(
                since=from_ms(row.at_ms), until=from_ms(row.ends_ms)
            )
            for row in rows
        }

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
        invitation: InvitationNumber | None = None,
        suspicion: SuspicionNumber | None = None,
        suspicions: bool = False,
        present: bool = True,
    ) -> Case:
        """Give the case of a member in a chat, as `storage.cases.read_case`."""
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
            invitation=invitation,
            suspicion=suspicion,
            suspicions=suspicions,
            present=present,
        )

    async def uncounted(self, chat: ChatId) -> Uncounted:
        """Give what is recorded in a chat and is none of its figures."""
        recorded = await self._rows(select(violations).where(violations.c.chat_id == chat))
        undone = await self._rows(
            select(blocks.c.number).where(
                and_(blocks.c.chat_id == chat, blocks.c.lift == Lift.ANNULLED.value)
            )
        )
        return Uncounted(
            violations=repeats_in(read_violation(row) for row in recorded),
            blocks=frozenset(BlockNumber(row.number) for row in undone),
        )

    async def violation_owner(self, chat: ChatId, number: ViolationNumber) -> MemberId | None:
        """Give whose violation that is, or None where there is no such violation."""
        return await self._owner(violations, chat, violations.c.number == number)

    async def violation_message(self, chat: ChatId, number: ViolationNumber) -> MessageId | None:
        """Give the message of that violation; None: it has none, or there is no such violation."""
        row = await self._first(
            select(violations.c.message_id).where(
                and_(violations.c.chat_id == chat, violations.c.number == number)
            )
        )
        return None if row is None or row.message_id is None else MessageId(row.message_id)

    async def vote_owner(self, chat: ChatId, number: VoteNumber) -> MemberId | None:
        """Give whose apology that vote is on, or None."""
        return await self._owner(votes, chat, votes.c.number == number)

    async def withheld_owner(self, chat: ChatId, number: WithheldNumber) -> MemberId | None:
        """Give whose apology that is, which was withheld, or None."""
        return await self._owner(withheld, chat, withheld.c.number == number)

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

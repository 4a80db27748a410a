"""Queries for handlers, timers and the courier."""

from datetime import datetime, tzinfo

from sqlalchemy import func, select

from rules.case import Case
from rules.ids import (
    ChatId,
    InvitationNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    SuspicionNumber,
)
from rules.policy import Policy
from rules.vocabulary.people import Standing
from storage.case import read_case
from storage.moments import from_ms
from storage.reading.journal import JournalReading
from storage.reading.messages import MessageReading
from storage.reading.people import PeopleReading
from storage.subjects.acquaintance import AcquaintanceReading
from storage.subjects.apologies import ApologyReading, votes
from storage.subjects.appeals import AppealReading
from storage.subjects.blocks import BlockReading, blocks
from storage.subjects.chats import ChatReading
from storage.subjects.evidence import EvidenceReading
from storage.subjects.expulsions import ExpulsionReading
from storage.subjects.invitations import InvitationReading
from storage.subjects.leavers import LeaverReading
from storage.subjects.revision import RevisionReading
from storage.subjects.roster import RosterReading
from storage.subjects.silence import SilenceReading
from storage.subjects.suspicions import SuspicionReading, suspicions
from storage.subjects.violations import ViolationReading
from storage.subjects.wordlist import WordListReading


class Reading(
    AcquaintanceReading,
    BlockReading,
    ViolationReading,
    ApologyReading,
    AppealReading,
    EvidenceReading,
    ChatReading,
    SilenceReading,
    InvitationReading,
    RosterReading,
    LeaverReading,
    ExpulsionReading,
    SuspicionReading,
    WordListReading,
    RevisionReading,
    PeopleReading,
    JournalReading,
    MessageReading,
):
    """One consistent view of the database, with the queries of all subjects."""

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
        """Return the case of a member in a chat, as `storage.case.read_case`."""
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
            with_suspicions=suspicions,
            present=present,
            kept=self.kept,
        )

    async def next_due(self) -> datetime | None:
        """Return when the next block ends, vote closes, or suspicion is acted upon (UTC)."""
        ends = await self._first(
            select(func.min(blocks.c.ends_ms).label("ms")).where(blocks.c.lift.is_(None))
        )
        closes = await self._first(
            select(func.min(votes.c.closes_ms).label("ms")).where(votes.c.outcome.is_(None))
        )
        acts = await self._first(select(func.min(suspicions.c.acts_ms).label("ms")))
        moments = [row.ms for row in (ends, closes, acts) if row is not None and row.ms is not None]
        return from_ms(min(moments)) if moments else None

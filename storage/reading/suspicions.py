"""Asking for suspicions, for what was taught, and for the chats' lists of words."""

from datetime import datetime

from sqlalchemy import and_, exists, or_, select, union

from rules.cases.suspicions import Settlement
from rules.ids import ChatId, MemberId, MessageId, RuleNumber, SuspicionNumber
from storage.found import read_detections
from storage.moments import to_ms
from storage.reading.asking import Asking
from storage.records import DueSuspicion, ListedWord, Sighting
from storage.tables.appeals import evidence
from storage.tables.measures import violations
from storage.tables.suspicions import suspicions, taught, wordlist


class SuspicionReading(Asking):
    """Suspicions, and what detectors have to know of the chats."""

    async def due_suspicions(self, now: datetime) -> tuple[DueSuspicion, ...]:
        """Give the suspicions that are to be acted upon by now, oldest first."""
        rows = await self._rows(
            select(suspicions)
            .where(suspicions.c.acts_ms <= to_ms(now))
            .order_by(suspicions.c.acts_ms, suspicions.c.chat_id, suspicions.c.number)
        )
        return tuple(
            DueSuspicion(
                chat=ChatId(row.chat_id),
                member=MemberId(row.member_id),
                number=SuspicionNumber(row.number),
            )
            for row in rows
        )

    async def suspicion_owner(self, chat: ChatId, number: SuspicionNumber) -> MemberId | None:
        """Give whom a suspicion is about, or None."""
        row = await self._first(
            select(suspicions.c.member_id).where(
                and_(suspicions.c.chat_id == chat, suspicions.c.number == number)
            )
        )
        return None if row is None else MemberId(row.member_id)

    async def open_suspicions(self, chat: ChatId) -> tuple[DueSuspicion, ...]:
        """Give the suspicions of a chat that may be open, oldest first; `rules.openness` says."""
        own = and_(
            violations.c.chat_id == suspicions.c.chat_id,
            violations.c.number == suspicions.c.violation,
            violations.c.annulled_ms.is_not(None),
        )
        left, counted = Settlement.LEFT.value, Settlement.COUNTED.value
        rows = await self._rows(
            select(suspicions)
            .where(
                and_(
                    suspicions.c.chat_id == chat,
                    or_(
                        suspicions.c.settled.is_(None),
                        suspicions.c.settled == left,
                        and_(suspicions.c.settled == counted, exists().where(own)),
                    ),
                )
            )
            .order_by(suspicions.c.number)
        )
        return tuple(
            DueSuspicion(
                chat=chat, member=MemberId(row.member_id), number=SuspicionNumber(row.number)
            )
            for row in rows
        )

    async def sighting(self, chat: ChatId, message: MessageId) -> Sighting | None:
        """Give what is kept of a message that a card rests on; None once its time is over."""
        row = await self._first(
            select(evidence).where(
                and_(evidence.c.chat_id == chat, evidence.c.message_id == message)
            )
        )
        if row is None:
            return None
        return Sighting(
            text=row.text,
            detections=read_detections(row.found),
            answers=None if row.answers is None else MemberId(row.answers),
        )

    async def taught(self, chat: ChatId) -> frozenset[str]:
        """Give the digests of what is not to be suspected in a chat."""
        rows = await self._rows(select(taught.c.digest).where(taught.c.chat_id == chat))
        return frozenset(row.digest for row in rows)

    async def watched_words(self) -> frozenset[ChatId]:
        """Give the chats that have a list of their own, or were taught something."""
        rows = await self._rows(
            union(select(wordlist.c.chat_id), select(taught.c.chat_id)).subquery().select()
        )
        return frozenset(ChatId(row.chat_id) for row in rows)

    async def wordlist(self, chat: ChatId) -> tuple[ListedWord, ...]:
        """Give a chat's own list, in the order in which it was made."""
        rows = await self._rows(select(wordlist).where(wordlist.c.chat_id == chat))
        # databases have orders of letters of their own
        rows.sort(key=lambda row: (row.at_ms, row.entry))
        return tuple(
            ListedWord(entry=row.entry, rule=None if row.rule is None else RuleNumber(row.rule))
            for row in rows
        )

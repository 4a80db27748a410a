"""Asking what is set in chats, who was appointed, and whose an invitation is."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from sqlalchemy import and_, select

from rules.ids import ChatId, InvitationNumber, MemberId
from rules.settings import Setting
from rules.times import Hold
from storage.moments import from_ms
from storage.reading.asking import Asking
from storage.records import Adoption, ChatState, Newcomer
from storage.rows import adoption_of, newcomers_set_at
from storage.tables.chats import chats, members
from storage.tables.measures import acknowledgements
from storage.tables.settings import (
    adoptions,
    appointments,
    invitations,
    newcomers,
    settings,
    silences,
)


class SettingReading(Asking):
    """What is set in chats."""

    async def settings(self, chat: ChatId) -> dict[Setting, str]:
        """Give what a chat has set for itself; without a kind it is not adopted."""
        rows = await self._rows(select(settings).where(settings.c.chat_id == chat))
        return {Setting(row.name): row.value for row in rows}

    async def all_settings(self) -> dict[ChatId, dict[Setting, str]]:
        """Give what every adopted chat has set for itself."""
        found: dict[ChatId, dict[Setting, str]] = {}
        for row in await self._rows(select(settings)):
            found.setdefault(ChatId(row.chat_id), {})[Setting(row.name)] = row.value
        return found

    async def newcomers_set(self, *, chat: ChatId | None = None) -> dict[ChatId, datetime]:
        """Give since when each chat treats its newcomers as it does (UTC)."""
        names = (Setting.NEWCOMERS.value, Setting.KIND.value)
        query = select(settings).where(settings.c.name.in_(names)).order_by(settings.c.chat_id)
        if chat is not None:
            query = query.where(settings.c.chat_id == chat)
        rows = groupby(await self._rows(query), lambda row: ChatId(row.chat_id))
        return {chat: at for chat, its in rows if (at := newcomers_set_at(its)) is not None}

    async def adoption(self, chat: ChatId) -> Adoption | None:
        """Give who adopted a chat, or None where nobody did."""
        row = await self._first(select(adoptions).where(adoptions.c.chat_id == chat))
        return None if row is None else adoption_of(row)

    async def unconfirmed(self) -> tuple[Adoption, ...]:
        """Give the adopted chats that the college does not know yet, oldest first."""
        rows = await self._rows(
            select(adoptions)
            .where(adoptions.c.confirmed_ms.is_(None))
            .order_by(adoptions.c.at_ms, adoptions.c.chat_id)
        )
        return tuple(adoption_of(row) for row in rows)

    async def confirmed(self, among: Iterable[ChatId]) -> frozenset[ChatId]:
        """Give those of the chats that the college knows and that the bot serves."""
        rows = await self._rows(
            select(adoptions.c.chat_id)
            .join(chats, chats.c.chat_id == adoptions.c.chat_id)
            .where(
                and_(
                    adoptions.c.chat_id.in_(sorted(set(among))),
                    adoptions.c.confirmed_ms.is_not(None),
                    chats.c.state == ChatState.SERVED.value,
                )
            )
        )
        return frozenset(ChatId(row.chat_id) for row in rows)

    async def appointed(self, chat: ChatId) -> frozenset[MemberId]:
        """Give whom administrators appointed as moderators of a chat."""
        rows = await self._rows(
            select(appointments.c.member_id).where(appointments.c.chat_id == chat)
        )
        return frozenset(MemberId(row.member_id) for row in rows)

    async def appointed_everywhere(self) -> tuple[tuple[ChatId, MemberId], ...]:
        """Give whom administrators appointed as moderators, of every chat."""
        rows = await self._rows(select(appointments.c.chat_id, appointments.c.member_id))
        return tuple((ChatId(row.chat_id), MemberId(row.member_id)) for row in rows)

    async def silences(self) -> dict[ChatId, datetime]:
        """Give the chats that are silent, and until when (UTC)."""
        rows = await self._rows(select(silences).where(silences.c.ended_ms.is_(None)))
        return {ChatId(row.chat_id): from_ms(row.ends_ms) for row in rows}

    async def silence_holds(self) -> dict[ChatId, Hold]:
        """Give from when until when each silence in force holds, by its chat."""
        rows = await self._rows(
            select(silences).where(silences.c.ended_ms.is_(None)).order_by(silences.c.number)
        )
        return {
            ChatId(row.chat_id): Hold(since=from_ms(row.at_ms), until=from_ms(row.ends_ms))
            for row in rows
        }

    async def invitation(self, digest: str) -> tuple[ChatId, InvitationNumber] | None:
        """Give which invitation a code's digest stands for, or None."""
        row = await self._first(select(invitations).where(invitations.c.digest == digest))
        return None if row is None else (ChatId(row.chat_id), InvitationNumber(row.number))

    async def unacquainted(self, *, chat: ChatId | None = None) -> tuple[Newcomer, ...]:
        """Give the newcomers present who acknowledged no rules since they were shown them."""
        acknowledged = (
            select(acknowledgements.c.member_id)
            .where(
                and_(
                    acknowledgements.c.chat_id == newcomers.c.chat_id,
                    acknowledgements.c.member_id == newcomers.c.member_id,
                    acknowledgements.c.at_ms >= newcomers.c.shown_ms,
                )
            )
            .exists()
        )
        query = (
            select(newcomers, members.c.joined_ms)
            .join(
                members,
                and_(
                    members.c.chat_id == newcomers.c.chat_id,
                    members.c.member_id == newcomers.c.member_id,
                    members.c.left_ms.is_(None),
                ),
            )
            .where(~acknowledged)
            .order_by(newcomers.c.chat_id, newcomers.c.member_id, newcomers.c.shown_ms)
        )
        if chat is not None:
            query = query.where(newcomers.c.chat_id == chat)
        # whoever came back was shown the rules of several versions: the last time counts
        latest = {(row.chat_id, row.member_id): row for row in await self._rows(query)}
        return tuple(
            Newcomer(
                chat=ChatId(row.chat_id),
                member=MemberId(row.member_id),
                version=row.version,
                shown_at=from_ms(row.shown_ms),
                asked=row.asked_ms is not None,
            )
            for row in latest.values()
        )

"""Adoption of chats, their settings and appointments (п. 5.12.1, 5.12.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Row, Select, String, Table, select

from rules.ids import ChatId, MemberId
from rules.settings import Setting
from rules.vocabulary.chats import (
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ChatFact,
    ModeratorAppointed,
    ModeratorDismissed,
    SettingChanged,
)
from storage.queries import Asked, Asking, Tables
from storage.records import ChatState
from storage.subjects.invitations import invitations
from storage.subjects.silence import silences
from storage.subjects.suspensions import is_suspended
from storage.tables import chat_key, chats, from_ms, integer, key, metadata, text

settings = Table(
    "settings",
    metadata,
    chat_key(),
    Column("name", String(40), primary_key=True),
    text("value"),
    integer("since_ms"),
)

adoptions = Table(
    "adoptions",
    metadata,
    chat_key(),
    integer("by_id"),
    integer("at_ms"),
    integer("confirmed_by_id", null=True),
    integer("confirmed_ms", null=True),
)

appointments = Table(
    "appointments",
    metadata,
    chat_key(),
    key("member_id"),
    integer("at_ms"),
    integer("by_id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """Who adopted a chat, at `at` (UTC); `confirmed`: the college knows the chat."""

    chat: ChatId
    by: MemberId
    at: datetime
    confirmed: bool


def newcomers_set_at(rows: Iterable[Row[Any]]) -> datetime | None:
    """Return since when (UTC) a chat treats newcomers as now, from the rows of its settings.

    Without a setting of its own, its kind decides. None if it has neither.
    """
    since = {row.name: row.since_ms for row in rows}
    return from_ms(since.get(Setting.NEWCOMERS.value, since.get(Setting.KIND.value)))


def adoption_of(row: Row[Any]) -> Adoption:
    """Return an adoption from its row."""
    return Adoption(
        chat=ChatId(row.chat_id),
        by=MemberId(row.by_id),
        at=from_ms(row.at_ms),
        confirmed=row.confirmed_ms is not None,
    )


async def change(tables: Tables, fact: ChatFact) -> None:
    """Update the chat's adoption, settings and appointments."""
    match fact:
        case ChatAdopted(kind=kind, group=group, by=by):
            await tables.drop(adoptions)
            await tables.add(
                adoptions, by_id=by, at_ms=tables.at_ms, confirmed_by_id=None, confirmed_ms=None
            )
            await _set(tables, Setting.KIND, kind.value)
            await _set(tables, Setting.GROUP, group)
        case ChatConfirmed(by=by):
            await tables.change(adoptions, {}, confirmed_by_id=by, confirmed_ms=tables.at_ms)
        case ChatDisowned():
            # a chat to which the bot is added again begins anew
            for table in (adoptions, settings, appointments):
                await tables.drop(table)
            await tables.change(silences, {"ended_ms": None}, ended_ms=tables.at_ms)
            await tables.change(invitations, {"revoked_ms": None}, revoked_ms=tables.at_ms)
        case SettingChanged(setting=setting, value=value):
            await _set(tables, setting, value)
        case ModeratorAppointed(member=member, by=by):
            await tables.add(appointments, member_id=member, at_ms=tables.at_ms, by_id=by)
        case ModeratorDismissed(member=member):
            await tables.drop(appointments, member_id=member)


async def _set(tables: Tables, setting: Setting, value: str) -> None:
    await tables.drop(settings, name=setting.value)
    await tables.add(settings, name=setting.value, value=value, since_ms=tables.at_ms)


def _settings_of(chat: ChatId) -> Select[Any]:
    return select(settings).where(settings.c.chat_id == chat)


def _appointed_in(chat: ChatId) -> Select[Any]:
    return select(appointments.c.member_id).where(
        appointments.c.chat_id == chat, ~is_suspended(appointments.c.member_id)
    )


async def settings_in(of: Asked) -> tuple[dict[Setting, str], datetime | None]:
    """Return the chat's settings, and since when it treats newcomers as now (UTC)."""
    rows = await of.ask_once(settings, _settings_of(of.chat))
    return {Setting(row.name): row.value for row in rows}, newcomers_set_at(rows)


async def is_appointed(of: Asked) -> bool:
    """Whether an administrator appointed the member a moderator."""
    rows = await of.ask_once(appointments, _appointed_in(of.chat))
    return any(row.member_id == of.member for row in rows)


class ChatReading(Asking):
    """Queries for chats' settings, adoptions and appointments."""

    async def settings(self, chat: ChatId) -> dict[Setting, str]:
        """Return a chat's settings; a chat without a kind is not adopted."""
        rows = await self._rows_once(settings, chat, _settings_of(chat))
        return {Setting(row.name): row.value for row in rows}

    async def all_settings(self) -> dict[ChatId, dict[Setting, str]]:
        """Return the settings of every adopted chat."""
        found: dict[ChatId, dict[Setting, str]] = {}
        for row in await self._rows(select(settings)):
            found.setdefault(ChatId(row.chat_id), {})[Setting(row.name)] = row.value
        return found

    async def newcomers_set(self, *, chat: ChatId | None = None) -> dict[ChatId, datetime]:
        """Return since when each chat treats newcomers as now (UTC)."""
        names = (Setting.NEWCOMERS.value, Setting.KIND.value)
        query = select(settings).where(settings.c.name.in_(names)).order_by(settings.c.chat_id)
        if chat is not None:
            query = query.where(settings.c.chat_id == chat)
        rows = groupby(await self._rows(query), lambda row: ChatId(row.chat_id))
        return {chat: at for chat, its in rows if (at := newcomers_set_at(its)) is not None}

    async def adoption(self, chat: ChatId) -> Adoption | None:
        """Return the adoption of a chat, or None."""
        row = await self._first(select(adoptions).where(adoptions.c.chat_id == chat))
        return None if row is None else adoption_of(row)

    async def unconfirmed(self) -> tuple[Adoption, ...]:
        """Return the adopted chats that the college does not know yet, oldest first."""
        rows = await self._rows(
            select(adoptions)
            .where(adoptions.c.confirmed_ms.is_(None))
            .order_by(adoptions.c.at_ms, adoptions.c.chat_id)
        )
        return tuple(adoption_of(row) for row in rows)

    async def confirmed(self, among: Iterable[ChatId]) -> frozenset[ChatId]:
        """Return those of the chats that are confirmed and served."""
        rows = await self._rows(
            select(adoptions.c.chat_id)
            .join(chats, chats.c.chat_id == adoptions.c.chat_id)
            .where(
                adoptions.c.chat_id.in_(sorted(set(among))),
                adoptions.c.confirmed_ms.is_not(None),
                chats.c.state == ChatState.SERVED.value,
            )
        )
        return frozenset(ChatId(row.chat_id) for row in rows)

    async def appointed(self, chat: ChatId) -> frozenset[MemberId]:
        """Return the moderators of a chat appointed by administrators and not suspended."""
        rows = await self._rows_once(appointments, chat, _appointed_in(chat))
        return frozenset(MemberId(row.member_id) for row in rows)

    async def appointed_everywhere(self) -> tuple[tuple[ChatId, MemberId], ...]:
        """Return the moderators appointed by administrators, for every chat."""
        rows = await self._rows(select(appointments.c.chat_id, appointments.c.member_id))
        return tuple((ChatId(row.chat_id), MemberId(row.member_id)) for row in rows)

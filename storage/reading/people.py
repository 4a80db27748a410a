"""Queries for chats, members and people."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, func, select

from rules.ids import (
    ChatId,
    MemberId,
)
from storage.asking import Asking
from storage.moments import to_ms
from storage.records import (
    Chat,
    ChatState,
    Member,
    Person,
)
from storage.rows import chat_of, member_of, person_of
from storage.tables.chats import chats, members, people

_AT_ONCE = 500
"""How many values one query may contain; SQLite accepts only some thousands."""


class PeopleReading(Asking):
    """Queries for chats, members and people."""

    async def chat(self, chat: ChatId) -> Chat | None:
        """Return a chat, or None if unknown."""
        query = select(chats).where(chats.c.chat_id == chat)
        rows = await self._rows_once(chats, chat, query)
        return chat_of(rows[0]) if rows else None

    async def chats(self) -> tuple[Chat, ...]:
        """Return all known chats."""
        return tuple(
            chat_of(row) for row in await self._rows(select(chats).order_by(chats.c.chat_id))
        )

    async def unseen_longest(self, before: datetime, limit: int) -> tuple[ChatId, ...]:
        """Return chats in which the bot has no rights or has not looked yet, and which were last
        looked at before `before` (UTC), oldest first.
        """
        rows = await self._rows(
            select(chats.c.chat_id)
            .where(
                and_(
                    chats.c.state.in_([ChatState.NEW.value, ChatState.NO_RIGHTS.value]),
                    func.coalesce(chats.c.checked_ms, 0) <= to_ms(before),
                )
            )
            .order_by(func.coalesce(chats.c.checked_ms, 0), chats.c.chat_id)
            .limit(limit)
        )
        return tuple(ChatId(row.chat_id) for row in rows)

    async def moderators_everywhere(self) -> tuple[tuple[ChatId, MemberId], ...]:
        """Return the moderators of every chat by the messenger's rights."""
        rows = await self._rows(
            select(members.c.chat_id, members.c.member_id).where(
                and_(members.c.is_moderator.is_(True), members.c.left_ms.is_(None))
            )
        )
        return tuple((ChatId(row.chat_id), MemberId(row.member_id)) for row in rows)

    async def member(self, chat: ChatId, member: MemberId) -> Member | None:
        """Return a present or past member of a chat."""
        rows = await self._rows_once(
            members,
            (chat, member),
            select(members).where(and_(members.c.chat_id == chat, members.c.member_id == member)),
        )
        return member_of(rows[0]) if rows else None

    async def members(self, chat: ChatId, *, present: bool = True) -> tuple[Member, ...]:
        """Return the members of a chat; without `present`, also past ones."""
        query = select(members).where(members.c.chat_id == chat).order_by(members.c.member_id)
        if present:
            query = query.where(members.c.left_ms.is_(None))
        return tuple(member_of(row) for row in await self._rows(query))

    async def people(self, ids: Iterable[MemberId]) -> dict[MemberId, Person]:
        """Return the known people among `ids`, by id."""
        asked = sorted(set(ids))
        known: dict[MemberId, Person] = {}
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            query = select(people).where(people.c.member_id.in_(some))
            for row in await self._rows_once(people, tuple(some), query):
                known[MemberId(row.member_id)] = person_of(row)
        return known

    async def by_screen_name(self, names: Iterable[str]) -> dict[str, MemberId]:
        """Return the owners of these screen names (casefolded), if the bot has met them."""
        asked = frozenset(names)
        if not asked:
            return {}
        rows = await self._rows(select(people.c.member_id, people.c.screen_name))
        met = {row.screen_name.casefold(): MemberId(row.member_id) for row in rows}
        return {name: met[name] for name in asked & met.keys()}

    async def presences(self, persons: Iterable[MemberId]) -> tuple[Member, ...]:
        """Return the present memberships of these people."""
        rows = await self._rows(
            select(members)
            .where(and_(members.c.member_id.in_(sorted(set(persons))), members.c.left_ms.is_(None)))
            .order_by(members.c.chat_id, members.c.member_id)
        )
        return tuple(member_of(row) for row in rows)

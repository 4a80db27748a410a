"""Queries of what is outside the policy: chats, members, people, the bot's own messages, texts."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from rules.ids import ChatId, FileId, MemberId, MessageId
from storage.effects import Peer
from storage.kinds import read_detections
from storage.queries import Asking
from storage.records import (
    Chat,
    ChatState,
    Dialogue,
    File,
    Member,
    Notice,
    Person,
    Sighting,
    chat_of,
    member_of,
    notice_of,
    person_of,
)
from storage.subjects.suspensions import is_suspended
from storage.tables import (
    chats,
    dialogues,
    evidence,
    files,
    from_ms,
    members,
    notices,
    people,
    posted,
    to_ms,
)

_AT_ONCE = 500
"""How many values one query may contain; SQLite accepts only some thousands."""


_MEMBER = (members, is_suspended(members.c.member_id).label("suspended"))


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
                chats.c.state.in_([ChatState.NEW.value, ChatState.NO_RIGHTS.value]),
                func.coalesce(chats.c.checked_ms, 0) <= to_ms(before),
            )
            .order_by(func.coalesce(chats.c.checked_ms, 0), chats.c.chat_id)
            .limit(limit)
        )
        return tuple(ChatId(row.chat_id) for row in rows)

    async def moderators_everywhere(self) -> tuple[tuple[ChatId, MemberId], ...]:
        """Return the moderators of every chat by the messenger's rights."""
        rows = await self._rows(
            select(members.c.chat_id, members.c.member_id).where(
                members.c.is_moderator.is_(True), members.c.left_ms.is_(None)
            )
        )
        return tuple((ChatId(row.chat_id), MemberId(row.member_id)) for row in rows)

    async def member(self, chat: ChatId, member: MemberId) -> Member | None:
        """Return a present or past member of a chat."""
        rows = await self._rows_once(
            members,
            (chat, member),
            select(*_MEMBER).where(members.c.chat_id == chat, members.c.member_id == member),
        )
        return member_of(rows[0]) if rows else None

    async def members(self, chat: ChatId, *, present: bool = True) -> tuple[Member, ...]:
        """Return the members of a chat; without `present`, also past ones."""
        query = select(*_MEMBER).where(members.c.chat_id == chat).order_by(members.c.member_id)
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
            select(*_MEMBER)
            .where(members.c.member_id.in_(sorted(set(persons))), members.c.left_ms.is_(None))
            .order_by(members.c.chat_id, members.c.member_id)
        )
        return tuple(member_of(row) for row in rows)


class MessageReading(Asking):
    """The bot's own messages."""

    async def notice(self, peer: Peer, ref: str) -> Notice | None:
        """Return the data stored about one of the bot's messages."""
        row = await self._first(select(notices).where(notices.c.peer == peer, notices.c.ref == ref))
        return None if row is None else notice_of(row)

    async def latest_notice(self, peer: Peer, kind: str) -> Notice | None:
        """Return the data stored about the latest message of this kind."""
        row = await self._first(
            select(notices)
            .where(notices.c.peer == peer, notices.c.kind == kind)
            .order_by(notices.c.at_ms.desc())
            .limit(1)
        )
        return None if row is None else notice_of(row)

    async def notices(self, peer: Peer, kind: str) -> tuple[Notice, ...]:
        """Return the data stored about all messages of this kind, oldest first."""
        rows = await self._rows(
            select(notices).filter_by(peer=peer, kind=kind).order_by(notices.c.at_ms, notices.c.ref)
        )
        return tuple(notice_of(row) for row in rows)

    async def notices_of(self, kind: str) -> tuple[Notice, ...]:
        """Return the data stored about all messages of this kind in any chat, oldest first."""
        rows = await self._rows(
            select(notices).filter_by(kind=kind).order_by(notices.c.at_ms, notices.c.ref)
        )
        return tuple(notice_of(row) for row in rows)

    async def posted(self, peer: Peer, ref: str) -> MessageId | None:
        """Return the id that the messenger assigned to the bot's message, once it is posted."""
        row = await self._first(select(posted.c.message_id).filter_by(peer=peer, ref=ref))
        return None if row is None else MessageId(row.message_id)

    async def ref_of(self, peer: Peer, message: MessageId) -> str | None:
        """Return the ref of the bot's message with this id."""
        row = await self._first(select(posted.c.ref).filter_by(peer=peer, message_id=message))
        return None if row is None else str(row.ref)

    async def file(self, number: FileId) -> File | None:
        """Return a file to send, or None if it is no longer stored."""
        row = await self._first(select(files).where(files.c.id == number))
        if row is None:
            return None
        return File(id=number, name=row.name, content=row.content, reference=row.reference)

    async def dialogue(self, member: MemberId, now: datetime) -> Dialogue | None:
        """Return the topic of a person's next private message, or None if it has ended."""
        row = await self._first(
            select(dialogues).where(
                dialogues.c.member_id == member, dialogues.c.ends_ms > to_ms(now)
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


class EvidenceReading(Asking):
    """Queries for the texts of messages that measures and cards rest on."""

    async def evidence(self, chat: ChatId, message: MessageId) -> str | None:
        """Return the stored text of a message that a measure rests on, or None."""
        row = await self._first(select(evidence.c.text).filter_by(chat_id=chat, message_id=message))
        return None if row is None else str(row.text)

    async def sighting(self, chat: ChatId, message: MessageId) -> Sighting | None:
        """Return the data about a message that a card rests on; None once its term ended."""
        row = await self._first(select(evidence).filter_by(chat_id=chat, message_id=message))
        if row is None:
            return None
        return Sighting(
            text=row.text,
            detections=read_detections(row.found),
            answers=None if row.answers is None else MemberId(row.answers),
        )

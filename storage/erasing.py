"""Erasing personal data: what is due under the policy, and what somebody asks for.

A journal entry loses first people's own words, then the people. What remains says what happened,
when, and under which rule, so that figures stay right; the chain holds and the tables follow
(`storage.journal`). An earlier backup still has what was erased, so its owner has to destroy it.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Row, Table, and_, delete, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.case import Case
from rules.ids import COLLEGE, ChatId, MemberId
from rules.keeping import (
    NOTHING_ALIVE,
    Alive,
    Record,
    alive_in,
    due_for_erasing,
    recorded_until,
    words_due,
    words_matter,
)
from rules.policy import Policy
from rules.vocabulary.people import Standing
from storage.journal import fact_of
from storage.kinds import FACTS, has_words, wordless
from storage.personal import belonging_of
from storage.projecting import erase_people, erase_words
from storage.queries import Tables, any_of, rows_of
from storage.reading import Reading
from storage.subjects.appeals import appeals
from storage.subjects.brakes import held
from storage.subjects.complaints import complainants
from storage.subjects.duty import duties
from storage.subjects.pictures import pictures
from storage.subjects.signals import signals
from storage.subjects.spread import spread_places, spreads
from storage.subjects.violations import violations
from storage.tables import (
    dialogues,
    evidence,
    files,
    from_ms,
    journal,
    members,
    notices,
    people,
    posted,
    to_ms,
)
from storage.transactions import note_erased
from storage.unsaying import drop_sent_files

FILES_KEPT = timedelta(days=7)
"""How long a file waits for delivery before it is deleted."""

NOTICES_KEPT = timedelta(days=62)
"""Data about the bot's own messages outlast any block and the vote on it."""

_WITH_WORDS = tuple(name for name, kind in FACTS.items() if has_words(kind))


@dataclass(slots=True)
class Erasing:
    """Erases within one unit of work and counts what it erased; `zone` is the chat's."""

    connection: AsyncConnection
    policy: Policy
    zone: tzinfo
    now: datetime
    entries: int = 0
    words: int = 0
    _alive: dict[tuple[ChatId, MemberId | None], Alive] = field(default_factory=dict)

    async def case(self, chat: ChatId, member: MemberId) -> Case:
        """Return the case of a member, present or not, to judge what still matters."""
        reading = Reading(self.connection)
        record = await reading.member(chat, member)
        present = record is not None and record.left_at is None
        return await reading.case(
            chat,
            member,
            policy=self.policy,
            zone=self.zone,
            now=self.now,
            standing=Standing.MEMBER if present else Standing.LEFT,
            present=present,
        )

    async def due_in(self, chat: ChatId) -> None:
        """Erase what is due in a chat's journal under the policy."""
        keeping = self.policy.keeping
        rows = await self._rows(
            journal.c.chat_id == chat,
            journal.c.kind.in_(_WITH_WORDS),
            journal.c.salt != "",
            journal.c.at_ms <= to_ms(self.now - keeping.texts),
        )
        for row in rows:
            if words_due(_record(row), await self._alive_of(row), self.now, keeping):
                await self._erase_words(row)
        rows = await self._rows(
            journal.c.chat_id == chat,
            journal.c.at_ms <= to_ms(self.now - min(keeping.journal, keeping.acknowledgements)),
        )
        by_member: defaultdict[int | None, list[Row[Any]]] = defaultdict(list)
        for row in rows:
            by_member[row.member_id].append(row)
        for group in by_member.values():
            alive = await self._alive_of(group[0])
            due = due_for_erasing([_record(row) for row in group], alive, self.now, keeping)
            await self._erase_people([row for row in group if row.number in due])
        if self.words or self.entries:
            await note_erased(self.connection)

    async def about(self, chat: ChatId, member: MemberId, *, until: datetime | None = None) -> int:
        """Erase entries about a person that no longer matter; return how many stay.

        Those that stay lose words that nobody has to read any more. `until` (UTC): only entries up
        to then and those that continue them.
        """
        rows = await self._rows(journal.c.chat_id == chat, journal.c.member_id == member)
        if not rows:
            return 0
        alive = await self._alive_of(rows[0])
        records = [_record(row) for row in rows]
        asked = records if until is None else recorded_until(records, until)
        due = set(due_for_erasing(asked, alive, self.now, None))
        await self._erase_people([row for row in rows if row.number in due])
        stay = {record.number for record in asked} - due
        await self._erase_idle_words([row for row in rows if row.number in stay])
        return len(stay)

    async def words_of(self, chat: ChatId, author: MemberId, *, until: datetime | None) -> None:
        """Erase a person's words in entries about others, unless a decision depends on them."""
        rows = await self._rows(
            journal.c.chat_id == chat,
            journal.c.by_id == author,
            journal.c.member_id != author,
            *_up_to(until),
        )
        await self._erase_idle_words(rows)

    async def _erase_idle_words(self, rows: Sequence[Row[Any]]) -> None:
        for row in rows:
            if row.kind not in _WITH_WORDS or row.salt == "":
                continue
            if not words_matter(fact_of(row), await self._alive_of(row)):
                await self._erase_words(row)

    async def ballots_of(
        self, chat: ChatId, voter: MemberId, *, until: datetime | None = None
    ) -> int:
        """Erase the voter in every vote that is over; return how many entries stay."""
        rows = await self._rows(
            journal.c.chat_id == chat,
            journal.c.by_id == voter,
            journal.c.kind == "vote_cast",
            *_up_to(until),
        )
        over = [
            row
            for row in rows
            if due_for_erasing([_record(row)], await self._alive_of(row), self.now, None)
        ]
        await self._erase_people(over)
        return len(rows) - len(over)

    async def _alive_of(self, row: Row[Any]) -> Alive:
        if row.member_id is None:
            return NOTHING_ALIVE
        key = (ChatId(row.chat_id), MemberId(row.member_id))
        if key not in self._alive:
            belonging = await belonging_of(self.connection, *key)
            self._alive[key] = alive_in(await self.case(*key), self.now, belonging)
        return self._alive[key]

    async def _rows(self, *conditions: Any) -> list[Row[Any]]:
        query = (
            select(journal)
            .where(journal.c.erased_ms.is_(None), *conditions)
            .order_by(journal.c.number)
        )
        return await rows_of(self.connection, query)

    async def _erase_words(self, row: Row[Any]) -> None:
        await erase_words(_tables(self.connection, row), fact_of(row))
        await self._change(row, payload=wordless(row.payload), salt="")
        self.words += 1

    async def _erase_people(self, rows: Sequence[Row[Any]]) -> None:
        for row in rows:
            await erase_people(_tables(self.connection, row), fact_of(row))
            await self._change(
                row,
                payload="",
                salt="",
                named_salt="",
                member_id=None,
                by_id=None,
                erased_ms=to_ms(self.now),
            )
        self.entries += len(rows)

    async def _change(self, row: Row[Any], **values: Any) -> None:
        await self.connection.execute(
            update(journal).filter_by(chat_id=row.chat_id, number=row.number).values(**values)
        )


async def erase_passing(
    connection: AsyncConnection,
    policy: Policy,
    now: datetime,
    *,
    sparing: Collection[MemberId] = (),
) -> None:
    """Delete short-lived data: files, dialogues, data about messages, and names of people who are
    nowhere any more, except those in `sparing`.
    """
    texts = policy.keeping.texts
    passing: tuple[tuple[Table, Any], ...] = (
        (files, files.c.at_ms <= to_ms(now - FILES_KEPT)),
        (dialogues, dialogues.c.ends_ms <= to_ms(now)),
        (evidence, and_(evidence.c.at_ms <= to_ms(now - texts), ~_contested(evidence))),
        (pictures, and_(pictures.c.at_ms <= to_ms(now - texts), ~_contested(pictures))),
        (complainants, complainants.c.at_ms <= to_ms(now - texts)),
        (signals, signals.c.at_ms <= to_ms(now - policy.keeping.signals)),
        (held, held.c.at_ms <= to_ms(now - texts)),
        (spread_places, spread_places.c.posted_ms <= to_ms(now - texts)),
        (spreads, spreads.c.at_ms <= to_ms(now - texts)),
        (notices, notices.c.at_ms <= to_ms(now - max(texts, NOTICES_KEPT))),
        (members, members.c.left_ms <= to_ms(now - policy.keeping.journal)),
        (
            people,
            and_(
                people.c.member_id.not_in(sorted(sparing)),
                people.c.member_id.not_in(select(members.c.member_id)),
                people.c.member_id.not_in(_named_in_journal(journal.c.member_id)),
                people.c.member_id.not_in(_named_in_journal(journal.c.by_id)),
            ),
        ),
    )
    gone = await drop_sent_files(connection)
    for table, due in passing:
        gone += (await connection.execute(delete(table).where(due))).rowcount
    if gone:
        await note_erased(connection)


def _contested(kept: Table) -> Any:
    """Return the condition that a text or a picture is evidence in an undecided appeal."""
    contested = or_(
        appeals.c.violation == violations.c.number, appeals.c.block == violations.c.carried_by
    )
    return (
        select(violations.c.number)
        .join(appeals, and_(appeals.c.chat_id == violations.c.chat_id, contested))
        .where(
            violations.c.chat_id == kept.c.chat_id,
            violations.c.message_id == kept.c.message_id,
            appeals.c.decision.is_(None),
        )
        .exists()
    )


def _up_to(until: datetime | None) -> tuple[Any, ...]:
    return () if until is None else (journal.c.at_ms <= to_ms(until),)


def _named_in_journal(column: Any) -> Any:
    return select(column).where(column.is_not(None))


async def forget_passing(connection: AsyncConnection, member: MemberId) -> int:
    """Delete a person's unfinished dialogue, how they hear of work, and the data about messages to
    them; return the number of rows.
    """
    gone = 0
    for of_member in (dialogues, duties):
        mine = delete(of_member).where(of_member.c.member_id == member)
        gone += (await connection.execute(mine)).rowcount
    stood_in = update(duties).where(duties.c.substitute_id == member)
    gone += (await connection.execute(stood_in.values(substitute_id=None, until_ms=None))).rowcount
    for table in (notices, posted):
        gone += (await connection.execute(delete(table).where(table.c.peer == member))).rowcount
    return gone


async def forget_messages(connection: AsyncConnection, member: MemberId, until: datetime) -> int:
    """Delete the texts and pictures of a person's messages up to `until` (UTC), unless contested,
    their past memberships, their calls for help, their complaints and those about them, and what
    waits for a second person, and what they said in several chats; return the number of rows.
    """
    gone = 0
    for kept in (evidence, pictures):
        theirs = and_(kept.c.member_id == member, kept.c.at_ms <= to_ms(until))
        query = delete(kept).where(theirs, ~_contested(kept))
        gone += (await connection.execute(query)).rowcount
    been = and_(members.c.member_id == member, members.c.left_ms.is_not(None))
    places = await connection.execute(
        delete(members).where(been, members.c.joined_ms <= to_ms(until))
    )
    mine = or_(complainants.c.by_id == member, complainants.c.member_id == member)
    said = await connection.execute(
        delete(complainants).where(mine, complainants.c.at_ms <= to_ms(until))
    )
    called = await connection.execute(
        delete(signals).where(signals.c.by_id == member, signals.c.at_ms <= to_ms(until))
    )
    about = or_(held.c.by_id == member, held.c.member_id == member)
    waited = await connection.execute(delete(held).where(about, held.c.at_ms <= to_ms(until)))
    spread = and_(spreads.c.member_id == member, spreads.c.at_ms <= to_ms(until))
    numbers = select(spreads.c.id).where(spread)
    await connection.execute(delete(spread_places).where(spread_places.c.spread.in_(numbers)))
    shown = await connection.execute(delete(spreads).where(spread))
    return gone + sum(each.rowcount for each in (places, said, called, waited, shown))


async def is_nowhere(connection: AsyncConnection, member: MemberId) -> bool:
    """Whether a person is in no chat and no journal entry."""
    held = or_(journal.c.member_id == member, journal.c.by_id == member)
    present = select(members.c.member_id).where(members.c.member_id == member)
    return not await any_of(connection, select(journal.c.number).where(held), present)


async def forget_name(connection: AsyncConnection, member: MemberId) -> bool:
    """Delete a person's name unless they are in a chat or the journal; return whether it was."""
    if not await is_nowhere(connection, member):
        return False
    gone = await connection.execute(delete(people).where(people.c.member_id == member))
    return bool(gone.rowcount)


async def journals(connection: AsyncConnection) -> tuple[ChatId, ...]:
    """Return all chats with a journal, including the college's own."""
    rows = await connection.execute(select(journal.c.chat_id).distinct())
    return tuple(sorted(ChatId(row.chat_id) for row in rows))


async def chats_with(connection: AsyncConnection, member: MemberId) -> tuple[ChatId, ...]:
    """Return the college and all chats that a person is or was in, or whose journal names them."""
    asked = union(
        select(members.c.chat_id).where(members.c.member_id == member),
        select(journal.c.chat_id).where(journal.c.member_id == member),
        select(journal.c.chat_id).where(journal.c.by_id == member),
    )
    rows = await connection.execute(asked)
    return tuple(sorted({COLLEGE, *(ChatId(row.chat_id) for row in rows)}))


def _record(row: Row[Any]) -> Record:
    return Record(number=row.number, at=from_ms(row.at_ms), fact=fact_of(row))


def _tables(connection: AsyncConnection, row: Row[Any]) -> Tables:
    return Tables(connection, ChatId(row.chat_id), row.number, row.at_ms)

"""The journal: one chain of entries for each chat, each with the hash of the one before.

An entry says three things, each less than the one before: its full payload; the payload without
people's own words; and the `rest`, without people. The first two enter the chain through a salted
digest each, the third as it is. Changing, removing or inserting an entry breaks the chain from
there on. Yet words, and later people, can be erased together with the salt that would allow
guessing them, and the chain still holds.
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.ids import ChatId, MemberId
from rules.vocabulary.brakes import Act
from rules.vocabulary.unions import Fact
from storage.kinds import FACTS, nameless, read_fact, read_nameless, wordless, write
from storage.projecting import project
from storage.queries import Asking, Tables
from storage.records import Entry
from storage.tables import from_ms, journal, to_ms

GENESIS = ""
"""Takes the place of the previous hash in a chat's first entry."""


async def record(
    connection: AsyncConnection,
    chat: ChatId,
    facts: Sequence[Fact],
    *,
    now: datetime,
    policy_version: str,
) -> frozenset[Table]:
    """Append facts to a chat's journal, in order, and bring the tables up to date.

    Returns the tables that changed.
    """
    last = (
        await connection.execute(
            select(journal.c.number, journal.c.hash)
            .where(journal.c.chat_id == chat)
            .order_by(journal.c.number.desc())
            .limit(1)
        )
    ).first()
    number, previous = (0, GENESIS) if last is None else (last.number, last.hash)
    at_ms = to_ms(now)
    rows: list[dict[str, Any]] = []
    for fact in facts:
        number += 1
        payload, salt = write(fact), secrets.token_hex(16)
        named_salt = secrets.token_hex(16)
        row: dict[str, Any] = {
            "chat_id": chat,
            "number": number,
            "at_ms": at_ms,
            "kind": fact.stored_as,
            "member_id": fact.member,
            "by_id": fact.by,
            "clause": str(fact.clause),
            "policy_version": policy_version,
            "payload": payload,
            "salt": salt,
            "payload_digest": digest(salt, payload),
            "previous": previous,
            "rest": write(nameless(fact)),
            "named_salt": named_salt,
            "named_digest": digest(named_salt, wordless(payload)),
        }
        row["hash"] = previous = chained(row)
        rows.append(row)
    # one statement for all rows, since many members may be concerned
    await connection.execute(insert(journal), rows)
    changed: set[Table] = set()
    for row, fact in zip(rows, facts, strict=True):
        tables = Tables(connection, chat, row["number"], at_ms)
        await project(tables, fact)
        changed |= tables.changed
    return frozenset(changed)


def digest(salt: str, payload: str) -> str:
    """Return the digest of a payload in the chain."""
    return hashlib.sha256(f"{salt}{payload}".encode()).hexdigest()


_LINKED = (
    "previous",
    "chat_id",
    "number",
    "at_ms",
    "kind",
    "clause",
    "policy_version",
    "payload_digest",
    "named_digest",
    "rest",
)


def chained(row: dict[str, Any]) -> str:
    """Return the hash of an entry over everything it says."""
    said = json.dumps([row[name] for name in _LINKED], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _is_none_of(kinds: Collection[type[Fact]]) -> ColumnElement[bool]:
    return journal.c.kind.not_in(sorted(kind.stored_as for kind in kinds))


def entry_of(row: Row[Any]) -> Entry:
    """Return an entry as it was recorded."""
    return Entry(
        chat=ChatId(row.chat_id),
        number=row.number,
        at=from_ms(row.at_ms),
        fact=fact_of(row),
        policy_version=row.policy_version,
        hash=row.hash,
        erased=row.erased_ms is not None,
    )


def fact_of(row: Row[Any]) -> Fact:
    """Return the fact of an entry, without what was erased. Raises as `read_fact` does."""
    if row.erased_ms is not None:
        return read_nameless(row.kind, row.rest, row.number)
    return read_fact(row.kind, row.payload)


def is_whole(row: Row[Any]) -> bool:
    """Whether an entry is as recorded, or as erasing leaves it."""
    if row.erased_ms is not None:
        said = (row.payload, row.salt, row.named_salt, row.member_id, row.by_id)
        well = said == ("", "", "", None, None)
    elif row.salt == "":
        well = digest(row.named_salt, row.payload) == row.named_digest
    else:
        well = digest(row.salt, row.payload) == row.payload_digest
    return well and chained(dict(row._mapping)) == row.hash  # noqa: SLF001 -- public in SQLAlchemy


class JournalReading(Asking):
    """Entries of the journal."""

    async def entries(
        self,
        chat: ChatId,
        *,
        member: MemberId | None = None,
        before: int | None = None,
        limit: int,
        but: Collection[type[Fact]] = (),
    ) -> tuple[Entry, ...]:
        """Return up to `limit` entries of a chat, newest first, but those of some kinds.

        `before` is an entry's number.
        """
        query = select(journal).where(journal.c.chat_id == chat, _is_none_of(but))
        if member is not None:
            query = query.where(journal.c.member_id == member)
        if before is not None:
            query = query.where(journal.c.number < before)
        rows = await self._rows(query.order_by(journal.c.number.desc()).limit(limit))
        return tuple(entry_of(row) for row in rows)

    async def acts_of(
        self, by: MemberId, kinds: Iterable[type[Fact]], since: datetime
    ) -> tuple[Act, ...]:
        """Return what a person did of these kinds since then (UTC), in any chat, in order."""
        rows = await self._rows(
            select(journal.c.chat_id, journal.c.kind, journal.c.at_ms)
            .where(
                journal.c.by_id == by,
                journal.c.kind.in_(sorted(kind.stored_as for kind in kinds)),
                journal.c.at_ms > to_ms(since),
            )
            .order_by(journal.c.at_ms)
        )
        return tuple(
            Act(chat=ChatId(row.chat_id), kind=FACTS[row.kind], at=from_ms(row.at_ms))
            for row in rows
        )

    async def facts_between(
        self, chat: ChatId, since: datetime, until: datetime
    ) -> tuple[tuple[datetime, Fact], ...]:
        """Return a chat's facts from `since` until before `until` (UTC), in order."""
        rows = await self._rows(
            select(journal)
            .where(
                journal.c.chat_id == chat,
                journal.c.at_ms >= to_ms(since),
                journal.c.at_ms < to_ms(until),
            )
            .order_by(journal.c.number)
        )
        return tuple((from_ms(row.at_ms), entry_of(row).fact) for row in rows)

    async def count_entries(
        self, chat: ChatId, member: MemberId | None = None, *, but: Collection[type[Fact]] = ()
    ) -> int:
        """Return the number of entries in a chat's journal, in all or about one member, but those
        of some kinds.
        """
        which = (journal.c.chat_id == chat, _is_none_of(but))
        query = select(func.count()).select_from(journal).where(*which)
        if member is not None:
            query = query.where(journal.c.member_id == member)
        return int((await self.connection.execute(query)).scalar_one())

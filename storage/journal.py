"""The journal: one chain of entries a chat, each holding the hash of the one before.

An entry's payload enters the chain through a salted digest. Whoever changes an entry, takes
one out or puts one in breaks the chain from there on; a payload that a law demands to be
erased can go without breaking it.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.facts import Fact
from rules.ids import ChatId
from storage.kinds import kind_of, read_fact, write
from storage.moments import from_ms, to_ms
from storage.projection import project
from storage.records import Entry
from storage.tables.journal import journal

GENESIS = ""
"""What stands for the hash before a chat's first entry."""


async def record(
    connection: AsyncConnection,
    chat: ChatId,
    facts: Sequence[Fact],
    *,
    now: datetime,
    policy_version: str,
) -> None:
    """Append facts to a chat's journal, in order, and bring the tables up to date."""
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
    for fact in facts:
        number += 1
        payload, salt = write(fact), secrets.token_hex(16)
        row: dict[str, Any] = {
            "chat_id": chat,
            "number": number,
            "at_ms": at_ms,
            "kind": kind_of(fact),
            "member_id": fact.member,
            "by_id": fact.by,
            "clause": str(fact.clause),
            "policy_version": policy_version,
            "payload": payload,
            "salt": salt,
            "payload_digest": digest(salt, payload),
            "previous": previous,
        }
        row["hash"] = previous = chained(row)
        await connection.execute(insert(journal).values(row))
        await project(connection, chat, number, at_ms, fact)


def digest(salt: str, payload: str) -> str:
    """Give what stands for a payload in the chain."""
    return hashlib.sha256(f"{salt}{payload}".encode()).hexdigest()


_LINKED = (
    "previous",
    "chat_id",
    "number",
    "at_ms",
    "kind",
    "member_id",
    "by_id",
    "clause",
    "policy_version",
    "payload_digest",
)


def chained(row: dict[str, Any]) -> str:
    """Give the hash of an entry, which holds all that the entry says."""
    said = json.dumps([row[name] for name in _LINKED], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def entry_of(row: Row[Any]) -> Entry:
    """Give an entry as it was recorded."""
    return Entry(
        chat=ChatId(row.chat_id),
        number=row.number,
        at=from_ms(row.at_ms),
        fact=read_fact(row.kind, row.payload),
        policy_version=row.policy_version,
        hash=row.hash,
    )

"""Databases of earlier versions: what waited in them, and whom they took for chats."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest_asyncio

from rules.ids import ChatId, MemberId
from storage.database import open_storage
from storage.effects import Edit, Send
from tests.databases import a_database, ask, change, migrate_again

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
CHAT, LAST_CHAT = ChatId(2_000_000_001), ChatId(2_100_000_000)
STUDENT, NEW_STUDENT = MemberId(205), MemberId(200_000_000_205)


@pytest_asyncio.fixture
async def migrated(tmp_path: Path) -> AsyncIterator[str]:
    """A database as an earlier version had it, with something on its way to everybody, migrated."""
    peers = (CHAT, LAST_CHAT, STUDENT, NEW_STUDENT)
    said = [Send(to=peer, private=False, text="Здравствуйте") for peer in peers]
    async with a_database(tmp_path) as url:
        async with open_storage(url) as storage, storage.work() as work:
            await work.post([*said, Edit(to=STUDENT, ref="r", text="Отменено")], now=NOW)
        for row in await ask(url, "SELECT id, payload FROM outbox"):
            payload = json.loads(row.payload)
            payload.pop("private", None)
            await change(
                url,
                "UPDATE outbox SET payload = :payload WHERE id = :number",
                payload=json.dumps(payload),
                number=row.id,
            )
        for chat in (CHAT, NEW_STUDENT):
            await change(
                url,
                "INSERT INTO chats (chat_id, title, state, enforcement) "
                "VALUES (:chat, 'ИСП-21', 'no_rights', 'mute')",
                "INSERT INTO read_marks (chat_id, message_id) VALUES (:chat, 5)",
                chat=chat,
            )
        await migrate_again(url, "0016_private")
        yield url


async def test_what_waits_learns_whether_it_goes_to_a_person(migrated: str) -> None:
    async with open_storage(migrated) as storage:
        effects = [parcel.effect for parcel in await storage.outbox.due(NOW)]
    sent = {effect.to: effect.private for effect in effects if isinstance(effect, Send)}
    assert sent == {CHAT: False, LAST_CHAT: False, STUDENT: True, NEW_STUDENT: True}
    assert Edit(to=STUDENT, ref="r", text="Отменено") in effects


async def test_who_was_taken_for_a_chat_is_none(migrated: str) -> None:
    async with open_storage(migrated) as storage, storage.reading() as reading:
        assert [chat.chat for chat in await reading.chats()] == [CHAT]
    assert await ask(migrated, "SELECT chat_id FROM read_marks") == [(CHAT,)]

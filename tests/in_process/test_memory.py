"""What is kept in memory follows what is committed, also where it cannot do so at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from rules.ids import ChatId
from storage.faults import DatabaseTrouble, TroubledError
from storage.reading import Reading
from tests.in_process.bot import open_bot
from tests.in_process.classroom import open_classroom
from tests.rights.campus import MODERATOR


async def test_what_is_committed_holds_though_memory_cannot_follow_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_bot(tmp_path) as bot:
        campus = await open_classroom(bot)
        storage = bot.services.storage
        read, is_away = storage.reading, False

        def committed() -> None:
            nonlocal is_away
            is_away = True

        @asynccontextmanager
        async def reading() -> AsyncIterator[Reading]:
            if is_away:
                raise TroubledError(DatabaseTrouble.AWAY)
            async with read() as view:
                yield view

        monkeypatch.setattr(storage, "on_timers", committed)
        monkeypatch.setattr(storage, "reading", reading)
        bot.world.write(campus.main, MODERATOR, "/настройки пробный режим вкл")
        # what a handler raises, the asker is told of as «nothing was recorded»
        await bot.hear_only()
        assert ChatId(campus.main) not in bot.services.watch.trial

        monkeypatch.undo()
        await bot.advance(1)

        assert ChatId(campus.main) in bot.services.watch.trial
        assert any("изменена: включён" in each.text for each in campus.said(MODERATOR))

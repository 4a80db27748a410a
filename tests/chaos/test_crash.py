"""The crash test in short, with fixed seeds; `python -m tests.chaos` plays the whole day."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.chaos.outcome import differences
from tests.chaos.script import write_script
from tests.chaos.trial import attempt, run

pytestmark = pytest.mark.slow

_ROBBER = """
CREATE TABLE robbed (id INTEGER);
CREATE TRIGGER robber AFTER INSERT ON outbox
WHEN NEW.kind = 'send' AND NEW.peer > 2000000000 AND NOT EXISTS (SELECT 1 FROM robbed)
BEGIN
    INSERT INTO robbed VALUES (NEW.id);
    DELETE FROM outbox WHERE id = NEW.id;
END;
"""
"""Takes one notice to a chat out of the outbox before anybody has sent it."""


@pytest.mark.parametrize(("seed", "transport"), [(11, "callback"), (12, "longpoll")])
async def test_kills_and_faults_leave_no_trace(tmp_path: Path, seed: int, transport: str) -> None:
    figures = await attempt(tmp_path, seed=seed, kills=6, updates=30, chats=3, transport=transport)
    assert figures.stormy.kills == 6
    assert figures.differences == (), figures.in_words()


async def test_one_notice_that_is_lost_is_one_difference(tmp_path: Path) -> None:
    script = write_script(11, updates=12, chats=1)

    def rob(number: int) -> None:
        if number == 0:
            with closing(sqlite3.connect(tmp_path / "robbed" / "bot.db")) as database:
                database.executescript(_ROBBER)

    (_, expected), (_, found) = await asyncio.gather(
        run(tmp_path / "plain", script), run(tmp_path / "robbed", script, after_round=rob)
    )
    (told,) = differences(expected, found)
    assert told.startswith("words in 2000000001: 1 missing: the bot:")

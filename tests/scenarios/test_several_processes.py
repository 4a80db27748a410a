"""Several processes on one database: one works, and whoever is gone is replaced (issue 4.2)."""

import asyncio
import signal
from collections import Counter
from pathlib import Path

import pytest

from storage.verification import verify
from tests.databases import ON_POSTGRESQL
from tests.scenarios.stage import BotProcess, Stage, open_stage

pytestmark = pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has one process")

LISTENING = "listening from"


def beside(stage: Stage, name: str) -> BotProcess:
    """Give one more process on the same database."""
    folder = stage.bot.folder / name
    folder.mkdir()
    return BotProcess(stage.url, folder, stage.world, {}, database=stage.bot.url, forked=True)


def listens(bot: BotProcess) -> int:
    """Count how often a process began to work."""
    return sum(LISTENING in line for line in bot.lines()) if bot.log.exists() else 0


def stands_by(bot: BotProcess) -> bool:
    return bot.log.exists() and "standing by" in bot.log.read_text()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
async def test_who_is_gone_in_the_middle_is_replaced_and_nothing_is_lost_or_doubled(
    tmp_path: Path, how: signal.Signals
) -> None:
    async with open_stage(tmp_path) as stage:
        others = [beside(stage, "second"), beside(stage, "third")]
        for bot in others:
            await bot.start()
        try:
            story = await stage.story()
            await stage.until(lambda: all(stands_by(bot) for bot in others), "they stand by")
            await story.violation()
            cmid = story.writes(story.student, "сообщение не по теме")
            story.writes(story.teacher, "/нарушение 3", reply_to=cmid)
            stage.bot.send(how)
            await stage.until(lambda: sum(map(listens, others)) == 1, "another takes over")
            await story.hears("№\u00a02", f"id{story.student}|")
            story.writes(story.teacher, f"/журнал @id{story.student}")
            await story.hears("Журнал")
            if how is signal.SIGSTOP:
                stage.bot.send(signal.SIGCONT)
                await stage.until(
                    lambda: "took over" in stage.bot.log.read_text(), "it knows that it is over"
                )
            await story.violation()
            await story.hears("№\u00a03", f"id{story.student}|")
            said = Counter(message.text for message in story.bot_messages())
            assert set(said.values()) == {1}, said
            assert (await verify(stage.bot.url)).faults == ()
        finally:
            await asyncio.gather(*(bot.stop() for bot in others))


async def test_who_ends_politely_hands_over(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        second = beside(stage, "second")
        await second.start()
        try:
            story = await stage.story()
            await stage.until(lambda: stands_by(second), "it stands by")
            assert await stage.bot.stop() == 0
            await story.violation()
            # whoever stands by ends as well as whoever works
            await stage.bot.start()
            await stage.until(lambda: stands_by(stage.bot), "it stands by")
            assert await stage.bot.stop() == 0
        finally:
            assert await second.stop() == 0

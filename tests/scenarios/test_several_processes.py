"""Several processes on one database: one works, and whoever is gone is replaced (issue 4.2)."""

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from bot.sandbox.world import Message
from storage.sharing import LEASE
from storage.verification import verify
from tests.databases import ON_POSTGRESQL, ask_at_once
from tests.ports import a_free_port
from tests.scenarios.balancer import balance
from tests.scenarios.stage import PATIENCE, BotProcess, Stage, open_stage

pytestmark = pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has one process")

SECRET = "Secret12345"
LISTENING = "listening from"


def beside(stage: Stage, name: str, **settings: str) -> BotProcess:
    """Give one more process on the same database."""
    folder = stage.bot.folder / name
    folder.mkdir()
    return BotProcess(stage.url, folder, stage.world, settings, database=stage.bot.url, forked=True)


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
            await stage.until(
                lambda: sum(map(listens, others)) == 1,
                "another takes over",
                # of a process that is stopped the server knows no more than that it is silent
                patience=LEASE + PATIENCE,
            )
            await story.hears("№\u00a02", f"id{story.student}|")
            await story.asks(f"/журнал @id{story.student}")
            await story.hears("Журнал", peer=story.teacher)
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
            if how is signal.SIGSTOP:
                # one that is stopped would not end, and that would be all that is told
                stage.bot.send(signal.SIGCONT)
            await asyncio.gather(*(bot.stop() for bot in others))


async def test_callback_servers_behind_a_balancer_keep_one_order_and_lose_nothing(
    tmp_path: Path,
) -> None:
    door, *ports = (str(a_free_port()) for _ in range(4))
    first, *rest = (
        {"TRANSPORT": "callback", "CALLBACK_SECRET": SECRET, "CALLBACK_PORT": port}
        for port in ports
    )
    async with open_stage(tmp_path, forked=True, **first) as stage:
        others = [beside(stage, ours["CALLBACK_PORT"], **ours) for ours in rest]
        for bot in others:
            await bot.start()
        try:
            await stage.until(lambda: all(stands_by(bot) for bot in others), "they stand by")
            (server,) = stage.world.callbacks.servers.values()
            server.url = f"http://127.0.0.1:{door}/callback"
            servers = [f"http://127.0.0.1:{port}/callback" for port in ports]
            async with balance(int(door), servers):
                story = await stage.story()
                for number in range(12):
                    cmid = story.writes(story.student, f"не по теме {number}")
                    story.writes(story.teacher, f"/нарушение 3 раз-{number}.", reply_to=cmid)
                    if number == 6:
                        stage.bot.send(signal.SIGKILL)
                await stage.until(lambda: sum(map(listens, others)) == 1, "another takes over")
                await story.hears("раз-11.")
                said = [message.text for message in story.bot_messages()]
                told = [
                    [at for at, text in enumerate(said) if f"раз-{number}." in text]
                    for number in range(12)
                ]
                assert [len(places) for places in told] == [1] * 12
                assert told == sorted(told)
            left = "SELECT id FROM arrivals"
            await stage.until(lambda: not ask_at_once(stage.bot.url, left), "nothing is left")
            assert (await verify(stage.bot.url)).faults == ()
        finally:
            await asyncio.gather(*(bot.stop() for bot in others))


async def test_what_one_server_takes_holds_for_what_comes_to_another_right_after(
    tmp_path: Path,
) -> None:
    door, *ports = (str(a_free_port()) for _ in range(3))
    first, second = (
        {"TRANSPORT": "callback", "CALLBACK_SECRET": SECRET, "CALLBACK_PORT": port}
        for port in ports
    )
    async with open_stage(tmp_path, forked=True, **first) as stage:
        # VK would let nobody write
        stage.world.capabilities.restrict_members = False
        other = beside(stage, "second", **second)
        await other.start()
        try:
            await stage.until(lambda: stands_by(other), "it stands by")
            (server,) = stage.world.callbacks.servers.values()
            server.url = f"http://127.0.0.1:{door}/callback"
            servers = [f"http://127.0.0.1:{port}/callback" for port in ports]
            async with balance(int(door), servers):
                # three events a time: each goes to the one as often as to the other
                for number in range(6):
                    story = await stage.story()
                    story.writes(story.teacher, "/тишина 15 минут")
                    await story.hears("сообщения участников я удаляю")
                    # what was written in the very second in which it began would stay
                    stage.clock.advance(2)
                    words = [story.writes(story.student, f"слово {number}") for _ in range(2)]
                    message = stage.world.conversations[story.peer].message
                    gone = partial(_are_gone, message, words)
                    await stage.until(gone, "nothing of it stays")
        finally:
            await other.stop()


def _are_gone(message: Callable[[int], Message | None], numbers: Sequence[int]) -> bool:
    return not any(message(number) for number in numbers)


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

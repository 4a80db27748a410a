"""The process: each event once, also across a kill; a polite end; one log without secrets."""

import asyncio
import signal
import sys
import time
from pathlib import Path

import pytest

from bot.sandbox.faults import Fault
from tests.databases import tamper
from tests.scenarios.stage import Stage, open_stage

pytestmark = pytest.mark.over_http


@pytest.mark.slow
async def test_killed_in_the_middle_nothing_is_lost_or_done_twice(tmp_path: Path) -> None:
    async with open_stage(tmp_path, forked=False) as stage:
        story = await stage.story(students=9)
        for number, who in enumerate(story.students, start=1):
            story.writes(story.teacher, f"/нарушение @user{who} {number % 10 + 1} н{number}")
            if number % 3 == 0 and number < 9:
                # in the middle of it, wherever that is
                await stage.until(lambda n=number: len(story.bot_messages()) > n - 2)  # type: ignore[misc]
                await stage.bot.stop(signal.SIGKILL)
                await stage.bot.start()
        await story.hears("н9\n")
        said = [m.text for m in story.bot_messages()]
        for number in range(1, 10):
            assert sum(f"н{number}\n" in text for text in said) == 1, number
        await _verified(stage)


@pytest.mark.slow
async def test_sigterm_ends_it_within_five_seconds_even_if_vk_hangs(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        stage.world.faults.add(Fault(method="messages.send", kind="delay", seconds=30, times=5))
        story.writes(story.teacher, "/правила")
        await asyncio.sleep(0.3)
        begun = time.monotonic()
        assert await stage.bot.stop(signal.SIGTERM) == 0
        assert time.monotonic() - begun < 5
        stage.world.faults.clear()
        await stage.bot.start()
        await story.hears("5.12.3")


@pytest.mark.slow
async def test_a_revoked_token_ends_it_with_one_clear_line(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        stage.world.faults.add(Fault(method="messages.send", code=5, times=1000))
        story.writes(story.teacher, "/правила")
        assert await stage.bot.ends() == 1
        errors = [line for line in stage.bot.lines() if " ERROR " in line]
        assert len(errors) == 1
        assert "VK_TOKEN" in errors[0]
        assert stage.bot.lines()[-1] == errors[0]


@pytest.mark.slow
async def test_a_wrong_token_or_database_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.bot.stop()
        before = len(stage.bot.lines())
        stage.world.token = "another"
        await stage.bot.start()
        assert await stage.bot.ends() == 1
        assert len(stage.bot.lines()) == before + 1
        assert "VK_TOKEN" in stage.bot.lines()[-1]
        await tamper(stage.bot.url, "UPDATE alembic_version SET version_num = '9999'")
        await stage.bot.start()
        assert await stage.bot.ends() == 1
        assert len(stage.bot.lines()) == before + 2


@pytest.mark.slow
async def test_faults_of_vk_are_ridden_out(tmp_path: Path) -> None:
    faults = [
        *(Fault(method="messages.send", code=code) for code in (1, 6, 10)),
        Fault(method="messages.send", kind="drop"),
        Fault(method="messages.send", kind="lost_answer"),
        Fault(method="messages.send", kind="bad_gateway"),
        Fault(method="longpoll", kind="failed_2"),
        Fault(method="longpoll", kind="bad_gateway", times=2),
        Fault(method="longpoll", kind="drop"),
    ]
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        for rule, fault in enumerate(faults, start=1):
            stage.world.faults.add(fault)
            story.writes(story.teacher, f"/напомнить {rule}")
            await story.hears("5.12.4", f"\n{rule}. ")
        for rule, _ in enumerate(faults, start=1):
            assert sum(f"\n{rule}. " in m.text for m in story.bot_messages()) == 1


@pytest.mark.slow
async def test_after_a_gap_in_the_stream_every_chat_is_looked_at(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story(served=False)
        stage.world.add_bot(story.peer, by=story.teacher)
        await story.hears("администратор")
        # a chat without rights is looked at once a minute
        stage.clock.advance(61)
        calls = len(stage.world.calls)
        stage.world.faults.add(Fault(method="longpoll", kind="failed_1", times=1))
        story.writes(story.student, "[club1|@poryadok] привет")
        await stage.until(
            lambda: any(
                call.method == "messages.getConversationMembers"
                for call in stage.world.calls[calls:]
            ),
            "the chat is looked at",
        )


async def test_a_repeated_event_is_handled_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        stage.world.faults.add(Fault(method="longpoll", kind="duplicate", times=3))
        story.writes(story.teacher, f"/нарушение @user{story.student} 3")
        story.writes(story.teacher, "/помощь")
        await story.hears("Чем помочь?")
        assert sum("5.12.4" in m.text for m in story.bot_messages()) == 1


@pytest.mark.slow
async def test_the_log_at_info_has_no_token_text_or_name(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        story.writes_privately(story.student, "тайное слово")
        story.writes(story.teacher, f"/нарушение @user{story.student} 3 тайное слово")
        await story.hears("5.12.4", "тайное слово")
        await stage.bot.stop()
        log = "\n".join(stage.bot.lines())
        for secret in (stage.world.token, "тайное", "Студентов", "Учителева", "нарушение"):
            assert secret not in log


@pytest.mark.slow
async def test_commands_beside_the_running_bot(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        await story.blocked()
        await _verified(stage)
        copy = tmp_path / "copy.db"
        status, said = await _bot(stage, "backup", str(copy))
        assert status == 0, said
        assert copy.stat().st_size > 0
        status, said = await _bot(stage, "check")
        assert status == 0, said


async def _verified(stage: Stage) -> None:
    status, said = await _bot(stage, "verify")
    assert status == 0, said


async def _bot(stage: Stage, *arguments: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env=stage.bot.environment,
        cwd=stage.bot.folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()

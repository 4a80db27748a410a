"""VK repeats events (VK.md, 3.1): what was read once is not judged by what holds later."""

import signal
from pathlib import Path

import pytest

from bot.sandbox.faults import Fault
from tests.scenarios.stage import Story, open_stage

pytestmark = [pytest.mark.over_http, pytest.mark.slow]

ROSTER = "messages.getConversationMembers"


async def test_what_was_written_before_a_block_stays_when_vk_repeats_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        await story.sets("способ удаление", "удал")
        before = story.writes(story.student, "мы идём завтра в музей")
        await story.blocked()
        stage.world.stream.repeat(1_000)
        await _sees_what_is_new(story)
        await stage.bot.stop(signal.SIGKILL)
        stage.world.stream.repeat(1_000)
        await stage.bot.start()
        await _sees_what_is_new(story)
        assert before in {m.conversation_message_id for m in stage.world.messages(story.peer)}


async def test_what_was_written_before_a_block_stays_after_a_kill(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        other = await stage.story(title="ИСП-22")
        await story.sets("способ удаление", "удал")
        await story.violations(4)
        # a batch is kept open by a chat whose handler hangs, so that its place is not saved
        stage.world.faults.add(Fault(method=ROSTER, kind="delay", seconds=30))
        other.writes(other.teacher, "/участники")
        await stage.until(lambda: not stage.world.faults.waits(ROSTER))
        before = story.writes(story.student, "мы идём завтра в музей")
        proposal = await story.proposal()
        await story.presses(story.teacher, proposal, story.labels(proposal)[0])
        await story.hears("Основания")
        await stage.bot.stop(signal.SIGKILL)
        stage.world.faults.clear()
        await stage.bot.start()
        await _sees_what_is_new(story)
        assert before in {m.conversation_message_id for m in stage.world.messages(story.peer)}


async def _sees_what_is_new(story: Story) -> None:
    said = len(story.bot_messages())
    story.writes(story.students[1], "/статус")
    await story.stage.until(lambda: len(story.bot_messages()) > said, "an answer")

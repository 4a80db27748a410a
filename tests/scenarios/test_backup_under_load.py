"""A copy made while the bot works holds every decision that somebody was told of before."""

import asyncio
from pathlib import Path

import pytest

from rules.ids import ChatId
from rules.vocabulary.violations import ViolationRecorded
from storage.database import open_storage
from storage.verification import verify
from tests.databases import at_file
from tests.scenarios.stage import Stage, Story, number_in

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.over_http,
    pytest.mark.slow,
]

DECISIONS = 24


async def test_a_copy_holds_whatever_was_told_before_it_began(stage: Stage, tmp_path: Path) -> None:
    stories = [await stage.story(students=4) for _ in range(3)]
    begun = [asyncio.ensure_future(_violations(story)) for story in stories]  # noqa: TID251
    await stage.until(lambda: min(len(_told(story)) for story in stories) >= 2, "it is at work")

    told = [_told(story) for story in stories]
    status, said = await stage.bot.command("backup", str(tmp_path / "copy.db"))
    assert status == 0, said
    assert any(len(_told(story)) < DECISIONS for story in stories), "it was at work all the time"
    await asyncio.gather(*begun)

    copy = at_file(tmp_path / "copy.db")
    assert (await verify(copy)).faults == ()
    async with open_storage(copy) as storage, storage.reading() as reading:
        for story, numbers in zip(stories, told, strict=True):
            entries = await reading.entries(ChatId(story.peer), limit=1000)
            kept = {e.fact.number for e in entries if isinstance(e.fact, ViolationRecorded)}
            assert numbers <= kept


async def _violations(story: Story) -> None:
    for number in range(DECISIONS):
        who = story.students[number % len(story.students)]
        story.writes(story.teacher, f"/нарушение @id{who} 3 н{number}")
        await asyncio.sleep(0.05)


def _told(story: Story) -> set[int]:
    return {
        number_in(message.text)
        for message in story.bot_messages()
        if "записано нарушение" in message.text
    }

"""Two commands at the same time about the same person: as if one came after the other."""

import pytest

from rules.vocabulary.blocks import BlockImposed
from rules.vocabulary.violations import ViolationRecorded
from tests.scenarios.stage import Stage

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.over_http,
    pytest.mark.slow,
]


async def test_commands_at_once_leave_one_order(stage: Stage) -> None:
    story = await stage.story()
    other = stage.person("Пётр", "Учителев", "teacher")
    stage.world.add_member(story.peer, other, by=story.teacher)
    stage.world.set_admin(story.peer, other, True)
    await story.hears(f"id{other}|")
    written = [story.writes(story.student, next(story.asides)) for _ in range(8)]
    stage.clock.advance(61)
    for number, message in enumerate(written, start=1):
        by = story.teacher if number % 2 else other
        story.writes(by, f"/нарушение {number}", reply_to=message)
    story.writes(story.teacher, f"/блок @user{story.student} 1 день")
    story.writes(other, f"/блок @user{story.student} неделя")
    story.writes(story.teacher, "/помощь")
    for said in ("Чем помочь?", "нарушение №\N{NO-BREAK SPACE}8", "блокировка до"):
        await story.hears(said)
    recorded = await story.facts(ViolationRecorded)
    assert [fact.number for fact in recorded] == list(range(1, 9))
    assert len(await story.facts(BlockImposed)) == 1
    status, said = await stage.bot.command("verify")
    assert status == 0, said


async def test_votes_at_once_are_all_counted(stage: Stage) -> None:
    story = await stage.story(students=9)
    await story.blocked()
    await story.sends(story.student, "/извинения Простите.")
    vote = await story.hears("Простите.", "5.12.6")
    for voter in story.students[1:]:
        stage.world.press(story.peer, voter, vote.conversation_message_id, "Не возражаю")
    await story.hears("Простите.", f"{len(story.students) - 1}")

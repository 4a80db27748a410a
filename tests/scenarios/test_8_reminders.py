"""Story 8, п. 5.12.4: reminders of the rules, of one, to all or to one."""

import pytest

from tests.scenarios.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_of_all_rules_to_all(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, "/напомнить")
    reminder = await story.hears("5.12.4", "\n1. ", "\n10. ")
    assert "id" not in reminder.text.split("5.12.4")[0].replace("участники", "")


async def test_of_one_rule_to_all(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, "/напомнить 2")
    reminder = await story.hears("5.12.4", "\n2. ")
    assert "\n1. " not in reminder.text
    assert "\n3. " not in reminder.text


async def test_of_one_rule_to_one(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, f"/напомнить @user{story.student} 2")
    await story.hears("5.12.4", "\n2. ", f"[id{story.student}|")


async def test_of_a_rule_that_is_not(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, "/напомнить 77")
    await story.hears("Правила 77 нет", "О каком правиле")


async def test_not_by_a_student(stage: Stage) -> None:
    story = await stage.story()
    story.reaches(story.student)
    story.writes(story.student, "/напомнить")
    await story.hears("5.12.2", peer=story.student)
    assert not any("\n1. " in m.text for m in story.bot_messages())

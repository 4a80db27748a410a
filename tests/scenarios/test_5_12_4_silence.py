"""п. 5.12.4: out of hand: the bot reminds by itself, and a moderator may ask for quiet."""

import asyncio

import pytest

from tests.scenarios.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_only_moderators_write_until_it_ends_by_itself(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, "/тишина 15 минут")
    await story.hears("пишут только модераторы", "5.12.4")
    await stage.until(lambda: stage.world.conversations[story.peer].closed)
    story.writes(story.teacher, "успокоились")
    story.writes(story.teacher, "/тишина 10 минут")
    await story.hears("уже пишут только модераторы")
    stage.clock.advance(15 * 60 + 1)
    await story.hears("Тишина закончилась", "5.12.4")
    await stage.until(lambda: not stage.world.conversations[story.peer].closed)
    story.writes(story.student, "хорошо")


async def test_where_vk_does_not_close_a_chat_messages_go(stage: Stage) -> None:
    story = await stage.story()
    stage.world.capabilities.restrict_members = False
    try:
        story.writes(story.teacher, "/тишина 15 минут")
        await story.hears("сообщения участников будут удаляться")
        cmid = story.writes(story.student, "а я буду")
        kept = story.writes(story.teacher, "тише, пожалуйста")
        await stage.until(lambda: stage.world.conversations[story.peer].message(cmid) is None)
        assert stage.world.conversations[story.peer].message(kept) is not None
        said = await story.hears("пишут только модераторы", "Решение модератора")
        await story.presses(story.teacher, said, "Снять тишину")
        await story.hears("Тишина снята")
        cmid = story.writes(story.student, "спасибо")
        await asyncio.sleep(0.5)
        assert stage.world.conversations[story.peer].message(cmid) is not None
    finally:
        stage.world.capabilities.restrict_members = True


async def test_a_silence_has_its_limits(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, "/тишина 3 дня")
    await story.hears("слишком долго", "5.11.1")
    story.writes(story.teacher, "/тишина погромче")
    await story.hears("/тишина 15 минут")
    story.writes(story.teacher, "/тишина стоп")
    await story.hears("снимать нечего", "5.12.4")
    story.writes(story.student, "/тишина 15 минут")
    await story.hears("только модераторы", "5.12.2")
    assert not stage.world.conversations[story.peer].closed


async def test_a_heated_chat_is_reminded_and_nobody_is_named(stage: Stage) -> None:
    story = await stage.story()
    for culprit in (story.students[0], story.students[1], story.students[0]):
        await story.violation(who=culprit)
    reminder = await story.hears("5.12.4", "1. ")
    assert not any(f"id{student}|" in reminder.text for student in story.students)
    for culprit in (story.students[2], story.students[1], story.students[2]):
        await story.violation(who=culprit)
    await asyncio.sleep(0.3)
    assert sum("накал" in m.text for m in story.bot_messages()) <= 1

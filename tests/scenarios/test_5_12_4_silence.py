"""п. 5.12.4: out of hand: the bot reminds by itself, and a moderator may ask for quiet."""

import signal
from pathlib import Path

import pytest

from bot.sandbox.world import Message
from tests.scenarios.stage import ADMINISTRATOR, Stage, open_stage

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
        await story.hears("сообщения участников я удаляю")
        cmid = story.writes(story.student, "а я буду")
        kept = story.writes(story.teacher, "тише, пожалуйста")
        await stage.until(lambda: stage.world.conversations[story.peer].message(cmid) is None)
        assert stage.world.conversations[story.peer].message(kept) is not None
        said = await story.hears("пишут только модераторы", "Решение модератора")
        await story.presses(story.teacher, said, "Снять тишину")
        await story.hears("Тишина снята")
        cmid = story.writes(story.student, "спасибо")
        await stage.let_pass(0.5)
        assert stage.world.conversations[story.peer].message(cmid) is not None
    finally:
        stage.world.capabilities.restrict_members = True


@pytest.mark.slow
async def test_staff_whom_vk_would_hush_too_may_write(stage: Stage) -> None:
    story = await stage.story()
    appointed, other = story.students[:2]
    story.writes_privately(ADMINISTRATOR, "/помощь")
    stage.world.add_member(story.peer, ADMINISTRATOR, by=story.teacher)
    story.writes(ADMINISTRATOR, f"/модератор @id{appointed}")
    await story.hears("теперь модератор", f"id{appointed}|")
    story.writes(story.teacher, "/тишина 15 минут")
    await story.hears("сообщения участников я удаляю")
    assert not stage.world.conversations[story.peer].closed
    cmid = story.writes(other, "а я буду")
    kept = [story.writes(who, "тише, пожалуйста") for who in (appointed, ADMINISTRATOR)]
    gone = stage.world.conversations[story.peer].message
    await stage.until(lambda: gone(cmid) is None)
    story.writes(ADMINISTRATOR, "/тишина стоп")
    await story.hears("Тишина снята")
    assert all(gone(each) is not None for each in kept)


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_restart_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        stage.world.capabilities.restrict_members = False
        story.writes(story.teacher, "/тишина 15 минут")
        await story.hears("сообщения участников я удаляю")
        await stage.bot.stop(signal.SIGKILL)
        # what is written in the second in which a silence begins is in doubt, and stays
        stage.clock.advance(2)
        cmid = story.writes(story.student, "а я буду")
        await stage.bot.start()
        await stage.until(lambda: stage.world.conversations[story.peer].message(cmid) is None)
        # its end fell due while the bot was off
        await stage.bot.stop(signal.SIGKILL)
        stage.clock.advance(15 * 60 + 1)
        await stage.bot.start()
        await story.hears("Тишина закончилась")


async def test_a_silence_has_its_limits(stage: Stage) -> None:
    story = await stage.story()
    story.reaches(story.student)
    story.writes(story.teacher, "/тишина 3 дня")
    await story.hears("слишком долго", "5.11.1")
    story.writes(story.teacher, "/тишина 0 минут")
    await story.hears("заканчиваться в будущем", "5.12.4")
    story.writes(story.teacher, "/тишина погромче")
    await story.hears("На сколько включить тишину", peer=story.teacher)
    story.writes(story.teacher, "/тишина стоп")
    await story.hears("снимать нечего", "5.12.4")
    story.writes(story.student, "/тишина 15 минут")
    await story.hears("только модераторы", "5.12.2", peer=story.student)
    assert not stage.world.conversations[story.peer].closed


@pytest.mark.over_http
async def test_a_heated_chat_is_reminded_and_nobody_is_named(stage: Stage) -> None:
    story = await stage.story()
    one, two, three = story.students

    def reminders() -> list[Message]:
        return [m for m in story.bot_messages() if "вспомним правил" in m.text]

    # three by one person alone are no heat
    for _ in range(3):
        await story.violation(who=one)
    assert reminders() == []
    await story.violation(who=two)
    await stage.until(reminders, "the chat is reminded")
    assert "5.12.4" in reminders()[0].text
    assert "правило 3 «" in reminders()[0].text
    assert story.labels(reminders()[0]) == ["Прочитать правила"]
    assert not any(f"id{student}|" in reminders()[0].text for student in story.students)
    # quiet for half an hour, also over a restart
    await stage.bot.stop(signal.SIGKILL)
    await stage.bot.start()
    stage.clock.advance(29 * 60)
    for culprit in (one, two, three):
        await story.violation(who=culprit)
    assert len(reminders()) == 1
    stage.clock.advance(2 * 60)
    await story.violation(who=three)
    await stage.until(lambda: len(reminders()) == 2, "the chat is reminded again")

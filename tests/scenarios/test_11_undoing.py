"""Story 11: an action of a moderator carries «Отменить» for ten minutes."""

import pytest

from bot.sandbox.world import Message
from tests.scenarios.stage import Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

UNDO = "Отменить"


async def test_a_violation_is_taken_back(stage: Stage) -> None:
    story = await stage.story()
    notice = await story.violation()
    assert story.labels(notice) == ["Удалить сообщение", UNDO]
    assert "5.12.2" in await story.presses(story.student, notice, UNDO)
    await story.presses(story.teacher, notice, UNDO)
    story.writes_privately(story.student, "/статус")
    await story.hears("ИСП-21", "Нарушений нет", peer=story.student)
    await story.asks("/журнал")
    await story.hears("Журнал", "5.12.7", peer=story.teacher)


async def test_a_block_is_taken_back(stage: Stage) -> None:
    story = await stage.story()
    notice = await story.blocked()
    await stage.until(lambda: stage.world.member(story.peer, story.student).restricted)
    await story.presses(story.teacher, notice, UNDO)
    await story.hears(f"id{story.student}|", "5.12.7")
    await stage.until(lambda: not stage.world.member(story.peer, story.student).restricted)


async def test_a_decision_not_to_block_is_taken_back(stage: Stage) -> None:
    story = await stage.story()
    await story.violations(4)
    proposal = await story.proposal()
    await story.presses(story.teacher, proposal, "Не блокировать")
    await stage.until(lambda: _proposals(story) == 0)
    declined = next(
        m for m in reversed(story.bot_messages(story.teacher)) if UNDO in story.labels(m)
    )
    await story.presses(story.teacher, declined, UNDO)
    await stage.until(lambda: _proposals(story) == 1)


async def test_an_annulment_is_taken_back(stage: Stage) -> None:
    story = await stage.story()
    await story.violation()
    story.writes(story.teacher, "/отменить 1 ошибка")
    annulled = await story.hears("ошибка", f"id{story.student}|")
    await story.presses(story.teacher, annulled, UNDO)
    story.writes_privately(story.student, "/статус")
    await story.hears("ИСП-21", "1 нарушение. С четвёртого", peer=story.student)


async def test_after_ten_minutes_the_button_is_gone_and_refused(stage: Stage) -> None:
    story = await stage.story()
    notice = await story.violation()
    stage.clock.advance(601)
    await stage.until(lambda: UNDO not in story.labels(_now(story, notice)))
    assert "нарушение" in _now(story, notice).text


def _now(story: Story, message: Message) -> Message:
    return next(
        m
        for m in story.bot_messages()
        if m.conversation_message_id == message.conversation_message_id
    )


def _proposals(story: Story) -> int:
    return sum("Не блокировать" in story.labels(m) for m in story.bot_messages(story.teacher))

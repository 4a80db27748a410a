"""п. 5.12.6, «вправе»: a chat may ask for a moderator's word on top of the vote."""

import pytest

from bot.sandbox.world import Message
from tests.scenarios.stage import Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

DAY = 24 * 3600


async def unopposed(stage: Stage) -> tuple[Story, Message]:
    """A vote ends without objection where a moderator confirms the lift."""
    story = await stage.story()
    await story.sets("досрочное снятие подтверждает модератор", "подтверждает модератор", "5.12.6")
    await story.blocked("неделя")
    await story.sends(story.student, "/извинения Простите, больше не буду")
    await story.hears("больше не буду", "5.12.6")
    stage.clock.advance(DAY + 1)
    return story, await story.hears("вправе снять блокировку досрочно")


async def test_a_moderator_lifts_the_block(stage: Stage) -> None:
    story, asking = await unopposed(stage)
    assert stage.world.member(story.peer, story.student).restricted
    assert "5.12.2" in await story.presses(story.students[1], asking, "Снять блокировку")
    await story.presses(story.teacher, asking, "Снять блокировку")
    await story.hears("снята досрочно", "5.12.6")
    await stage.until(lambda: not stage.world.member(story.peer, story.student).restricted)


async def test_a_moderator_lets_it_stay(stage: Stage) -> None:
    story, asking = await unopposed(stage)
    story.writes_privately(story.student, "/извинения Ещё раз простите")
    await story.hears("осталось решение модератора", peer=story.student)
    await story.presses(story.teacher, asking, "Оставить в силе")
    await story.hears("остаётся в силе", "5.12.6")
    await story.hears("модератор решил оставить", peer=story.student)
    story.writes_privately(story.student, "/извинения Ещё раз простите")
    await story.hears("ожно с", "5.12.6", peer=story.student)
    assert stage.world.member(story.peer, story.student).restricted

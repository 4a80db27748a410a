"""п. 5.12.5 where a chat blocks by expulsion: out for the term, invited back after it."""

import pytest

from tests.scenarios.stage import Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

DAY = 24 * 3600


async def expelled(stage: Stage) -> Story:
    story = await stage.story()
    await story.opens(story.student)
    await story.sets("способ исключение", "исключение с приглашением", "5.12.5")
    await story.blocked("3 дня")
    members = stage.world.conversations[story.peer].members
    await stage.until(lambda: story.student not in members)
    return story


async def test_the_term_ends_with_an_invitation_back(stage: Stage) -> None:
    story = await expelled(stage)
    stage.clock.advance(3 * DAY + 1)
    back = await story.hears("Вернуться", "https://vk.me/join/", peer=story.student)
    stage.world.open_link(back.text.split()[-1], story.student)
    story.writes(story.student, "я снова тут")


async def test_coming_back_too_early_ends_outside(stage: Stage) -> None:
    story = await expelled(stage)
    stage.world.add_member(story.peer, story.student, by=story.students[1])
    members = stage.world.conversations[story.peer].members
    await stage.until(lambda: story.student not in members)


async def test_an_apology_is_possible_from_outside(stage: Stage) -> None:
    story = await expelled(stage)
    await story.sends(story.student, "/извинения Простите меня")
    await story.hears("Простите меня", "5.12.6")
    stage.clock.advance(DAY + 1)
    await story.hears("https://vk.me/join/", peer=story.student)

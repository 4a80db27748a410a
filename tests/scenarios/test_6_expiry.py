"""Story 6, п. 5.12.5: a term ends by itself, also while the bot was down."""

import signal

import pytest

from tests.scenarios.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

DAY = 24 * 3600
OVER = "5.12.5"


async def test_the_block_ends_with_its_term(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.student)
    await story.blocked("3 дня")
    await stage.until(lambda: stage.world.member(story.peer, story.student).restricted)
    stage.clock.advance(3 * DAY - 20)
    assert stage.world.member(story.peer, story.student).restricted
    stage.clock.advance(21)
    await story.hears(f"id{story.student}|", "срок истёк", OVER)
    await story.hears("ИСП-21", "снова", peer=story.student)
    assert not stage.world.member(story.peer, story.student).restricted
    story.writes(story.student, "снова с вами")


async def test_the_count_begins_again(stage: Stage) -> None:
    story = await stage.story()
    await story.blocked("1 день")
    stage.clock.advance(DAY + 1)
    await story.hears(f"id{story.student}|", "срок истёк", OVER)
    await story.violations(3)
    story.writes(story.teacher, f"/блок @user{story.student} неделя")
    await story.hears("5.12.5", "возможна")
    await story.violation()
    await story.proposal()


@pytest.mark.over_http
@pytest.mark.slow
async def test_what_ended_while_the_bot_was_down_ends_at_its_start(stage: Stage) -> None:
    story = await stage.story()
    await story.blocked("1 день")
    await stage.until(lambda: stage.world.member(story.peer, story.student).restricted)
    assert await stage.bot.stop(signal.SIGKILL) != 0
    stage.clock.advance(2 * DAY)
    await stage.bot.start()
    await story.hears(f"id{story.student}|", "срок истёк", OVER)
    assert not stage.world.member(story.peer, story.student).restricted

"""Story 4, п. 5.12.5: more than three violations allow a block of up to one month."""

import pytest

from tests.scenarios.stage import Stage
from tests.variants import variants

pytestmark = pytest.mark.asyncio(loop_scope="session")

TERMS = ["1 день", "1 неделя", "1 месяц"]
DECLINE = "Не блокировать"


@pytest.mark.slow
@pytest.mark.parametrize("number", [2, 3])
async def test_too_few_violations_allow_no_block(stage: Stage, number: int) -> None:
    story = await stage.story()
    await story.violations(number)
    story.writes(story.teacher, f"/блок @user{story.student} неделя")
    refusal = await story.hears("5.12.5", f"{number}", "нарушени", "возможна")
    assert "Основания" not in refusal.text
    assert not stage.world.member(story.peer, story.student).restricted


async def test_the_fourth_puts_a_proposal_before_the_moderators(stage: Stage) -> None:
    story = await stage.story()
    await story.violations(3)
    assert not any(DECLINE in story.labels(m) for m in story.bot_messages())
    await story.violation()
    proposal = await story.proposal()
    assert [label.replace("\u00a0", " ") for label in story.labels(proposal)] == [*TERMS, DECLINE]
    assert "записи №\u00a01, 2, 3 и 4." in proposal.text


@pytest.mark.over_http
async def test_a_press_blocks(stage: Stage) -> None:
    story = await stage.story()
    await story.violations(4)
    proposal = await story.proposal()
    await story.presses(story.teacher, proposal, story.labels(proposal)[0])
    notice = await story.hears("Основания", f"id{story.student}|", "5.12.5", "/извинения", "до")
    assert "записи №\u00a01, 2, 3 и 4." in notice.text
    await stage.until(lambda: stage.world.member(story.peer, story.student).restricted)
    await stage.until(
        lambda: not any(DECLINE in story.labels(m) for m in story.bot_messages()),
        "the proposal is settled",
    )


@pytest.mark.slow
async def test_a_command_blocks_until_the_chats_own_time(stage: Stage) -> None:
    story = await stage.story()
    notice = await story.blocked("до 23:59")
    assert "23:59" in notice.text, "in the chat's zone, whatever the machine's is"


@pytest.mark.slow
async def test_declining_blocks_nobody(stage: Stage) -> None:
    story = await stage.story()
    await story.violations(4)
    await story.presses(story.teacher, await story.proposal(), DECLINE)
    await stage.until(
        lambda: not any(DECLINE in story.labels(m) for m in story.bot_messages()),
        "the proposal is settled",
    )
    assert not stage.world.member(story.peer, story.student).restricted


@pytest.mark.parametrize("term", variants("2 месяца", "5 недель", "32 дня", "800 часов"))
async def test_a_term_over_a_month_is_refused(stage: Stage, term: str) -> None:
    story = await stage.story()
    await story.violations(4)
    story.writes(story.teacher, f"/блок @user{story.student} {term}")
    await story.hears("5.12.5", "месяц", "не более")
    assert not stage.world.member(story.peer, story.student).restricted


@pytest.mark.slow
async def test_whoever_is_blocked_is_told_in_private_where_they_allow_it(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.student)
    await story.blocked()
    await story.hears("ИСП-21", "5.12.5", "5.12.6", "Основания", peer=story.student)

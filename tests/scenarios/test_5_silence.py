"""Story 5, п. 5.12.5: whoever is blocked cannot write, whichever way the chat allows."""

import time
from collections.abc import Iterator

import pytest

from tests.scenarios.stage import Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def without_restriction(stage: Stage) -> Iterator[None]:
    stage.world.capabilities.restrict_members = False
    yield
    stage.world.capabilities.restrict_members = True


async def test_vk_restricts_where_it_can(stage: Stage) -> None:
    story = await stage.story()
    await story.blocked()
    await stage.until(lambda: stage.world.member(story.peer, story.student).restricted)
    with pytest.raises(Exception, match="писать"):
        story.writes(story.student, "а вот и я")


@pytest.mark.usefixtures("without_restriction")
async def test_messages_are_removed_where_vk_cannot_restrict(stage: Stage) -> None:
    story = await stage.story()
    await story.blocked()
    await story.hears(f"id{story.student}|", "удал")
    for _ in range(3):
        cmid = story.writes(story.student, "а вот и я")
        begun = time.monotonic()
        await stage.until(lambda cmid=cmid: not _shown(story, cmid))  # type: ignore[misc]
        assert time.monotonic() - begun < 1
    others = story.writes(story.students[1], "а я не блокирован")
    await stage.let_pass(0.3)
    assert _shown(story, others)


async def test_a_blocked_member_who_returns_is_still_blocked(stage: Stage) -> None:
    story = await stage.story()
    await story.blocked()
    await stage.until(lambda: stage.world.member(story.peer, story.student).restricted)
    stage.world.remove_member(story.peer, story.student, by=story.student)
    stage.world.add_member(story.peer, story.student, by=story.teacher)
    await stage.until(lambda: stage.world.member(story.peer, story.student).restricted)


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_restriction_taken_off_by_hand_comes_back(stage: Stage) -> None:
    story = await stage.story()
    await story.blocked()
    member = stage.world.member(story.peer, story.student)
    await stage.until(lambda: member.restricted)
    stage.world.restrict(story.peer, story.student, None)
    cmid = story.writes(story.student, "ура")
    await stage.until(lambda: not _shown(story, cmid))
    await stage.until(lambda: stage.world.member(story.peer, story.student).restricted)


@pytest.mark.usefixtures("without_restriction")
async def test_an_apology_in_the_chat_is_taken_where_they_can_write(stage: Stage) -> None:
    story = await stage.story()
    await story.blocked()
    await story.hears(f"id{story.student}|", "удал")
    story.writes_privately(story.student, "/помощь")
    await story.hears("Чем помочь?", peer=story.student)
    story.writes(story.student, "/извинения Простите, погорячился.")
    await story.confirms(story.student)
    apology = await story.hears("Простите, погорячился.", "5.12.6", peer=story.peer)
    assert story.labels(apology) == ["Не возражаю", "Возражаю", "Это не извинения"]


def _shown(story: Story, cmid: int) -> bool:
    return cmid in [m.conversation_message_id for m in story.world.messages(story.peer)]

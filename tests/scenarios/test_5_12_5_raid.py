"""п. 5.12.5: blocked members write many messages in the same breath."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.sandbox.conversations import Message
from rules.vocabulary.violations import MessageErased
from tests.scenarios.stage import Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRITTEN = "а вот и я"


@pytest_asyncio.fixture(loop_scope="session")
async def blocked(stage: Stage) -> AsyncIterator[Story]:
    """A story with somebody blocked in it, whose messages VK lets through."""
    stage.world.capabilities.restrict_members = False
    story = await stage.story()
    await story.blocked()
    await story.hears(f"id{story.student}|", "удал")
    yield story
    stage.world.capabilities.restrict_members = True


def left(story: Story) -> list[Message]:
    return [each for each in story.world.messages(story.peer) if WRITTEN in each.text]


async def erased(story: Story) -> list[int]:
    """Give the numbers of the messages that the journal says were removed."""
    return [fact.message for fact in await story.facts(MessageErased)]


@pytest.mark.over_http
@pytest.mark.slow
async def test_many_messages_are_gone_by_few_calls_and_each_is_on_record(
    stage: Stage, blocked: Story
) -> None:
    before = len(stage.world.calls)

    written = [blocked.writes(blocked.student, f"{WRITTEN} {number}") for number in range(40)]
    await stage.until(lambda: not left(blocked), "all is gone")
    await blocked.violation(who=blocked.students[1])

    removals = [call for call in stage.world.calls[before:] if call.method == "messages.delete"]
    assert len(removals) < 5
    assert await erased(blocked) == written
    assert (await stage.bot.command("verify"))[0] == 0


async def test_what_others_write_between_stays_and_an_apology_is_heard(
    stage: Stage, blocked: Story
) -> None:
    blocked.writes_privately(blocked.student, "/помощь")
    await blocked.hears("Чем помочь?", peer=blocked.student)
    for number in range(10):
        blocked.writes(blocked.student, f"{WRITTEN} {number}")
    stays = blocked.writes(blocked.students[1], "что происходит?")
    blocked.writes(blocked.student, "/извинения Больше не буду, честно.")
    for number in range(10):
        blocked.writes(blocked.student, f"{WRITTEN} {number}")

    await blocked.confirms(blocked.student)
    await blocked.hears("Больше не буду, честно.", peer=blocked.peer)
    await stage.until(lambda: not left(blocked), "all is gone")

    shown = [each.conversation_message_id for each in stage.world.messages(blocked.peer)]
    assert stays in shown


async def test_without_its_rights_the_bot_says_so_once(stage: Stage, blocked: Story) -> None:
    stage.world.set_admin(blocked.peer, stage.world.bot_id, False)

    for number in range(10):
        # without rights a bot is told of what is addressed to it
        blocked.writes(blocked.student, f"{stage.world.mention} {WRITTEN} {number}")

    await blocked.hears("пока не могу работать")
    told = [each for each in blocked.bot_messages() if "Готово, проверить" in blocked.labels(each)]
    assert len(told) == 1
    assert len(left(blocked)) == 10

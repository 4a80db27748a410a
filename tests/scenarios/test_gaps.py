"""After a gap the bot reads what it can of what it missed, and says what it could not know."""

import asyncio
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.faults import LONG_POLL, Fault
from rules.ids import ChatId
from rules.vocabulary.journal import GapNoted
from storage.engines import open_engine
from storage.reading import Reading
from tests.scenarios.stage import PATIENCE, Stage, Story, open_stage

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.over_http,
    pytest.mark.slow,
]

CHUNK = 250
"""More messages than two calls read."""


async def _story(stage: Stage) -> Story:
    """Begin a story in a chat that is served: it has got an answer."""
    story = await stage.story()
    await story.asks(f"/статус @id{story.students[1]}")
    await story.hears("Нарушений нет", peer=story.teacher)
    return story


async def _miss(story: Story, *texts: str) -> list[int]:
    """Let the chat go on while nobody tells the bot, then let VK say that it has forgotten."""
    stage = story.stage
    stage.world.stream.enabled = False
    numbers = [story.writes(story.student, text) for text in texts]
    stage.world.stream.enabled = True
    return numbers


async def _learns_of_it(stage: Stage) -> None:
    stage.world.faults.add(Fault(method=LONG_POLL, kind="failed_1"))
    stage.world.stream.nudge()


async def _until_gone(story: Story, *missed: int) -> None:
    def is_gone() -> bool:
        there = {m.conversation_message_id for m in story.world.messages(story.peer)}
        return there.isdisjoint(missed)

    await story.stage.until(is_gone, "it is gone")


async def test_what_a_blocked_member_wrote_meanwhile_is_removed(stage: Stage) -> None:
    story = await _story(stage)
    await story.sets("способ удаление", "удал")
    await story.blocked()
    missed = await _miss(story, "вы меня не видите", *["и ещё раз"] * 2)
    await _learns_of_it(stage)
    await _until_gone(story, *missed)
    await story.asks("/журнал")
    await story.hears(
        "бот не получал событий", "нажатия кнопок неизвестны", "5.12.2", peer=story.teacher
    )


async def test_a_command_is_carried_out_unless_it_is_too_old(stage: Stage) -> None:
    story = await _story(stage)
    await _miss(story, "/статус")
    stage.clock.advance(timedelta(minutes=11).total_seconds())
    await _miss(story, "/правила")
    before = story.bot_messages()[-1].conversation_message_id
    await _learns_of_it(stage)
    await story.hears("5.12.3")
    await story.asks("/журнал")
    await story.hears("позже прочитано 2 сообщения", "1 команда не выполнена", peer=story.teacher)
    since = [m for m in story.bot_messages() if m.conversation_message_id > before]
    assert len(since) == 1, "the rules: the journal is told in private"


async def test_many_messages_are_read_and_looked_at_each_once(stage: Stage) -> None:
    story = await _story(stage)
    await _miss(story, *(f"слово {number}" for number in range(CHUNK)), "/правила")
    await _learns_of_it(stage)
    await story.hears("Правила общения")
    # VK forgets once more: there is nothing new
    await _learns_of_it(stage)
    # a member would be answered by a line, so soon after the first answer
    story.writes(story.teacher, "/правила")
    await stage.until(lambda: _times(story, "Правила общения") == 2, "the rules again")
    await story.asks(f"/журнал @id{story.student}")
    await story.hears("флуд", peer=story.teacher)
    await _gaps_noted(story, 2)
    assert _times(story, "Правила общения") == 2


async def test_who_came_meanwhile_is_welcomed_once(stage: Stage) -> None:
    story = await _story(stage)
    newcomer = stage.person("Олег", "Новичков")
    stage.world.stream.enabled = False
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    stage.world.stream.enabled = True
    await _learns_of_it(stage)
    await story.hears("Добро пожаловать", f"id{newcomer}|")
    await _learns_of_it(stage)
    await _gaps_noted(story, 2)
    assert _times(story, "Добро пожаловать") == 1


async def _gaps_noted(story: Story, number: int) -> None:
    """Wait until the chat's journal tells of so many gaps."""

    async def told() -> int:
        async with open_engine(story.stage.bot.url) as engine, engine.connect() as connection:
            entries = await Reading(connection).entries(ChatId(story.peer), limit=1_000)
            return sum(isinstance(entry.fact, GapNoted) for entry in entries)

    async with asyncio.timeout(PATIENCE):
        while await told() < number:  # noqa: ASYNC110 -- another process writes it
            await asyncio.sleep(0.05)


def _times(story: Story, words: str) -> int:
    return sum(words in message.text for message in story.bot_messages())


async def test_who_came_is_welcomed_also_where_no_message_can_be_read(stage: Stage) -> None:
    story = await _story(stage)
    newcomer = stage.person("Олег", "Новичкин")
    # VK tells of joining in whole seconds, and the bot hears once more before it learns of the gap
    await stage.until(lambda: stage.clock.now().microsecond < 300_000, "a second begins")
    stage.world.stream.enabled = False
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    stage.world.stream.enabled = True
    stage.world.faults.add(
        Fault(method="messages.getByConversationMessageId", code=917, times=9_999)
    )
    await _learns_of_it(stage)
    await story.hears(f"id{newcomer}|")
    stage.world.faults.clear()
    await story.asks("/журнал")
    await story.hears("прочитать не удалось", peer=story.teacher)


async def test_after_a_long_absence_it_reads_what_vk_has_forgotten(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await _story(stage)
        await story.sets("способ удаление", "удал")
        await story.blocked()
        await stage.bot.stop(signal.SIGKILL)
        # what is written in the second in which a block begins is in doubt, and stays
        stage.clock.advance(2)
        missed = story.writes(story.student, "пока бота нет")
        stage.clock.advance(timedelta(hours=5).total_seconds())
        stage.world.stream.forget()
        await stage.bot.start()
        await _until_gone(story, missed)
        await story.asks("/журнал")
        await story.hears(
            "бот не получал событий", "позже прочитано 1 сообщение", peer=story.teacher
        )


async def test_a_kill_while_it_is_read_loses_nothing_of_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await _story(stage)
        await story.sets("способ удаление", "удал")
        await story.blocked()
        # what is written in the second in which a block begins is in doubt after a kill, and stays
        stage.clock.advance(2)
        missed = await _miss(story, "вы меня не видите", *["и ещё раз"] * 2)
        reading = "messages.getByConversationMessageId"
        stage.world.faults.add(Fault(method=reading, kind="delay", seconds=PATIENCE))
        await _learns_of_it(stage)
        await stage.until(lambda: not stage.world.faults.waits(reading), "it is being read")
        # what VK tells of from now on waits for it
        story.writes(story.teacher, "/правила")
        await stage.bot.stop(signal.SIGKILL)
        stage.world.stream.forget()
        await stage.bot.start()
        await _until_gone(story, *missed)
        await story.hears("Правила общения")
        assert _times(story, "Правила общения") == 1

"""Story 2, п. 5.12.3: newcomers are shown the rules and acknowledge them."""

import pytest

from bot.sandbox.faults import Fault
from rules.ids import ChatId
from storage.database import open_storage
from tests.scenarios.stage import Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

KNOWN = "Правила прочитаны"
READ = "Прочитать правила"


@pytest.mark.parametrize("how", ["invite", "link", "message_request", "call", "call_link"])
async def test_a_newcomer_is_shown_the_rules_however_they_join(stage: Stage, how: str) -> None:
    story = await stage.story()
    newcomer = stage.person("Олег", "Новиков")
    stage.world.add_member(story.peer, newcomer, by=story.teacher, how=how)
    greeting = await story.hears(f"id{newcomer}|", "5.12.3")
    assert story.labels(greeting) == [READ, KNOWN]
    assert greeting.text.count("\n") == 1
    await story.presses(newcomer, greeting, READ)
    rules = await story.hears(f"id{newcomer}|", *(f"\n{number}. " for number in range(1, 11)))
    assert rules.conversation_message_id == greeting.conversation_message_id
    assert story.labels(rules) == [KNOWN]


async def test_ten_newcomers_share_one_notice(stage: Stage) -> None:
    story = await stage.story()
    newcomers = [stage.person("Олег", "Новиков") for _ in range(10)]
    for newcomer in newcomers:
        stage.world.add_member(story.peer, newcomer, by=story.teacher)
    await story.hears(*(f"id{newcomer}|" for newcomer in newcomers))
    assert sum("5.12.3" in message.text for message in story.bot_messages()) == 1


async def test_whoever_can_be_reached_reads_the_rules_in_private(stage: Stage) -> None:
    story = await stage.story()
    newcomer = stage.person("Олег", "Новиков")
    await story.opens(newcomer)
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    greeting = await story.hears(f"id{newcomer}|", "5.12.3")
    assert "в личных сообщениях" in await story.presses(newcomer, greeting, READ)
    await story.hears("5.12.3", "\n1. ", "\n10. ", peer=newcomer)
    assert not any("\n10. " in message.text for message in story.bot_messages())


@pytest.mark.parametrize("command", ["/правила", "/помощь"])
async def test_a_member_is_answered_once_in_ten_minutes(stage: Stage, command: str) -> None:
    story = await stage.story()
    again = "чуть выше"
    story.writes(story.student, command)
    first = await story.hears("5.12.3" if command == "/правила" else "Чем помочь?")
    story.writes(story.students[1], command)
    await story.hears(again)
    story.writes(story.teacher, command)
    await stage.until(lambda: len(answers(story, first.text.split("\n")[0])) == 2)
    assert len(answers(story, again)) == 1
    stage.clock.advance(10 * 60)
    story.writes(story.student, command)
    await stage.until(lambda: len(answers(story, first.text.split("\n")[0])) == 3)
    assert answers(story, again) == []


def answers(story: Story, words: str) -> list[str]:
    return [message.text for message in story.bot_messages() if words in message.text]


async def test_a_press_is_recorded_once(stage: Stage) -> None:
    story = await stage.story()
    newcomer = stage.person("Олег", "Новиков")
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    greeting = await story.hears(f"id{newcomer}|", "5.12.3")
    first = await story.presses(newcomer, greeting, KNOWN)
    second = await story.presses(newcomer, greeting, KNOWN)
    foreign = await story.presses(story.student, greeting, KNOWN)
    assert "Спасибо" in first
    assert "уже" in second.lower()
    assert "5.12.3" in second
    assert "5.12.3" in foreign
    assert foreign != second
    assert await _unacknowledged(story) == {story.teacher, *story.students}


async def test_members_lists_who_has_not_acknowledged(stage: Stage) -> None:
    story = await stage.story(students=2)
    newcomer = stage.person("Зоя", "Новикова")
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    greeting = await story.hears(f"id{newcomer}|", "5.12.3")
    await story.asks("/участники")
    before = await story.hears("Зоя Новикова", "5.12.3", "•", peer=story.teacher)
    assert before.text.count("•") == 4
    await story.presses(newcomer, greeting, KNOWN)
    story.writes(story.teacher, "/участники")
    await stage.until(lambda: story.bot_messages(story.teacher)[-1].text.count("•") == 3)
    assert "Зоя Новикова" not in story.bot_messages(story.teacher)[-1].text
    assert not any("Новикова" in m.text and "•" in m.text for m in story.bot_messages())


async def test_whoever_was_there_before_can_acknowledge_under_the_rules(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.student, "/правила")
    rules = await story.hears("5.12.3", "\n10. ")
    assert "Спасибо" in await story.presses(story.student, rules, KNOWN)
    assert story.student not in await _unacknowledged(story)


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_list_asked_for_before_people_came_and_went_does_not_undo_it(stage: Stage) -> None:
    story = await stage.story()
    newcomer, leaver = stage.person("Олег", "Новиков"), story.students[1]
    await story.opens(story.teacher)
    stage.clock.advance(120)
    stage.world.faults.add(
        Fault(method="messages.getConversationMembers", kind="hang", seconds=1.5)
    )
    story.writes_privately(story.teacher, f"/выбыл id{story.student}")
    await stage.until(lambda: not stage.world.faults.waits("messages.getConversationMembers"))
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    stage.world.remove_member(story.peer, leaver, by=leaver)
    greeting = await story.hears(f"id{newcomer}|", "5.12.3")
    await story.hears("5.12.8", peer=story.teacher)
    assert "Спасибо" in await story.presses(newcomer, greeting, KNOWN)
    assert await _unacknowledged(story) == {story.teacher, story.student, story.students[2]}


async def _unacknowledged(story: Story) -> set[int]:
    async with open_storage(story.stage.bot.url) as storage, storage.reading() as reading:
        return set(await reading.unacknowledged(ChatId(story.peer), "2024-09-20"))

"""п. 5.12.7: nobody judges what was done to themselves, nor another moderator."""

import pytest

from bot.sandbox.world import Message, PersonId
from rules.vocabulary.violations import ViolationRecorded
from tests.scenarios.stage import ADMINISTRATOR, Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

RECORD, DROP = "Записать нарушение", "Не записывать"


async def colleague_in(story: Story, *, reachable: bool = True) -> PersonId:
    """Another moderator of the chat, who has written to the bot if `reachable`."""
    colleague = story.stage.person("Мария", "Коллегина", "teacher")
    story.world.add_member(story.peer, colleague, by=story.teacher)
    story.world.set_admin(story.peer, colleague, True)
    story.writes(colleague, "/участники")
    await story.hears("в личные сообщения")
    if reachable:
        await story.opens(colleague)
    return colleague


async def insulted(story: Story, rule: int = 1) -> None:
    """A student answers the teacher's message; the teacher records it."""
    asked = story.writes(story.teacher, "Где работа?")
    answer = story.writes(story.student, "Сами ищите, Вы же слепая", reply_to=asked)
    story.writes(story.teacher, f"/нарушение {rule} грубость", reply_to=answer)


async def shown_to(story: Story, judge: PersonId) -> Message:
    return await story.hears("Решите, пожалуйста, Вы", "5.12.7", "слепая", "грубость", peer=judge)


@pytest.mark.over_http
async def test_an_insult_is_recorded_by_another_moderator(stage: Stage) -> None:
    story = await stage.story()
    colleague = await colleague_in(story)
    await insulted(story)
    await story.hears("записываете не Вы", "Я передал просьбу другим модераторам", "5.12.7")
    request = await shown_to(story, colleague)
    assert story.labels(request) == [RECORD, DROP]
    assert f"id{story.student}|" in request.text
    assert await story.facts(ViolationRecorded) == []

    await story.presses(colleague, request, RECORD)
    await story.hears("записано нарушение", f"id{story.student}|")
    settled = await story.hears("Нарушение записано", f"id{colleague}|", peer=colleague)
    assert story.labels(settled) == []
    await story.asks("/журнал")
    await story.hears("Журнал", "Коллегина", "Без оскорблений", peer=story.teacher)


async def test_the_other_moderator_may_decide_not_to(stage: Stage) -> None:
    story = await stage.story()
    colleague = await colleague_in(story)
    await story.opens(story.teacher)
    await insulted(story)
    request = await shown_to(story, colleague)
    await story.presses(colleague, request, DROP)
    await story.hears("Решено не записывать", f"id{colleague}|", peer=story.teacher)
    assert await story.facts(ViolationRecorded) == []


async def test_the_administrators_are_asked_too_and_it_is_settled_once(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(ADMINISTRATOR)
    colleague = await colleague_in(story)
    await insulted(story)
    first, second = await shown_to(story, colleague), await shown_to(story, ADMINISTRATOR)
    # both press before either message has changed
    one = story.world.press(first.peer, colleague, first.conversation_message_id, RECORD)
    two = story.world.press(second.peer, ADMINISTRATOR, second.conversation_message_id, RECORD)
    await stage.until(lambda: story.world.popup(one) and story.world.popup(two))
    await story.hears("Нарушение записано", peer=ADMINISTRATOR)
    await story.hears("Нарушение записано", peer=colleague)
    assert len(await story.facts(ViolationRecorded)) == 1


async def test_where_nobody_is_reached_in_private_the_chat_is_asked(own_stage: Stage) -> None:
    await ask_in_the_chat(await own_stage.story())


async def ask_in_the_chat(story: Story) -> None:
    colleague = await colleague_in(story, reachable=False)
    asked = story.writes(story.teacher, "Где работа?")
    answer = story.writes(story.student, "Отстаньте", reply_to=asked)
    story.writes(story.teacher, "/нарушение 1", reply_to=answer)
    line = await story.hears("нужно Ваше решение")
    assert "Студентов" not in line.text
    await story.opens(colleague)
    story.writes_privately(colleague, "/карточки")
    request = await story.hears("Решите, пожалуйста, Вы", "Отстаньте", peer=colleague)
    # neither whoever asked nor a student may press
    record, drop = (each.payload for row in request.keyboard or () for each in row)
    assert "другой модератор" in await story.forges(story.teacher, line, record)
    assert "только модераторы" in await story.forges(story.students[1], line, drop)
    await story.presses(colleague, request, RECORD)
    await story.hears("записано нарушение", f"id{story.student}|")


@pytest.mark.parametrize("note", ["оскорбил меня", "написал мне гадость"])
async def test_saying_that_it_was_against_oneself_is_enough(stage: Stage, note: str) -> None:
    story = await stage.story()
    await colleague_in(story)
    cmid = story.writes(story.student, "Она дура")
    story.writes(story.teacher, f"/нарушение 1 {note}", reply_to=cmid)
    await story.hears("записываете не Вы", "5.12.7")


async def test_what_is_against_nobody_is_recorded_as_ever(stage: Stage) -> None:
    story = await stage.story()
    await insulted(story, rule=3)
    await story.hears("записано нарушение", f"id{story.student}|")
    cmid = story.writes(story.students[1], "Ты дурак, Иван")
    story.writes(story.teacher, "/нарушение 1", reply_to=cmid)
    await story.hears("записано нарушение", f"id{story.students[1]}|")


async def test_what_a_moderator_did_goes_to_the_administrators(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(ADMINISTRATOR)
    colleague = await colleague_in(story)
    cmid = story.writes(colleague, "Все тут дураки")
    story.writes(story.teacher, "/нарушение 1 при детях", reply_to=cmid)
    asked = await story.hears("Передать", peer=story.teacher)
    assert not any("Все тут дураки" in each.text for each in story.bot_messages(ADMINISTRATOR))
    await story.presses(story.teacher, asked, "Передать")
    await story.hears("передал просьбу администраторам", "5.12.7")
    request = await story.hears("Решите", "Все тут дураки", peer=ADMINISTRATOR)
    await story.presses(ADMINISTRATOR, request, RECORD)
    await story.hears("записано нарушение", f"id{colleague}|")
    # it can be blocked for by nobody
    story.writes(story.teacher, f"/блок @id{colleague} 1 день")
    await story.hears("другому модератору", "5.12.7")

"""Story 1: the bot comes into a chat, asks for its rights once, and introduces itself once."""

import pytest

from tests.scenarios.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

NO_RIGHTS = "администратор"


async def test_without_rights_it_says_once_what_to_switch_on(stage: Stage) -> None:
    story = await stage.story(served=False)
    stage.world.add_bot(story.peer, by=story.teacher)
    await story.hears("Здравствуйте!", NO_RIGHTS)
    for _ in range(3):
        story.writes(story.student, "[club1|@poryadok] привет")
    await stage.let_pass(0.5)
    assert len(story.bot_messages()) == 1


async def test_a_command_without_rights_is_told_why_not(stage: Stage) -> None:
    story = await stage.story(served=False)
    stage.world.add_bot(story.peer, by=story.teacher)
    await story.hears("Здравствуйте!", NO_RIGHTS)
    story.writes(story.teacher, "[club1|@poryadok] /статус")
    await stage.until(lambda: len(story.bot_messages()) == 2)
    assert NO_RIGHTS in story.bot_messages()[-1].text


async def test_with_rights_it_introduces_itself_once(stage: Stage) -> None:
    story = await stage.story(served=False)
    stage.world.add_bot(story.peer, by=story.teacher)
    asking = await story.hears("Здравствуйте!", NO_RIGHTS)
    stage.world.set_admin(story.peer, stage.world.bot_id, True)
    await story.presses(story.teacher, asking, story.labels(asking)[0])
    introduction = await story.hears("Здравствуйте!", "5.12.1", "чья она?")
    assert introduction.text.count("\n") < 8
    await story.presses(story.teacher, introduction, "Другая беседа")
    adopted = await story.hears("Беседа принята", "/помощь", "5.12.1")
    assert adopted.conversation_message_id == introduction.conversation_message_id
    story.writes(story.student, "/правила")
    await story.hears("5.12.3")
    assert sum("чья она?" in m.text for m in story.bot_messages()) == 0


async def test_with_rights_from_the_start_it_only_introduces_itself(stage: Stage) -> None:
    story = await stage.story()
    assert [NO_RIGHTS in m.text.splitlines()[0] for m in story.bot_messages()] == [False]


async def test_the_button_pressed_too_early_says_what_is_missing(stage: Stage) -> None:
    story = await stage.story(served=False)
    stage.world.add_bot(story.peer, by=story.teacher)
    asking = await story.hears("Здравствуйте!", NO_RIGHTS)
    answer = await story.presses(story.teacher, asking, story.labels(asking)[0])
    assert NO_RIGHTS in answer


async def test_rights_taken_away_are_asked_for_again(stage: Stage) -> None:
    story = await stage.story()
    stage.world.set_admin(story.peer, stage.world.bot_id, False)
    cmid = story.writes(story.student, "сообщение")
    story.writes(story.teacher, "[club1|@poryadok] /удалить 3", reply_to=cmid)
    await story.hears("Здравствуйте!", NO_RIGHTS)

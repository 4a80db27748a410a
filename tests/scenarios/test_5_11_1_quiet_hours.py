"""п. 5.11.1: quiet hours shut nobody out; they are a gentle word, once an evening."""

from pathlib import Path

import pytest

from tests.scenarios.stage import Stage, Story, open_stage

ASKED = "правила этой беседы и нажмите кнопку ниже"

pytestmark = pytest.mark.asyncio(loop_scope="session")

LATE = "тихие часы ("


def words(story: Story) -> int:
    return sum(LATE in m.text for m in story.bot_messages())


async def test_one_gentle_word_an_evening(stage: Stage) -> None:
    story = await stage.story()
    await story.sets("тихие часы с 22 до 7", "22:00–07:00", "5.11.1")
    stage.advance_to(21, 59)
    story.writes(story.student, "ещё не поздно")
    stage.advance_to(22, 1)
    story.writes(story.teacher, "завтра к первой паре")
    cmid = story.writes(story.student, "а что задали?")
    said = await story.hears(LATE, "22:00–07:00", "5.11.1")
    assert said.reply is not None
    assert said.reply.conversation_message_id == cmid
    story.writes(story.students[1], "ничего")
    stage.advance_to(3)
    story.writes(story.student, "не спится")
    await stage.let_pass(0.5)
    assert words(story) == 1
    stage.advance_to(23)
    story.writes(story.student, "снова поздно")
    await stage.until(lambda: words(story) == 2)
    assert stage.world.conversations[story.peer].message(cmid) is not None


@pytest.mark.over_http
async def test_the_bots_own_words_wait_for_the_morning(stage: Stage) -> None:
    stage.advance_to(12)
    story = await stage.story(kind="Студенты группы")
    await story.sets("напоминание 3 часа", "через 3 часа")
    stage.advance_to(20)
    newcomer = stage.person("Пётр", "Вечерний")
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    await story.hears("Добро пожаловать", f"id{newcomer}|")
    stage.advance_to(23, 30)
    await stage.let_pass(0.5)
    asked = ASKED
    assert not any(asked in m.text for m in story.bot_messages())
    stage.advance_to(8, 5)
    await story.hears(asked, f"id{newcomer}|")


async def test_quiet_hours_cannot_be_the_whole_day(stage: Stage) -> None:
    story = await stage.story()
    await story.sets("тихие часы 8:00-23:00", "круглосуточно", "5.11.1")
    await story.sets("тихие часы когда-нибудь", "нет такого значения", "5.11.1")
    await story.sets("тихие часы выкл", "уже такая")


async def test_the_end_of_a_term_wakes_nobody(stage: Stage) -> None:
    stage.advance_to(2)
    story = await stage.story(kind="Студенты группы")
    # the scenario waits for the name under each violation
    await story.sets("кому видно с именем", "с именем")
    await story.blocked("1 день")
    await stage.until(lambda: stage.world.member(story.peer, story.student).restricted)
    stage.clock.advance(24 * 3600 + 60)
    # whoever was blocked writes again at once; that it is over is told in the morning
    await stage.until(lambda: not stage.world.member(story.peer, story.student).restricted)
    await stage.let_pass(0.3)
    assert not any("срок истёк" in m.text for m in story.bot_messages())
    stage.advance_to(7, 5)
    await story.hears(f"id{story.student}|", "срок истёк")


@pytest.mark.slow
async def test_what_was_late_and_is_read_in_the_morning_gets_no_word(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story()
        await story.sets("тихие часы 22-7", "22:00–07:00")
        stage.advance_to(23)
        await stage.bot.stop()
        story.writes(story.student, "а что задали?")
        stage.advance_to(10)
        await stage.bot.start()
        story.writes(story.student, "/правила")
        await story.hears("5.12.3", "\n10. ")
        assert words(story) == 0


@pytest.mark.slow
async def test_on_trial_the_moderators_learn_of_the_gentle_word(stage: Stage) -> None:
    story = await stage.story(title="Пробный вечер")
    await story.opens(story.teacher)
    await story.sets("тихие часы 22-7", "22:00–07:00")
    await story.sets("пробный режим вкл", "изменена: включён")
    stage.advance_to(23)
    story.writes(story.student, "а что задали?")
    await story.hears("Пробный вечер", LATE, peer=story.teacher)
    story.writes(story.student, "эй")
    story.writes(story.student, "/правила")
    await story.hears("5.12.3", "\n10. ")
    assert sum(LATE in m.text for m in story.bot_messages(story.teacher)) == 1
    assert words(story) == 0

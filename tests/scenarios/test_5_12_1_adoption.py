"""п. 5.12.1: a chat is served only after a moderator says whose it is; `/чат` shows it."""

from typing import Literal

import pytest

from bot.sandbox.faults import Fault
from tests.scenarios.stage import ADMINISTRATOR, Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def waiting(stage: Stage, title: str = "ИСП-21") -> Story:
    story = await stage.story(served=False, title=title)
    stage.world.add_bot(story.peer, by=story.teacher)
    stage.world.set_admin(story.peer, stage.world.bot_id, True)
    await story.hears("чья она?")
    return story


@pytest.mark.over_http
async def test_until_then_nothing_is_done(stage: Stage) -> None:
    story = await waiting(stage)
    newcomer = stage.person("Пётр", "Новичков")
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    cmid = story.writes(story.student, "ерунда")
    story.writes(story.teacher, "/нарушение 3", reply_to=cmid)
    refused = await story.hears("5.12.1", "сначала модератор")
    assert not any("Добро пожаловать" in m.text for m in story.bot_messages())
    await story.presses(story.teacher, refused, "Другая беседа")
    await story.hears("Беседа принята")
    # what was written before is no violation; what is written from now on can be one
    await story.violation()


@pytest.mark.slow
async def test_a_student_cannot_adopt(stage: Stage) -> None:
    story = await waiting(stage)
    asking = await story.hears("чья она?")
    assert "5.12.2" in await story.presses(story.student, asking, "Родители")
    await story.opens(story.teacher)
    story.writes(story.teacher, "/чат")
    await story.hears("ждёт", "пока не принята")


@pytest.mark.slow
async def test_an_old_button_adopts_no_chat_in_which_the_bot_has_no_rights(stage: Stage) -> None:
    story = await waiting(stage, "Рановато")
    asking = await story.hears("чья она?")
    story.writes_privately(story.teacher, "/помощь")
    stage.world.set_admin(story.peer, stage.world.bot_id, False)
    refused = await story.presses(story.teacher, asking, "Родители")
    assert "ещё не администратор" in refused
    story.writes_privately(story.teacher, "/чат")
    await story.hears("«Рановато»: у бота нет прав", peer=story.teacher)
    stage.world.set_admin(story.peer, stage.world.bot_id, True)
    stage.clock.advance(5)
    await story.presses(story.teacher, asking, "Родители")
    await story.hears("Беседа принята", "родители")


async def test_the_group_is_read_from_the_title_and_can_be_changed(stage: Stage) -> None:
    story = await waiting(stage, "Родители ИСП-21")
    asking = await story.hears("чья она?")
    await story.presses(story.teacher, asking, "Родители")
    await story.hears("Беседа принята", "родители, группа ИСП-21")
    story.reaches(story.teacher)
    story.reaches(story.student)
    story.writes(story.teacher, "/чат группа ИСП-22")
    await story.hears("Настройка «группа» изменена: ИСП-22")
    story.writes(story.student, "/чат")
    await story.hears("родители, группа ИСП-22", "обслуживается", peer=story.student)
    story.writes(story.teacher, "/настройки")
    assert "Тихие часы: 21:00–08:00" in story.labels(await story.hears("Настройки этой беседы"))


@pytest.mark.slow
async def test_a_kind_has_rules_of_its_own(stage: Stage) -> None:
    parents = await stage.story(kind="Родители")
    parents.writes(parents.teacher, "/правила")
    await parents.hears("11. Личное — лично")
    others = await stage.story()
    others.writes(others.teacher, "/правила")
    shown = await others.hears("10. ")
    assert "11. " not in shown.text
    cmid = others.writes(others.student, "как там мой?")
    others.writes(others.teacher, "/нарушение 11", reply_to=cmid)
    await others.hears("Правила 11 нет")


@pytest.mark.slow
async def test_adopting_twice_is_refused(stage: Stage) -> None:
    story = await stage.story()
    adopted = await story.hears("Беседа принята")
    assert story.labels(adopted) == ["Написать мне", "Попросить всех ознакомиться"]


async def test_moderators_are_told_once_when_the_bot_is_removed(stage: Stage) -> None:
    story = await stage.story(title="Прощальная")
    await story.opens(story.teacher)
    stage.world.remove_member(story.peer, stage.world.bot_id, by=story.teacher)
    await story.hears("Прощальная", "больше нет", "5.12.1", peer=story.teacher)
    story.writes_privately(story.teacher, "/чат")
    await story.hears("Ваши беседы", "«Прощальная»: бота в беседе нет", peer=story.teacher)
    await stage.let_pass(0.3)
    told = [m for m in story.bot_messages(story.teacher) if "5.12.1" in m.text]
    assert len(told) == 1


async def removed_while_it_is_asked(
    stage: Stage, title: str, kind: Literal["delay", "hang"]
) -> Story:
    """Remove the bot while VK is asked about the chat, and is to answer only later; wait for both.

    With `delay` VK answers as it is then, with `hang` as it was before.
    """
    story = await stage.story(title=title)
    await story.opens(story.teacher)
    # a look at the chat, asked for elsewhere
    stage.clock.advance(120)
    stage.world.faults.add(Fault(method="messages.getConversationMembers", kind=kind, seconds=1))
    story.writes_privately(story.teacher, f"/выбыл id{story.student}")
    await stage.let_pass(0.4)
    stage.world.remove_member(story.peer, stage.world.bot_id, by=story.teacher)
    await story.hears(title, "больше нет", "5.12.1", peer=story.teacher)
    await stage.let_pass(1)
    return story


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_refusal_that_comes_after_the_removal_tells_nothing_anew(stage: Stage) -> None:
    story = await removed_while_it_is_asked(stage, "Спешная", "delay")
    story.writes_privately(story.teacher, "/чат")
    await story.hears("Ваши беседы", "«Спешная»: бота в беседе нет", peer=story.teacher)
    told = [m for m in story.bot_messages(story.teacher) if "больше нет в беседе" in m.text]
    assert len(told) == 1


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_list_that_comes_after_the_removal_serves_nothing_anew(stage: Stage) -> None:
    story = await removed_while_it_is_asked(stage, "Запоздалая", "hang")
    story.writes_privately(story.teacher, "/чат")
    await story.hears("Ваши беседы", "«Запоздалая»: бота в беседе нет", peer=story.teacher)


@pytest.mark.slow
async def test_moderators_are_told_once_when_the_bot_loses_its_rights(stage: Stage) -> None:
    story = await stage.story(title="Бесправная")
    await story.opens(story.teacher)
    stage.world.set_admin(story.peer, stage.world.bot_id, False)
    for _ in range(2):
        story.writes(story.teacher, "[club1|@poryadok] /участники")
    await story.hears("Бесправная", "больше не администратор", peer=story.teacher)
    story.writes(story.teacher, "[club1|@poryadok] /чат")
    await story.hears("у бота нет прав")
    told = [m for m in story.bot_messages(story.teacher) if "больше не администратор" in m.text]
    assert len(told) == 1


async def test_an_administrator_sees_every_chat(own_stage: Stage) -> None:
    # a long list comes in several messages
    await own_stage.story(title="Видная")
    story = await waiting(own_stage, "Новая")
    own_stage.world.write(ADMINISTRATOR, ADMINISTRATOR, "/чат")
    await story.hears("«Новая»: ждёт", "«Видная»: ", peer=ADMINISTRATOR)
    outsider = own_stage.person("Ян", "Прохожий")
    own_stage.world.write(outsider, outsider, "/чат")
    await story.hears("не знаю", peer=outsider)


@pytest.mark.slow
async def test_an_adopted_chat_stays_so_over_a_return_of_the_bot(stage: Stage) -> None:
    story = await stage.story(title="Возвращение")
    stage.world.remove_member(story.peer, stage.world.bot_id, by=story.teacher)
    stage.world.add_bot(story.peer, by=story.teacher)
    stage.world.set_admin(story.peer, stage.world.bot_id, True)
    story.writes(story.teacher, "/чат")
    await story.hears("«Возвращение»: обслуживается")

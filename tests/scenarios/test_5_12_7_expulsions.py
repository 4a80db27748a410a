"""п. 5.12.7: an expulsion made by hand, past the bot, is seen, entered and told."""

import pytest

from bot.sandbox.world import Message
from tests.scenarios.stage import ADMINISTRATOR, Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

LEAVER, BACK = "Выбывший (п. 5.12.8)", "Пригласить обратно"


async def expelled(stage: Stage) -> tuple[Story, Message]:
    """The teacher removes a student by hand; the administrator is told."""
    story = await stage.story()
    story.writes_privately(ADMINISTRATOR, "/помощь")
    stage.world.remove_member(story.peer, story.student, by=story.teacher)
    told = await story.hears(
        "вручную",
        "вне установленного порядка",
        "5.12.7",
        story.world.people[story.student].last_name,
        peer=ADMINISTRATOR,
    )
    return story, told


async def test_it_is_entered_and_the_administrators_are_told(stage: Stage) -> None:
    story, told = await expelled(stage)
    assert story.labels(told) == [LEAVER, BACK]
    assert f"id{story.teacher}|" in told.text
    await story.asks("/журнал")
    await story.hears("вне установленного порядка", "5.12.7", peer=story.teacher)


async def test_the_ground_is_entered_once(stage: Stage) -> None:
    story, told = await expelled(stage)
    await story.presses(ADMINISTRATOR, told, LEAVER)
    settled = await story.hears(
        "Основание указано",
        "5.12.8",
        story.world.people[story.student].last_name,
        peer=ADMINISTRATOR,
    )
    assert story.labels(settled) == []
    await story.asks("/журнал")
    await story.hears("основание исключения вручную", "5.12.8", peer=story.teacher)


async def test_with_the_ground_the_other_chats_are_next(stage: Stage) -> None:
    story = await stage.story()
    story.writes_privately(ADMINISTRATOR, "/помощь")
    other = await stage.story(title="Физика", students=0)
    stage.world.add_member(other.peer, story.student, by=other.teacher)
    await other.hears(f"id{story.student}|")
    stage.world.remove_member(story.peer, story.student, by=story.teacher)
    surname = story.world.people[story.student].last_name
    told = await story.hears("вручную", surname, peer=ADMINISTRATOR)
    await story.presses(ADMINISTRATOR, told, LEAVER)
    plan = await story.hears("Проверьте", surname, "«Физика»", peer=ADMINISTRATOR)
    await story.presses(ADMINISTRATOR, plan, "Исключить")
    await stage.until(
        lambda: all(m.id != story.student for m in stage.world.members(other.peer)), "out"
    )


async def test_without_a_ground_they_are_invited_back(stage: Stage) -> None:
    story = await stage.story()
    story.writes_privately(ADMINISTRATOR, "/помощь")
    story.writes_privately(story.student, "привет")
    await story.hears("Здравствуйте", peer=story.student)
    stage.world.remove_member(story.peer, story.student, by=story.teacher)
    surname = story.world.people[story.student].last_name
    told = await story.hears("вручную", surname, peer=ADMINISTRATOR)
    await story.presses(ADMINISTRATOR, told, BACK)
    invited = await story.hears("без основания", "5.12.7", "ИСП-21", peer=story.student)
    link = invited.text.split()[-1]
    assert stage.world.join_by_link(link, story.student) == story.peer
    settled = await story.hears("приглашение обратно отправлено", surname, peer=ADMINISTRATOR)
    assert story.labels(settled) == []


async def test_who_takes_no_messages_is_not_invited_and_it_is_said(stage: Stage) -> None:
    story = await stage.story()
    story.writes_privately(ADMINISTRATOR, "/помощь")
    story.writes_privately(story.student, "привет")
    await story.hears("Здравствуйте", peer=story.student)
    stage.world.allow_private(story.student, False)
    stage.world.remove_member(story.peer, story.student, by=story.teacher)
    surname = story.world.people[story.student].last_name
    told = await story.hears("вручную", surname, peer=ADMINISTRATOR)
    assert "личных сообщений" in await story.presses(ADMINISTRATOR, told, BACK)
    assert story.labels(await story.hears("вручную", surname, peer=ADMINISTRATOR)) == [LEAVER, BACK]


async def test_whoever_leaves_by_themselves_is_not_expelled(stage: Stage) -> None:
    story = await stage.story()
    stage.world.remove_member(story.peer, story.student, by=story.student)
    await story.asks("/журнал")
    page = await story.hears("Журнал", peer=story.teacher)
    assert "вручную" not in page.text


async def test_the_bots_own_removals_are_no_expulsions_by_hand(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    await story.asks(f"/выбыл @id{story.student}")
    shown = await story.hears("Проверьте", peer=story.teacher)
    await story.presses(story.teacher, shown, "Исключить")
    await story.hears("Готово", peer=story.teacher)
    await story.asks("/журнал")
    page = await story.hears("Журнал", "выбывший", peer=story.teacher)
    assert "вручную" not in page.text


async def test_a_leaver_removed_by_hand_has_the_ground_already(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    await story.asks(f"/выбыл @id{story.student}")
    shown = await story.hears("Проверьте", peer=story.teacher)
    await story.presses(story.teacher, shown, "Исключить")
    await story.hears("Готово", peer=story.teacher)
    stage.world.add_member(story.peer, story.student, by=story.teacher)
    stage.world.remove_member(story.peer, story.student, by=story.teacher)
    await story.asks(f"/журнал @id{story.student}")
    await story.hears(
        "Журнал", "вне установленного порядка", "основание исключения вручную", peer=story.teacher
    )
    surname = story.world.people[story.student].last_name
    told = story.bot_messages(ADMINISTRATOR)
    assert not any("вручную" in m.text and surname in m.text for m in told)

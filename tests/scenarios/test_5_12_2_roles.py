"""п. 5.12.2: who moderates: VK's administrators of the chat, and whom an administrator appoints."""

import pytest

from bot.sandbox.world import PersonId
from tests.scenarios.stage import ADMINISTRATOR, Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_administrator_appoints_a_moderator_and_dismisses_them(stage: Stage) -> None:
    story = await stage.story()
    boss = ADMINISTRATOR
    stage.world.add_member(story.peer, boss, by=story.teacher)
    curator, culprit = story.students[0], story.students[1]
    await story.opens(boss)
    story.reaches(curator)
    cmid = story.writes(culprit, "ерунда")
    story.writes(curator, "/нарушение 3", reply_to=cmid)
    await story.hears("5.12.2", peer=curator)
    story.writes(boss, f"/модератор @id{curator}")
    await story.hears(f"id{curator}|", "теперь модератор", "5.12.2", peer=boss)
    story.writes(curator, "/нарушение 3", reply_to=cmid)
    await story.hears("нарушение №", f"id{culprit}|")
    story.writes(story.teacher, f"/нарушение @id{curator} 3")
    await story.hears("5.12.7")
    story.writes(boss, f"/модератор @id{curator} снять")
    await story.hears(f"id{curator}|", "больше не модератор", peer=boss)
    before = len(story.bot_messages(curator))
    story.writes(curator, "/нарушение 3", reply_to=cmid)
    await stage.until(lambda: len(story.bot_messages(curator)) > before)
    assert "только модераторы" in story.bot_messages(curator)[-1].text


async def test_a_communitys_word_is_nobodys(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, "/нарушение [club77|Канал] 3")
    await story.hears("5.12.7")
    await story.asks("/участники")
    await story.hears("участник", "5.12.3", peer=story.teacher)


async def test_a_guest_by_e_mail_is_no_member(stage: Stage) -> None:
    story = await stage.story(students=2)
    guest = stage.world.add_person(
        PersonId(-2_000_000_123),
        first_name="guest@example.org",
        last_name="",
        screen_name="",
        role="student",
    )
    before = len(story.bot_messages())
    stage.world.add_member(story.peer, guest, by=story.teacher)
    story.writes(guest, "/статус")
    cmid = story.writes(guest, "купите слона")
    story.writes(story.teacher, "/нарушение 3", reply_to=cmid)
    await story.hears("Это не участник беседы", "5.12.7")
    # neither a greeting nor an answer to the command
    assert len(story.bot_messages()) == before
    await story.asks("/участники")
    await story.hears("не ознакомились — 3", "5.12.3", peer=story.teacher)


async def test_who_moderates_follows_what_is_changed_in_vk(stage: Stage) -> None:
    story = await stage.story()
    deputy = story.students[0]
    story.reaches(deputy)
    cmid = story.writes(story.students[1], "ерунда")
    story.writes(deputy, "/нарушение 3", reply_to=cmid)
    await story.hears("только модераторы", "5.12.2", peer=deputy)
    stage.world.set_admin(story.peer, deputy, True)
    stage.clock.advance(4)
    story.writes(deputy, "/нарушение 3", reply_to=cmid)
    await story.hears("нарушение №", f"id{story.students[1]}|")
    stage.world.set_admin(story.peer, deputy, False)
    stage.clock.advance(61)
    before = len(story.bot_messages(deputy))
    story.writes(deputy, "/нарушение 3", reply_to=cmid)
    await stage.until(lambda: len(story.bot_messages(deputy)) > before)
    assert "только модераторы" in story.bot_messages(deputy)[-1].text

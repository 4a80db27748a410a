"""п. 5.12.2: one text in three chats is one card; a page that was broken into only reads."""

from functools import partial

import pytest

from bot.sandbox.conversations import Conversation
from bot.sandbox.world import PersonId
from rules.vocabulary.spread import PageDoubted, PageReturned
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from tests.scenarios.stage import Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

LURE = "Проголосуй за мою сестру в конкурсе рисунков, осталось два часа, очень прошу"


async def another_chat(stage: Stage, title: str, student: PersonId, teacher: PersonId) -> Story:
    story = await stage.story(title=title, students=0)
    for member in (student, teacher):
        stage.world.add_member(story.peer, member, by=story.teacher)
        await story.hears(f"id{member}|")
    stage.world.set_admin(story.peer, teacher, True)
    stage.clock.advance(5)
    return story


def _is_gone(chat: Conversation, message: int) -> bool:
    return chat.message(message) is None


def _writes(chat: Conversation, who: PersonId) -> bool:
    return not chat.members[who].restricted


@pytest.mark.over_http
async def test_one_text_in_three_chats_is_removed_and_its_author_only_reads(stage: Stage) -> None:
    story = await stage.story()
    teacher, student = story.teacher, story.student
    for who in (teacher, student):
        await story.opens(who)
    others = [await another_chat(stage, title, student, teacher) for title in ("Физика", "Химия")]
    stories = [story, *others]
    # adding the teacher's rights is seen at the next look at the chats
    for each in stories:
        await each.asks("/чат")
    messages = [each.writes(student, LURE) for each in stories]
    card = await story.hears(LURE, "в нескольких беседах", peer=teacher)
    assert story.labels(card) == ["Убрать везде", "Похоже, взломали", "Ничего страшного"]

    await story.presses(teacher, card, "Похоже, взломали")
    told = await story.hears("vk.com/restore", peer=student)
    await story.presses(teacher, card, "Убрать везде")
    for each, message in zip(stories, messages, strict=True):
        chat = each.world.conversations[each.peer]
        await stage.until(partial(_is_gone, chat, message), "the text is gone")
        assert len(await each.facts(PageDoubted)) == len(await each.facts(MessageRemoved)) == 1
        assert chat.members[student].restricted
        assert await each.facts(ViolationRecorded) == []

    await story.presses(student, told, "Страница снова у меня")
    await story.hears("Вы снова можете писать", peer=student)
    for each in stories:
        chat = each.world.conversations[each.peer]
        await stage.until(partial(_writes, chat, student), "they may write")
        assert len(await each.facts(PageReturned)) == 1

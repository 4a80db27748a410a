"""A permanent menu stays under the field of a private conversation, by role and state."""

from itertools import chain

import pytest

from bot.sandbox.conversations import Message
from bot.sandbox.world import PersonId
from handlers import menus
from handlers.commands import is_label, read_plainly
from rules.ids import MemberId
from storage.effects import Send
from storage.kinds import read_effect, write
from tests.handlers.voices import VOICES
from tests.in_process.college import ADMINISTRATOR, College, found_with_block
from tests.in_process.college import STUDENT as BLOCKED
from tests.in_process.lesson import CLASSMATE, PHONE, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

HELP = "Мне нужна помощь"

lesson = prepared_by(found_lesson)
college = prepared_by(found_with_block, administrators=[ADMINISTRATOR])


def holder(ground: Lesson | College, who: int) -> Message:
    """Give the message that brought the menu which stands in a private conversation."""
    return next(each for each in reversed(ground.said(who)) if each.keyboard and not each.inline)


def menu(ground: Lesson | College, who: int) -> list[list[str]]:
    return [[each.label for each in row] for row in holder(ground, who).keyboard]


async def tap(ground: Lesson | College, who: PersonId, label: str) -> str:
    """Tap the menu; give the words of the answer."""
    message = holder(ground, who)
    ground.bot.world.press_text(who, who, message.conversation_message_id, label)
    await ground.bot.follow()
    return ground.said(who)[-1].text.replace("\u00a0", " ")


async def test_a_moderators_menu_counts_what_waits(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "мои беседы", to=TEACHER)
    assert menu(lesson, TEACHER) == [
        ["Дела", "Мои беседы"],
        ["Запись о человеке", "Отчёт"],
        ["Помощь"],
    ]
    await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(60)
    assert await tap(lesson, TEACHER, "Помощь") == "Чем помочь?"
    await tap(lesson, TEACHER, "Мои беседы")
    assert menu(lesson, TEACHER) == [
        ["Дела · 1", "Мои беседы"],
        ["Запись о человеке", "Отчёт"],
        ["Помощь"],
    ]
    assert "Клавишин" in await tap(lesson, TEACHER, "Дела · 1")
    assert "ИСП-21" in await tap(lesson, TEACHER, "Мои беседы")


async def test_a_students_menu_has_the_ways_out_that_are_open(lesson: Lesson) -> None:
    await lesson.say(CLASSMATE, "мои записи", to=CLASSMATE)
    assert menu(lesson, CLASSMATE) == [["Мои записи", "Правила"], [HELP]]
    assert "Что записано о Вас" in await tap(lesson, CLASSMATE, "Мои записи")
    message = await lesson.say(CLASSMATE, "купите у меня")
    await lesson.say(TEACHER, "/нарушение 4", reply_to=message)
    await tap(lesson, CLASSMATE, "Правила")
    assert menu(lesson, CLASSMATE) == [["Мои записи", "Правила"], ["Обжаловать"], [HELP]]


async def test_who_is_blocked_apologises_by_a_tap(college: College) -> None:
    await college.say(BLOCKED, "правила", to=BLOCKED)
    assert menu(college, BLOCKED) == [
        ["Мои записи", "Правила"],
        ["Извиниться", "Обжаловать"],
        [HELP],
    ]
    assert "что Вы хотите сказать" in await tap(college, BLOCKED, "Извиниться")
    # a tap is no word of the apology that is awaited
    assert "Что записано" in await tap(college, BLOCKED, "Мои записи")
    await tap(college, BLOCKED, "Извиниться")
    await college.say(BLOCKED, "Простите меня, пожалуйста", to=BLOCKED)
    await college.confirm(BLOCKED)
    # one apology at a time
    assert menu(college, BLOCKED) == [["Мои записи", "Правила"], ["Обжаловать"], [HELP]]


async def test_an_administrators_menu(college: College) -> None:
    await college.say(ADMINISTRATOR, "беседы", to=ADMINISTRATOR)
    (cases, chats), (report, _) = menu(college, ADMINISTRATOR)
    assert (cases.split(" · ")[0], chats, report) == ("Дела", "Беседы", "Отчёт")
    assert "ИСП-21" in await tap(college, ADMINISTRATOR, "Беседы")


async def test_a_group_has_no_menu(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/правила")
    await lesson.say(STUDENT, "/помощь")
    assert all(each.inline or not each.keyboard for each in lesson.said())


@pytest.mark.parametrize("language", VOICES)
async def test_every_label_is_understood(language: str) -> None:
    voice = VOICES[language]
    shown = (
        menus.moderators_menu(voice, waiting=3),
        menus.administrators_menu(voice, waiting=0),
        menus.members_menu(voice, apologises=True, contests=True),
    )
    for label in chain.from_iterable(chain.from_iterable(shown)):
        assert is_label(label)
        assert read_plainly(label) is not None, label


async def test_messages_stored_before_there_were_menus_are_read() -> None:
    effect = Send(to=MemberId(BLOCKED), private=True, text="!")
    assert read_effect("send", write(effect).replace(',"menu":null', "")) == effect
    assert read_effect(
        "send", write(Send(to=MemberId(BLOCKED), private=True, text="!", menu=(("А",),)))
    )


async def test_who_adopts_a_chat_is_led_to_the_private_conversation(lesson: Lesson) -> None:
    adopted = next(each for each in lesson.said() if "Беседа принята" in each.text)
    assert adopted.text.endswith("Напишите мне лично, чтобы карточки приходили Вам.")
    (link,), _ = adopted.keyboard
    assert (link.label, link.kind) == ("Написать мне", "open_link")
    assert link.link is not None
    assert lesson.bot.world.open_link(link.link, CLASSMATE) == CLASSMATE
    await lesson.bot.follow()
    assert "Я слежу за порядком" in lesson.said(CLASSMATE)[-1].text
    assert menu(lesson, CLASSMATE) == [["Мои записи", "Правила"], [HELP]]

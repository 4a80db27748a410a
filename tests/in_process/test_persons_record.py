"""In private «Запись о человеке» asks whose; a name, a mention or a button answers."""

import pytest

from handlers.commands import ROWS, Typed, read_plainly
from handlers.dispatch import PRIVATE_COMMANDS
from tests.in_process.lesson import CLASSMATE, HEAD, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by
from tests.variants import variants

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found_lesson, administrators=[HEAD])

LABEL = "Запись о человеке"


def last(lesson: Lesson, peer: int) -> str:
    return lesson.said(peer)[-1].text.replace("\u00a0", " ")


async def test_people_recorded_lately_are_buttons(lesson: Lesson) -> None:
    for who in (CLASSMATE, STUDENT):
        message = await lesson.say(who, "купите у меня")
        await lesson.say(TEACHER, "/нарушение 3", reply_to=message)
        await lesson.bot.advance(60)
    await lesson.say(TEACHER, LABEL, to=TEACHER)
    assert last(lesson, TEACHER) == "О ком запись? Напишите имя или выберите."
    assert lesson.labels(lesson.said(TEACHER)[-1]) == [
        "Тимур Клавишин",
        "Лев Спорщиков",
        "Отмена",
    ]
    await lesson.tap(TEACHER, "Лев Спорщиков", TEACHER)
    assert "Спорщиков" in last(lesson, TEACHER)
    assert "№ 1" in last(lesson, TEACHER)


@pytest.mark.parametrize("typed", variants("Тимур", "Клавишина", f"@id{STUDENT}", "о Тимуре"))
async def test_a_name_answers(lesson: Lesson, typed: str) -> None:
    await lesson.say(TEACHER, LABEL, to=TEACHER)
    await lesson.say(TEACHER, typed, to=TEACHER)
    assert "Тимур Клавишин" in last(lesson, TEACHER)
    # the question is over
    await lesson.say(TEACHER, "спасибо", to=TEACHER)
    assert "Пожалуйста" in last(lesson, TEACHER)


async def test_it_is_asked_in_one_line_as_well(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "запись о Клавишине", to=TEACHER)
    assert "Тимур Клавишин" in last(lesson, TEACHER)


async def test_a_member_has_no_such_question(lesson: Lesson) -> None:
    await lesson.say(STUDENT, LABEL, to=STUDENT)
    assert "О ком" not in last(lesson, STUDENT)
    assert lesson.labels(lesson.said(STUDENT)[-1]) in (
        [],
        ["Мои записи", "Правила", "Мне нужна помощь"],
    )


async def test_no_command_needs_a_slash_in_private() -> None:
    for command in PRIVATE_COMMANDS:
        for name in (command.value, ROWS[command].russian):
            assert read_plainly(name) == Typed(command=command, rest="")


async def test_requests_of_moderators_wait_for_an_administrator(lesson: Lesson) -> None:
    lesson.bot.world.add_person(HEAD, first_name="Софья", last_name="Порядкова")
    asked = await lesson.say(TEACHER, "Где работа?")
    said = await lesson.say(STUDENT, "Сами ищите", reply_to=asked)
    await lesson.say(TEACHER, "/нарушение 1 грубость", reply_to=said)
    await lesson.greet(HEAD)
    await lesson.say(HEAD, "здравствуйте", to=HEAD)
    assert "1 просьба модератора" in last(lesson, HEAD)
    await lesson.say(HEAD, "дела", to=HEAD)
    request = lesson.find("Записать нарушение", HEAD)
    assert "Сами ищите" in request.text
    await lesson.tap(HEAD, "Записать нарушение", HEAD)
    assert await lesson.standing() == 1
    before = len(lesson.said(HEAD))
    await lesson.say(HEAD, "дела", to=HEAD)
    assert not any("Сами ищите" in each.text for each in lesson.said(HEAD)[before:])

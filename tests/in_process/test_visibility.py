"""«Кому видно»: a chat of minors reads a rule, and the person alone reads what is recorded."""

import pytest

from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded
from tests.in_process.lesson import COLLEAGUE, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by
from tests.rights.campus import Campus

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found_lesson)

SNACKBAR = 90
"""Characters of a pop-up that a phone shows whole."""


async def set_to(lesson: Lesson, value: str) -> None:
    await lesson.say(TEACHER, f"/настройки кому видно {value}")


def named_in_chat(lesson: Lesson, since: int) -> bool:
    return any("Клавишин" in each.text for each in lesson.said()[since:])


async def test_without_a_name_the_chat_reads_the_rule_and_the_person_the_rest(
    lesson: Lesson,
) -> None:
    await set_to(lesson, "без имени")
    await lesson.greet(STUDENT)
    before = len(lesson.said())
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение 3 третий раз за день", reply_to=message)
    (notice,) = lesson.said()[before:]
    assert notice.text == "Напоминаю: правило 3 «Без флуда и спама» (п.\u00a05.12.4)."
    assert lesson.labels(notice) == ["Удалить сообщение", "Отменить"]
    told = lesson.said(STUDENT)[-1].text
    assert "№\u00a01" in told
    assert "Это первое из трёх" in told
    assert "третий раз за день" in told
    await lesson.tap(TEACHER, "Удалить сообщение")
    assert lesson.said()[-1].text.startswith("Удалено 1 сообщение: правило 3")
    await lesson.tap(TEACHER, "Отменить")
    assert "Напоминание было ошибкой (Марина Книжникова)" in lesson.said()[-1].text
    assert "отменена Ваша запись" in lesson.said(STUDENT)[-1].text
    assert not named_in_chat(lesson, before)
    assert len(await lesson.facts(ViolationAnnulled)) == 1


async def test_who_takes_no_private_messages_is_shown_it_in_a_pop_up(lesson: Lesson) -> None:
    await set_to(lesson, "без имени")
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=message)
    notice = lesson.said()[-1]
    assert lesson.labels(notice)[-1] == "Показать мне"
    shown = await lesson.tap(STUDENT, "Показать мне")
    assert "правило 3. Всего 1" in shown.replace("\u00a0", " ")
    assert len(shown) <= SNACKBAR
    assert "только о себе" in await lesson.tap(COLLEAGUE, "Показать мне")
    await lesson.bot.advance(3600)
    # «Отменить» goes with its time, the way to one's own record stays
    assert lesson.labels(lesson.said()[-1]) == ["Показать мне"]
    await lesson.say(TEACHER, "/отменить 1 ошибка")
    assert "отменена" in await lesson.tap(STUDENT, "Показать мне")


async def test_what_was_without_a_name_stays_so_after_the_setting_changes(lesson: Lesson) -> None:
    await set_to(lesson, "без имени")
    before = len(lesson.said())
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=message)
    await set_to(lesson, "с именем")
    await lesson.say(TEACHER, "/отменить 1 ошибка")
    await lesson.tap(TEACHER, "Отменить")
    assert lesson.said()[-1].text.startswith("Напоминание снова в силе")
    assert not named_in_chat(lesson, before)


async def test_only_in_private_the_chat_reads_nothing(lesson: Lesson) -> None:
    await set_to(lesson, "лично")
    await lesson.greet(STUDENT)
    before = len(lesson.said())
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/н", reply_to=message)
    await lesson.tap(TEACHER, "3. Флуд и спам")
    assert lesson.said()[before:] == []
    assert len(await lesson.facts(ViolationRecorded)) == 1
    told = lesson.said(TEACHER)[-1]
    assert "Тимур Клавишин" in told.text
    assert "Беседа этого не видит" in told.text
    await lesson.tap(TEACHER, "Удалить сообщение", TEACHER)
    await lesson.tap(TEACHER, "Отменить", TEACHER)
    assert lesson.said()[before:] == []
    assert lesson.labels(lesson.said(TEACHER)[-1]) == []
    assert await lesson.standing() == 0


async def test_in_private_and_unheard_the_chat_reads_the_rule(lesson: Lesson) -> None:
    await set_to(lesson, "лично")
    before = len(lesson.said())
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/удалить 3", reply_to=message)
    assert lesson.said()[-1].text.startswith("Удалено 1 сообщение: правило 3")
    assert "правило 3" in await lesson.tap(STUDENT, "Показать мне")
    await lesson.tap(TEACHER, "Отменить")
    assert "удалили по ошибке" in lesson.said()[-1].text
    assert not named_in_chat(lesson, before)


@pytest.mark.parametrize(("kind", "named"), [("group", False), ("parents", False), ("staff", True)])
async def test_it_is_set_by_the_kind_of_chat(lesson: Lesson, kind: str, named: bool) -> None:
    campus: Campus = lesson
    campus.main = await campus.open_chat("Новая", TEACHER, [STUDENT], kind=kind)
    message = await campus.say(STUDENT, "купите у меня")
    await campus.say(TEACHER, "/нарушение 3", reply_to=message)
    assert ("Клавишин" in campus.said()[-1].text) is named

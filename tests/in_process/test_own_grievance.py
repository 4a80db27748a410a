"""п. 5.12.7: what was done to a moderator is recorded by another, whatever way it is recorded."""

import pytest

from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from tests.in_process.bot import InProcessBot
from tests.in_process.lesson import COLLEAGUE, HEAD, STUDENT, TEACHER, Lesson
from tests.in_process.prepared import prepared_by
from tests.variants import variants

pytestmark = pytest.mark.asyncio

ON_INSULTS = "1."
"""The rule on insults, among the buttons of «Другое правило»."""


async def prepare(bot: InProcessBot) -> Lesson:
    lesson = Lesson(bot)
    lesson.bring(
        {
            TEACHER: ("Марина", "Книжникова"),
            COLLEAGUE: ("Пётр", "Соседов"),
            STUDENT: ("Тимур", "Клавишин"),
        }
    )
    lesson.main = await lesson.open_chat("ИСП-21", TEACHER, [STUDENT], moderators=[COLLEAGUE])
    await lesson.greet(TEACHER, COLLEAGUE)
    return lesson


lesson = prepared_by(prepare, administrators=[HEAD])


async def written(lesson: Lesson, how: str) -> tuple[int, str]:
    """Let the student hurt the teacher; give the message, and the teacher's note on it."""
    note, answered = "", None
    words = "Вы глупости говорите"
    match how:
        case "a note":
            note = " оскорбил меня"
        case "a mention":
            words = f"[id{TEACHER}|Марина], {words}"
        case _:
            answered = await lesson.say(TEACHER, "Сдайте работы")
    return await lesson.say(STUDENT, words, reply_to=answered), note


@pytest.mark.parametrize(
    "how", variants("an answer", "a note", "a mention", "an answer that is removed")
)
async def test_another_rule_is_no_way_round(lesson: Lesson, how: str) -> None:
    message, note = await written(lesson, how)
    # flooding hurts nobody: that the teacher records, and then asks for another rule
    for _ in range(2):
        await lesson.say(TEACHER, f"/нарушение 3{note}", reply_to=message)
    await lesson.tap(TEACHER, "Другое правило", TEACHER)
    if how == "an answer that is removed":
        # what the messenger no longer tells, the record does
        await lesson.say(TEACHER, "/удалить 3", reply_to=message)
        assert len(await lesson.facts(MessageRemoved)) == 1
    buttons = [each for row in lesson.find("Не менять", TEACHER).keyboard or () for each in row]
    (insults,) = (each for each in buttons if each.label.startswith(ON_INSULTS))

    assert "записываете не Вы" in await lesson.tap(TEACHER, insults.label, TEACHER)
    (only,) = await lesson.facts(ViolationRecorded)
    assert only.aimed_at == (TEACHER,)

    # the button hangs before the teacher alone
    await lesson.press_payload(COLLEAGUE, insults.payload)
    _, corrected = await lesson.facts(ViolationRecorded)
    assert (corrected.rule, corrected.by, corrected.aimed_at) == (1, COLLEAGUE, (TEACHER,))


async def test_nor_is_a_violation_by_name(lesson: Lesson) -> None:
    await lesson.say(TEACHER, f"/нарушение @id{STUDENT} 3 оскорбил меня на перемене")

    (only,) = await lesson.facts(ViolationRecorded)
    assert only.aimed_at == (TEACHER,)


async def test_a_card_remembers_whom_it_was_against(lesson: Lesson) -> None:
    """Also if another moderator counted it, the one who was hurt may not correct its rule."""
    await lesson.say(COLLEAGUE, "/помощь", to=COLLEAGUE)
    asked = await lesson.say(TEACHER, "Чей это номер?")
    await lesson.say(STUDENT, "мамин номер 8 917 123-45-67", reply_to=asked)
    await lesson.bot.advance(5)
    await lesson.tap(COLLEAGUE, "Записать", COLLEAGUE)

    (counted,) = await lesson.facts(ViolationRecorded)
    assert (counted.by, counted.aimed_at) == (COLLEAGUE, (TEACHER,))


async def test_of_people_who_record_nothing_the_record_says_nothing(lesson: Lesson) -> None:
    """A classmate who is mentioned stays out of the journal: it could not be forgotten there."""
    message = await lesson.say(STUDENT, f"[id{STUDENT}|Тимур] и [id999999|Лев] молодцы")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=message)

    (only,) = await lesson.facts(ViolationRecorded)
    assert only.aimed_at == ()

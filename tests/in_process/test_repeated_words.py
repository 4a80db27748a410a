"""п. 5.12.6, 5.12.7: no command makes the bot say in a chat what the rules of conduct forbid."""

import pytest

from handlers.commands import ROWS, Command
from tests.in_process.lesson import HEAD, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

WORD, HOST = "хуй", "casino-vulkan.xyz"
RUDE = f"{WORD} https://{HOST}"
ARGUMENTS = (
    "{rude}",
    "3 {rude}",
    "{rude} 3",
    "@id{student} {rude}",
    "@id{student} 3 {rude}",
    "3 @id{student} {rude}",
    "@id{student} 3 дня {rude}",
    "1 {rude}",
    "добавить {rude}",
    "добавить {word} 3",
    "убрать {word}",
    "группа {rude}",
    "тихие часы {rude}",
    "язык {rude}",
    "отозвать {rude}",
    "15 минут {rude}",
    "блок {rude}",
    '"{rude}"',
)
"""Every place of an argument that any command has; a command that does not have it refuses."""


lesson = prepared_by(found_lesson, administrators=[HEAD])


def spoken(lesson: Lesson) -> str:
    """Give all that the bot says in the chat, without what defuses mentions and addresses."""
    words = " ".join(each.text for each in lesson.said())
    return words.replace("\u2060", "").casefold()


@pytest.mark.parametrize(
    "typed",
    [
        f"/чат группа {RUDE}",
        f"/настройки группа {RUDE}",
        f"/настройки {RUDE}",
        f"/слова добавить {RUDE}",
        f"/слова убрать {WORD}",
        f"/{WORD}ня",
        f"/статус {RUDE}",
    ],
)
async def test_what_repeats_leaves_it_out(lesson: Lesson, typed: str) -> None:
    await lesson.say(TEACHER, typed)
    await lesson.say(TEACHER, "/чат")
    assert WORD not in spoken(lesson)
    assert HOST not in spoken(lesson)


@pytest.mark.slow
@pytest.mark.parametrize("command", [*Command, None], ids=lambda c: c or "no such command")
async def test_nothing_forbidden_is_repeated(lesson: Lesson, command: Command | None) -> None:
    name = f"{WORD}ня" if command is None else ROWS[command].russian
    for who in (TEACHER, STUDENT):
        for arguments in ARGUMENTS:
            typed = arguments.format(rude=RUDE, word=WORD, student=STUDENT)
            await lesson.say(who, f"/{name} {typed}")
            asked = await lesson.say(TEACHER if who == STUDENT else STUDENT, "Где расписание?")
            await lesson.say(who, f"/{name} {typed}", reply_to=asked)
        await lesson.say(TEACHER, "/чат")
        await lesson.say(TEACHER, "/настройки")
    said = spoken(lesson)
    assert WORD not in said
    assert HOST not in said


async def test_a_decent_group_and_word_are_said(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/чат группа ИСП-22")
    assert "ИСП-22" in lesson.said(TEACHER)[-1].text
    await lesson.say(TEACHER, "/слова добавить крипта")
    assert "крипта" in lesson.said(TEACHER)[-1].text

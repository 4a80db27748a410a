"""A chat reads measures: every mistake, list and setting is answered to the asker alone."""

import pytest

from handlers.commands import ROWS, Command
from tests.in_process.lesson import CLASSMATE, COLLEAGUE, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found_lesson)

DAY, WEEK = "1\u00a0день", "1\u00a0неделя"

MISTAKES = ("кракозябра небывалова 999", "@id99999999 999")

MEASURES = {Command.REMIND, Command.RULES, Command.HELP}
"""Commands whose answer the whole chat may read."""

ASKS = {
    f"/{ROWS[command].russian} {mistake}".strip()
    for command in Command
    if command not in MEASURES
    for mistake in ("", *MISTAKES)
} | {
    "/нарушени",
    "/разбан",
    "/настройки тихие часы 22-7",
    "/настройки тихие часы 7-7",
    "/слова добавить крипта",
    "/слова убрать крипта",
    "/приглашение",
    "/приглашение отозвать 7",
    "/отменить 77 ошибка",
    f"/блок @id{STUDENT} 3 дня",
    f"/нарушение @id{TEACHER} 3",
}
"""Each command without arguments, with nonsense, and with what the policy refuses."""

WITH_FILES = (f"/{ROWS[Command.OWN_DATA].russian}", f"/{ROWS[Command.REPORT].russian}")
"""What comes as a file, which is uploaded to nobody in this process."""


async def asked(lesson: Lesson, who: int, words: str) -> list[list[str]]:
    """Let somebody write; give the buttons of what the bot says in the chat, and no name there."""
    before = len(lesson.said())
    await lesson.say(who, words)  # type: ignore[arg-type]
    said = lesson.said()[before:]
    assert not any("Клавишин" in each.text for each in said), words
    return [lesson.labels(each) for each in said]


async def test_a_moderator_is_answered_in_private(lesson: Lesson) -> None:
    heard = {}
    for words in sorted(ASKS):
        if words.startswith(WITH_FILES):
            continue
        before = len(lesson.said(TEACHER))
        in_chat = await asked(lesson, TEACHER, words)
        heard[words] = (in_chat, len(lesson.said(TEACHER)) > before)
    assert {words: came for words, came in heard.items() if came != ([], True)} == {}


@pytest.mark.slow
async def test_who_cannot_be_reached_gets_one_line_and_a_way_to_be(lesson: Lesson) -> None:
    lesson.bot.world.set_admin(lesson.main, CLASSMATE, True)
    heard = {words: await asked(lesson, CLASSMATE, words) for words in sorted(ASKS)}
    # of a complaint or a call for help the chat reads nothing at all
    silent: dict[str, list[list[str]]] = {
        words: [] for words in ASKS if words.startswith(("/сообщить", "/нужна помощь"))
    }
    lines = {words: [["Написать мне"]] for words in ASKS} | silent
    assert {words: came for words, came in heard.items() if came != lines[words]} == {}


async def test_a_student_who_types_a_moderators_command_is_answered_in_private(
    lesson: Lesson,
) -> None:
    await lesson.greet(STUDENT)
    for words in ("/нарушение 3", "/блок", "/настройки", "/слова", "/нарушени"):
        before = len(lesson.said(STUDENT))
        assert await asked(lesson, STUDENT, words) == []
        assert len(lesson.said(STUDENT)) == before + 1


async def test_a_proposal_is_one_tap_in_private(lesson: Lesson) -> None:
    before = len(lesson.said())
    for _ in range(4):
        await lesson.violation(STUDENT, by=TEACHER)
    assert not any(DAY in lesson.labels(each) for each in lesson.said()[before:])
    for moderator in (TEACHER, COLLEAGUE):
        proposal = lesson.find(DAY, moderator)
        assert proposal.text.startswith("«ИСП-21»: ")
        assert "Тимур Клавишин" in proposal.text
    await lesson.tap(COLLEAGUE, "Не блокировать", COLLEAGUE)
    assert lesson.labels(lesson.said(TEACHER)[-1]) == ["Отменить"]
    await lesson.tap(TEACHER, "Отменить", TEACHER)
    await lesson.tap(TEACHER, WEEK, TEACHER)
    assert "блокировка" in lesson.said()[-1].text or "заблокирован" in lesson.said()[-1].text
    assert WEEK not in lesson.labels(lesson.said(COLLEAGUE)[-1])


@pytest.mark.slow
async def test_a_proposal_that_reached_nobody_comes_when_it_is_asked_for(lesson: Lesson) -> None:
    for moderator in (TEACHER, COLLEAGUE):
        lesson.bot.world.allow_private(moderator, False)
    await lesson.bot.follow()
    for _ in range(4):
        await lesson.violation(STUDENT, by=TEACHER)
    line = lesson.said()[-1]
    assert "нужно Ваше решение" in line.text
    assert "Клавишин" not in line.text
    assert lesson.labels(line) == ["Написать мне"]
    await lesson.say(TEACHER, "/карточки", to=TEACHER)
    await lesson.tap(TEACHER, DAY, TEACHER)
    assert all(each.text != line.text for each in lesson.said())


async def test_settings_are_set_in_private(lesson: Lesson) -> None:
    before = len(lesson.said())
    await lesson.say(TEACHER, "/настройки")
    for way in ("Блокировки", "Кому видно"):
        settings = lesson.labels(lesson.said(TEACHER)[-1])
        (label,) = (each for each in settings if each.startswith(way))
        await lesson.tap(TEACHER, label, TEACHER)
    await lesson.tap(TEACHER, "Только участнику, лично", TEACHER)
    assert "Сейчас: только участнику, лично" in lesson.said(TEACHER)[-1].text
    for back in ("← Назад", "← К настройкам"):
        await lesson.tap(TEACHER, back, TEACHER)
    assert lesson.said()[before:] == []


@pytest.mark.slow
async def test_a_record_of_what_is_recorded_is_corrected_in_private(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=message)
    before = len(lesson.said())
    await lesson.say(COLLEAGUE, "/нарушение 1", reply_to=message)
    assert lesson.said()[before:] == []
    await lesson.tap(COLLEAGUE, "Другое правило", COLLEAGUE)
    labels = lesson.labels(lesson.said(COLLEAGUE)[-1])
    await lesson.tap(COLLEAGUE, labels[0], COLLEAGUE)
    assert len(lesson.said()) == before + 1

"""п. 6.1: an appeal is closed when what it contests falls, and everybody concerned learns of it."""

from pathlib import Path

import pytest

from storage.verification import verify
from tests.databases import at_file
from tests.in_process.college import ADMINISTRATOR, STUDENT, TEACHER, College, found
from tests.in_process.prepared import prepared_by

CLOSED = "Решение отменено"


college = prepared_by(found, administrators=[ADMINISTRATOR])


async def contest(college: College, what: str) -> None:
    await college.send(STUDENT, f"/обжаловать {what} Это писал не я")
    assert college.is_said(ADMINISTRATOR, "Это писал не я")


async def is_closed(college: College, path: Path) -> None:
    """Nothing is left to decide, and the person, the administrator and the journal say so."""
    async with college.bot.storage.reading() as reading:
        assert await reading.open_appeals() == ()
    with pytest.raises(AssertionError, match="no such button"):
        college.button(ADMINISTRATOR, "decide")
    assert not college.is_said(ADMINISTRATOR, "Это писал не я"), "the card is edited"
    assert college.is_said(ADMINISTRATOR, "рассматривать больше не нужно")
    assert college.is_said(STUDENT, CLOSED)
    await college.say(TEACHER, "/журнал")
    assert college.is_said(TEACHER, "жалоба № 1: решение отменено раньше")
    assert (await verify(at_file(path / "bot.db"))).faults == ()


async def test_by_annulling(college: College, tmp_path: Path) -> None:
    await college.violation(STUDENT, by=TEACHER)
    await contest(college, "1")
    await college.say(TEACHER, "/отменить 1 по ошибке")
    await is_closed(college, tmp_path)
    with pytest.raises(AssertionError, match="no such button"):
        college.button(college.main, "undo", act="annulment")
    await college.say(TEACHER, "/нарушение 3", reply_to=college.messages[STUDENT])
    await college.send(STUDENT, "/обжаловать 2 И это не я")
    assert college.is_said(ADMINISTRATOR, "И это не я")


@pytest.mark.slow
async def test_by_undoing_the_record(college: College, tmp_path: Path) -> None:
    await college.violation(STUDENT, by=TEACHER)
    await contest(college, "1")
    await college.press(TEACHER, college.button(college.main, "undo", act="violation"))
    await is_closed(college, tmp_path)


@pytest.mark.slow
async def test_by_undoing_the_block(college: College, tmp_path: Path) -> None:
    await college.block(STUDENT, by=TEACHER)
    await contest(college, "блок")
    await college.press(TEACHER, college.button(college.main, "undo", act="block"))
    await is_closed(college, tmp_path)


@pytest.mark.slow
async def test_by_annulling_a_ground_of_the_block(college: College, tmp_path: Path) -> None:
    await college.block(STUDENT, by=TEACHER)
    await contest(college, "блок")
    await college.say(TEACHER, "/отменить 4 по ошибке")
    await is_closed(college, tmp_path)


async def test_a_decision_that_was_being_written_goes_nowhere(college: College) -> None:
    await college.violation(STUDENT, by=TEACHER)
    await contest(college, "1")
    await college.press(ADMINISTRATOR, college.button(ADMINISTRATOR, "decide", grant=False))
    await college.say(ADMINISTRATOR, "Всё записано верно", to=ADMINISTRATOR)
    await college.say(TEACHER, "/отменить 1 по ошибке")
    await college.confirm(ADMINISTRATOR)
    assert "уже рассмотрена" in college.last(ADMINISTRATOR)
    assert not college.is_said(STUDENT, "Всё записано верно")

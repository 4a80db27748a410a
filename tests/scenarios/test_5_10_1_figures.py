"""п. 5.10.1: figures, as a picture and a table, in private."""

import signal
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cli import main
from tests.scenarios.stage import ADMINISTRATOR, ZONE, Stage, open_stage

DEFAULT = Path("rules/default_policy.toml").read_text("utf-8")

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.over_http
async def test_a_moderator_gets_the_chats_figures(stage: Stage) -> None:
    story = await stage.story(title="Отчётная")
    await story.opens(story.teacher)
    await story.violations(2)
    cmid = story.writes(story.student, "лишнее")
    story.writes(story.teacher, "/удалить 3", reply_to=cmid)
    await story.hears("далено")
    story.writes(story.teacher, "/отчёт неделя")
    sent = await story.hears("Отчёт", "5.10.1", "Отчётная", peer=story.teacher)
    picture, table = sent.files
    assert picture.is_photo
    assert picture.content.startswith(b"\x89PNG")
    book = load_workbook(BytesIO(table.content))
    assert book.sheetnames == ["Сводка", "По правилам", "По беседам"]
    figures = {row[0].value: row[1].value for row in book["Сводка"].iter_rows(min_row=2)}
    assert figures["Записано нарушений"] == 2
    assert figures["Удалено сообщений"] == 1
    assert "секунд" in str(figures["обычно удаляли за"])


async def test_others_get_none(stage: Stage) -> None:
    story = await stage.story(reachable=False)
    story.reaches(story.student)
    story.writes(story.student, "/отчёт")
    await story.hears("только модераторы", "5.12.2", peer=story.student)
    story.writes(story.teacher, "/отчёт")
    await story.hears("в личные сообщения")
    story.reaches(story.teacher)
    story.writes(story.teacher, "/отчёт когда-нибудь")
    await story.hears("/отчёт неделя")
    story.writes(story.teacher, "/отчёт 2099/2100")
    await story.hears("Отчёта пока нет: этот период начнётся 1\u00a0сентября 2099")
    story.writes_privately(story.student, "/отчёт")
    await story.hears("только модераторы", peer=story.student)
    # a moderator has them in private, too: of their own chats alone
    story.writes_privately(story.teacher, "/отчёт неделя")
    await story.hears("Отправлено ниже", peer=story.teacher)


@pytest.mark.over_http
@pytest.mark.slow
async def test_the_words_are_in_the_chats_language(stage: Stage) -> None:
    story = await stage.story(title="In English")
    await story.opens(story.teacher)
    await story.sets("язык английский", "English from now on")
    story.writes(story.teacher, "/report week")
    sent = await story.hears("Report (cl. 5.10.1): In English", peer=story.teacher)
    book = load_workbook(BytesIO(sent.files[1].content))
    assert book.sheetnames == ["Summary", "By rule", "By chat"]


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_rule_that_is_no_more_is_named_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    later = DEFAULT.replace('"2024-09-20"', '"2026-12"').replace("number = 10", "number = 12")
    write(file, DEFAULT)
    async with open_stage(tmp_path, POLICY_FILE=str(file)) as stage:
        story = await stage.story()
        await story.opens(story.teacher)
        await story.violation(10)
        await stage.bot.stop()
        write(file, later)
        await stage.bot.start()
        story.writes(story.teacher, "/отчёт")
        sent = await story.hears("Отчёт", peer=story.teacher)
        book = load_workbook(BytesIO(sent.files[1].content))
        assert book["По правилам"]["A2"].value == "10. Чужая переписка — чужая"


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


@pytest.mark.over_http
@pytest.mark.slow
async def test_an_administrator_gets_all_chats(stage: Stage) -> None:
    await stage.story(title="Другая")
    story = await stage.story(title="Одна из многих")
    story.writes_privately(ADMINISTRATOR, "/отчёт месяц")
    sent = await story.hears("Отчёт", "Все беседы", peer=ADMINISTRATOR)
    book = load_workbook(BytesIO(sent.files[1].content))
    titles = [row[0].value for row in book["По беседам"].iter_rows(min_row=2)]
    assert "Одна из многих" in titles


@pytest.mark.over_http
@pytest.mark.slow
async def test_the_command_writes_the_same_files(
    stage: Stage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import asyncio

    monkeypatch.setenv("DATABASE_URL", stage.bot.url)
    monkeypatch.chdir(tmp_path)
    status = await asyncio.to_thread(main, ["report", "год", "--out", str(tmp_path / "out")])
    assert status == 0
    assert (tmp_path / "out" / "report.png").read_bytes().startswith(b"\x89PNG")
    assert load_workbook(tmp_path / "out" / "report.xlsx").sheetnames
    assert await asyncio.to_thread(main, ["report", "потом"]) == 2
    assert "Период не понятен" in capsys.readouterr().err
    assert await asyncio.to_thread(main, ["report", "прошлый", "месяц"]) == 0
    story = await stage.story(title="Единственная в своём роде")
    assert await asyncio.to_thread(main, ["report", "--chat", "2000999999"]) == 2
    said = capsys.readouterr().err
    assert "Беседы № 2000999999 бот не вёл" in said
    assert f"{story.peer} «Единственная в своём роде»" in said


@pytest.mark.slow
async def test_the_last_month_goes_to_the_administrators_by_itself(tmp_path: Path) -> None:
    async with open_stage(tmp_path, MONTHLY_REPORT="on") as stage:
        story = await stage.story(title="Ежемесячная")
        story.writes_privately(ADMINISTRATOR, "/помощь")
        await story.hears("Чем помочь?", peer=ADMINISTRATOR)
        await story.violations(2)
        await until_the_first(stage)
        sent = await story.hears("Отчёт", "Ежемесячная", "5.10.1", peer=ADMINISTRATOR)
        picture, table = sent.files
        assert picture.is_photo
        book = load_workbook(BytesIO(table.content))
        figures = {row[0].value: row[1].value for row in book["Сводка"].iter_rows(min_row=2)}
        assert figures["Записано нарушений"] == 2

        # once only, also over a kill; and a month in which nothing happened has none
        await stage.bot.stop(signal.SIGKILL)
        await stage.bot.start()
        story.writes(story.teacher, "/помощь")
        await story.hears("Чем помочь?")
        stage.clock.advance(timedelta(days=31).total_seconds())
        await until_the_first(stage)
        story.writes(story.student, "/правила")
        await story.hears("5.12.3", "\n10. ")
        reports = [m for m in story.bot_messages(ADMINISTRATOR) if "Отчёт" in m.text]
        assert len(reports) == 1


async def until_the_first(stage: Stage) -> None:
    """Turn the clock to the first day of the next month, past nine in the morning."""
    here = stage.clock.now().astimezone(ZONE)
    first = (here.replace(day=1) + timedelta(days=32)).replace(day=1, hour=9, minute=5)
    stage.clock.advance((first - here).total_seconds())

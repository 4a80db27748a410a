"""п. 5.10.1: figures, as a picture and a table, in private."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cli import main
from tests.scenarios.stage import ADMINISTRATOR, Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_moderator_gets_the_chats_figures(stage: Stage) -> None:
    story = await stage.story(title="Отчётная")
    story.writes_privately(story.teacher, "привет")
    await story.hears("/помощь", peer=story.teacher)
    await story.violations(2)
    cmid = story.writes(story.student, "лишнее")
    story.writes(story.teacher, "/удалить 3", reply_to=cmid)
    await story.hears("далено")
    story.writes(story.teacher, "/отчёт неделя")
    sent = await story.hears("Отчёт", "5.10.1", "Отчётная", peer=story.teacher)
    picture, table = sent.attachments
    assert picture.is_photo
    assert picture.content.startswith(b"\x89PNG")
    book = load_workbook(BytesIO(table.content))
    assert book.sheetnames == ["Сводка", "По правилам", "По беседам"]
    figures = {row[0].value: row[1].value for row in book["Сводка"].iter_rows(min_row=2)}
    assert figures["Записано нарушений"] == 2
    assert figures["Удалено сообщений"] == 1
    assert "секунд" in str(figures["половина — не позже чем через"])


async def test_others_get_none(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.student, "/отчёт")
    await story.hears("только модераторы", "5.12.2")
    story.writes(story.teacher, "/отчёт")
    await story.hears("в личные сообщения")
    story.writes(story.teacher, "/отчёт когда-нибудь")
    await story.hears("/отчёт неделя")
    story.writes_privately(story.student, "/отчёт")
    await story.hears("только администраторы", peer=story.student)


async def test_an_administrator_gets_all_chats(stage: Stage) -> None:
    story = await stage.story(title="Одна из многих")
    story.writes_privately(ADMINISTRATOR, "/отчёт месяц")
    sent = await story.hears("Отчёт", "Все беседы", peer=ADMINISTRATOR)
    book = load_workbook(BytesIO(sent.attachments[1].content))
    titles = [row[0].value for row in book["По беседам"].iter_rows(min_row=2)]
    assert "Одна из многих" in titles


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

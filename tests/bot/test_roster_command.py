"""`bot roster import FILE` and `bot roster export FILE`, as an administrator runs them."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.roster.command import ImportOptions, export_list, import_list
from storage.verification import verify
from tests.bot.test_cli import bot
from tests.databases import at_file
from tests.variants import variants

LIST = """ФИО;Страница ВК;Роль;Группа;Родитель кого
Соколов Иван;id201;студент;ИСП-21;
Соколова Ольга;id301;родитель;;Соколов Иван
"""
YES = ImportOptions(yes=True)


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return at_file(tmp_path / "data" / "bot.db")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


async def test_changes_are_shown_and_need_a_confirmation(
    url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for answer in (None, False):
        assert await import_list(url, "1", file, ImportOptions(), lambda a=answer: a) == 1  # type: ignore[misc]
        said = capsys.readouterr().out
        assert "Новые (2):\n  + Соколов Иван, id201, студент, ИСП-21\n" in said
        assert "+ Соколова Ольга, id301 — Соколов Иван, id201" in said
        assert "Ничего не изменено" in said


async def test_a_confirmed_import_is_applied_and_a_second_one_changes_nothing(
    url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await import_list(url, "1", file, ImportOptions(), lambda: True) == 0
    assert capsys.readouterr().out.endswith("Готово.\n")
    assert await import_list(url, "1", file, ImportOptions(), None) == 0
    assert capsys.readouterr().out == "Изменений нет.\n"
    verdict = await verify(url)
    assert (verdict.entries, verdict.faults) == (3, ())


@pytest.mark.slow
async def test_a_changed_line_is_shown_as_such(
    url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await import_list(url, "1", file, YES)
    write(file, LIST.replace("ИСП-21", "ИСП-31"))
    assert await import_list(url, "1", file, YES) == 0
    assert "~ Соколов Иван, id201: группа: ИСП-21 → ИСП-31" in capsys.readouterr().out


@pytest.mark.slow
async def test_bad_lines_are_named_and_stop_the_import_only_with_strict(
    url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(file, f"{LIST}Кто-то;нигде;студент;;\n")
    assert await import_list(url, "1", file, ImportOptions(yes=True, strict=True)) == 1
    said = capsys.readouterr().out
    assert "! строка 4: страница" not in said
    assert "! строка 4: «нигде» — не страница ВК" in said
    assert "Ничего не изменено" in said
    assert await import_list(url, "1", file, YES) == 0
    assert "Новые (2)" in capsys.readouterr().out


async def test_people_missing_from_the_file_are_removed_only_with_prune(
    url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await import_list(url, "1", file, YES)
    write(file, "\n".join(LIST.splitlines()[:2]))
    capsys.readouterr()
    assert await import_list(url, "1", file, YES) == 0
    assert capsys.readouterr().out == "Изменений нет.\n"
    pruning = ImportOptions(yes=True, prune=True, prune_many=True, removing=1)
    assert await import_list(url, "1", file, pruning) == 0
    assert "- Соколова Ольга, id301" in capsys.readouterr().out
    write(file, f"{LIST}Кто-то;нигде;студент;;\n")
    assert await import_list(url, "1", file, pruning) == 0
    assert "--prune не действует" in capsys.readouterr().out


TEN = "ФИО;Страница ВК;Роль\n" + "".join(
    f"Студент {letter};id{number};студент\n" for number, letter in enumerate("абвгдежзик", 500)
)


@pytest.mark.slow
async def test_the_number_of_people_to_be_removed_has_to_be_typed(
    url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(file, TEN)
    await import_list(url, "1", file, YES)
    write(file, "\n".join(TEN.splitlines()[:-2]))
    pruning = ImportOptions(yes=True, prune=True)
    for number, why in (
        (None, "--removing"),
        (1, "удаляемых 2, а не 1"),
    ):
        capsys.readouterr()
        asked = await import_list(url, "1", file, pruning, ask_number=lambda n=number: n)  # type: ignore[misc]
        said = capsys.readouterr().out
        assert asked == 1
        assert "Удаляемые (2):\n  - Студент и, id508\n  - Студент к, id509\n" in said
        assert "Ничего не изменено" in said
        assert why in said
    # «д» is no number, and nobody is asked it
    assert await import_list(url, "1", file, pruning, lambda: True) == 1
    assert await import_list(url, "1", file, pruning, ask_number=lambda: 2) == 0
    assert capsys.readouterr().out.endswith("Готово.\n")
    capsys.readouterr()
    assert await export_list(url, file.with_name("back.csv")) == 0
    assert "людей: 8" in capsys.readouterr().out


@pytest.mark.slow
async def test_removing_more_than_a_fifth_needs_prune_many(
    url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(file, TEN)
    await import_list(url, "1", file, YES)
    write(file, "\n".join(TEN.splitlines()[:-3]))
    pruning = ImportOptions(prune=True, removing=3)
    capsys.readouterr()
    assert await import_list(url, "1", file, pruning) == 1
    assert "из списка уйдёт 3 из 10, больше пятой части" in capsys.readouterr().out
    assert await import_list(url, "1", file, replace(pruning, prune_many=True)) == 0


@pytest.mark.slow
async def test_what_the_columns_were_taken_for_is_shown_before_anything_changes(
    url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        file,
        "№ п/п;Фамилия;Имя;Отчество;Группа;Страница;ФИО матери;Страница матери;Телефон\n"
        "1;Соколов;Иван;Олегович;ИСП-21;id201;Соколова Ольга;id301;89270000000\n",
    )
    assert await import_list(url, "1", file, ImportOptions(), lambda: None) == 1
    assert capsys.readouterr().out.startswith(
        "Что в столбцах (строка 1):\n"
        "  ФИО студента: «Фамилия», «Имя», «Отчество»\n"
        "  страница ВК студента: «Страница»\n"
        "  роль: все студенты\n"
        "  группа: «Группа»\n"
        "  родитель: ФИО «ФИО матери», страница ВК «Страница матери»\n"
        "  не читаю: «№ п/п», «Телефон»\n"
        "Новые (2):\n"
        "  + Соколов Иван Олегович, id201, студент, ИСП-21\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("changing", [True, False])
async def test_nobody_is_removed_if_anything_was_skipped(
    url: str, file: Path, changing: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if not changing:
        await import_list(url, "1", file, YES)
    write(file, f"{LIST}Кто-то;нигде;студент;;\n")
    capsys.readouterr()
    assert await import_list(url, "1", file, YES) == 0
    said = capsys.readouterr().out
    assert "Готово" not in said
    assert "не всё (ошибок: 1)" in said.splitlines()[-1]


@pytest.mark.parametrize("suffix", variants("xlsx", "csv"))
async def test_an_exported_list_can_be_imported(
    url: str, file: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await import_list(url, "1", file, YES)
    back = file.with_name(f"back.{suffix}")
    assert await export_list(url, back) == 0
    assert "людей: 2" in capsys.readouterr().out
    assert await import_list(url, "1", back, ImportOptions(prune=True)) == 0
    assert capsys.readouterr().out == "Изменений нет.\n"


@pytest.mark.slow
def test_on_the_command_line(tmp_path: Path, file: Path) -> None:
    ended = bot(tmp_path, "roster", "import", str(file))
    assert ended.returncode == 1, ended.stderr
    assert "--yes" in ended.stdout
    assert bot(tmp_path, "roster", "import", str(file), "--yes").returncode == 0
    assert bot(tmp_path, "roster", "export", "back.csv").returncode == 0
    assert (tmp_path / "back.csv").read_text("utf-8-sig").startswith("ФИО;Страница ВК;Роль")
    (tmp_path / "short.csv").write_text(LIST.partition("Соколова Ольга")[0], "utf-8")
    pruning = ("roster", "import", "short.csv", "--yes", "--prune")
    assert bot(tmp_path, *pruning).returncode == 1
    assert bot(tmp_path, *pruning, "--prune-many").returncode == 1
    done = bot(tmp_path, *pruning, "--prune-many", "--removing", "1")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Готово.")
    missing = bot(tmp_path, "roster", "import", "nowhere.csv")
    assert missing.returncode == 1
    assert len(missing.stderr.strip().splitlines()) == 1

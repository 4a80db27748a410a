"""Files as colleges have them: all of an XLSX and of a CSV is read, or refused with the reason."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from bot.roster.command import ImportOptions, import_list
from bot.roster.reading import Listed, read_list
from bot.roster.rows import RosterFileError, Row
from bot.roster.tables import read_table
from tests.bot.workbooks import (
    FIRST_SHEET,
    patch,
    save,
    with_dimension,
    with_rows,
    with_shared_strings,
)
from tests.databases import at_file

HEADER = ("ФИО", "Страница ВК", "Роль", "Группа")
PEOPLE = [
    (f"Студент {letter}", f"id{500 + i}", "студент", "ИСП-21") for i, letter in enumerate("абвгд")
]


def listed(file: Path) -> Listed:
    return read_list(read_table(file), known={}, screen_names={})


def text_file(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    file = tmp_path / "list.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("dimension", ["A1", "A1:D2", "A1:B6", "Z90:Z99"])
def test_all_cells_are_read_however_small_the_sheet_says_it_is(
    tmp_path: Path, dimension: str
) -> None:
    file = with_dimension(save(tmp_path / "a.xlsx", {"Лист1": [HEADER, *PEOPLE]}), dimension)
    assert [entry.group for entry in listed(file).entries.values()] == ["ИСП-21"] * 5


@pytest.mark.slow
async def test_a_wrong_declared_size_removes_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = at_file(tmp_path / "bot.db")
    file = save(tmp_path / "a.xlsx", {"Лист1": [HEADER, *PEOPLE]})
    await import_list(url, "1", file, ImportOptions(yes=True))
    with_dimension(file, "A1:D2")
    capsys.readouterr()
    assert (
        await import_list(url, "1", file, ImportOptions(yes=True, prune_many=True, prune=True)) == 0
    )
    assert capsys.readouterr().out == "Изменений нет.\n"


@pytest.mark.slow
async def test_a_bad_line_of_a_workbook_is_told_with_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = ("ФИО студента", "Страница студента", "Группа", "ФИО матери", "Страница матери")
    file = save(
        tmp_path / "a.xlsx",
        {
            "Группа 21": [
                header,
                ("Ян Юрий", "id204", dt.date(2026, 9, 1), None, None),
                ("Ян Пётр", "id205", "ИСП-21", "Ян Мария", None),
            ]
        },
    )
    assert await import_list(at_file(tmp_path / "bot.db"), "1", file, ImportOptions(yes=True)) == 0
    assert (
        "Ошибки, это не принято (2):\n"
        "  ! строка 2, 'Группа 21'!C2: дата вместо текста\n"
        "  ! строка 3, 'Группа 21'!E3: мать: не указана страница ВК\n"
        "Новые (1):\n"
        "  + Ян Пётр, id205, студент, ИСП-21\n"
    ) in capsys.readouterr().out


def test_every_sheet_is_read_and_one_that_is_no_list_is_named(tmp_path: Path) -> None:
    file = save(
        tmp_path / "a.xlsx",
        {
            "ИСП-21": [("Список группы ИСП-21",), HEADER, *PEOPLE[:2]],
            "Пустой": [],
            "ИСП-22": [HEADER, *PEOPLE[2:]],
            "Справка": [("Как заполнять",), ("Спросите куратора",)],
        },
    )
    said = listed(file)
    assert len(said.entries) == 5
    assert said.left_out == {"Справка": "Нет столбцов: «ФИО», «Страница ВК», «Роль»"}


@pytest.mark.slow
async def test_a_skipped_sheet_is_reported_at_the_end_and_nobody_is_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = at_file(tmp_path / "bot.db")
    file = save(tmp_path / "a.xlsx", {"1": [HEADER, *PEOPLE[:3]], "2": [HEADER, *PEOPLE[3:]]})
    await import_list(url, "1", file, ImportOptions(yes=True))
    save(file, {"1": [HEADER, *PEOPLE[:3], ("Новый", "id600", "студент", "")], "2": [*PEOPLE[3:]]})
    capsys.readouterr()
    pruning = ImportOptions(yes=True, prune=True, prune_many=True, removing=2)
    assert await import_list(url, "1", file, pruning) == 0
    said = capsys.readouterr().out
    assert "Лист «2» пропущен: нет столбцов" in said
    assert "--prune не действует" in said
    assert said.endswith(
        "не всё (пропущено листов: 1). Исправьте это и запустите команду ещё раз.\n"
    )


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (dt.date(2026, 9, 1), "дата вместо текста"),
        (
            dt.datetime(2026, 9, 1, 9, 0),  # noqa: DTZ001 -- a cell has no zone
            "дата вместо текста",
        ),
        (dt.time(9, 30), "время вместо текста"),
        (True, "логическое значение ИСТИНА вместо текста"),
        ("#N/A", "ошибка #N/A вместо текста"),
        ("=B2", "формула без значения: откройте файл в Excel и сохраните вместо текста"),
        (21.5, "число 21,5 вместо текста"),
        ("01.09.2026", "«01.09.2026» — дата вместо текста"),
    ],
)
@pytest.mark.parametrize("column", [0, 1, 3])
def test_a_cell_that_holds_no_words_is_a_bad_line_with_its_address(
    tmp_path: Path, value: object, why: str, column: int
) -> None:
    row: list[object] = ["Соколов Иван", "id201", "студент", "ИСП-21"]
    row[column] = value
    said = listed(save(tmp_path / "a.xlsx", {"Лист1": [HEADER, tuple(row), PEOPLE[0]]}))
    assert [(bad.number, bad.why) for bad in said.bad] == [(2, f"Лист1!{'ABCD'[column]}2: {why}")]
    assert len(said.entries) == 1


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("#Н/Д", "ошибка"),
        ("#ССЫЛКА!", "ошибка"),
        ("ИСТИНА", "логическое значение"),
        ("01.09.2026", "дата"),
        ("2026-09-01", "дата"),
        ("01.сен", "дата"),
        ("9:30", "время"),
    ],
)
def test_a_value_saved_as_csv_in_place_of_a_group_is_a_bad_line(
    tmp_path: Path, cell: str, why: str
) -> None:
    said = listed(text_file(tmp_path, f"{';'.join(HEADER)}\nИван;id201;студент;{cell}\n"))
    assert [bad.why for bad in said.bad] == [f"«{cell}» — {why} вместо текста"]


def test_shared_strings_are_read(tmp_path: Path) -> None:
    file = with_shared_strings(save(tmp_path / "a.xlsx", {"1": [HEADER, *PEOPLE]}))
    assert [row.cells for row in read_table(file)] == [HEADER, *PEOPLE]


def test_whole_numbers_are_words(tmp_path: Path) -> None:
    file = save(tmp_path / "a.xlsx", {"1": [HEADER, ("Иван", 200_000_000_201, "студент", 21.0)]})
    (entry,) = listed(file).entries.values()
    assert (entry.member, entry.group) == (200_000_000_201, "21")


def test_a_formula_whose_value_was_saved_is_that_value(tmp_path: Path) -> None:
    file = save(tmp_path / "a.xlsx", {"1": [HEADER, ("Иван", "id201", "студент", "=A1")]})
    patch(
        file,
        FIRST_SHEET,
        lambda xml: xml.replace(
            '<c r="D2"><f>A1</f><v /></c>', '<c r="D2" t="str"><f>A1</f><v>ИСП-21</v></c>'
        ),
    )
    assert [entry.group for entry in listed(file).entries.values()] == ["ИСП-21"]


def test_a_merged_birthday_counts_for_each_row_that_it_covers(tmp_path: Path) -> None:
    people: list[tuple[object, ...]] = [
        ("Иван", "id201", dt.date(2010, 5, 15), "Ольга", "id301"),
        (None, None, None, "Пётр", "id302"),
    ]
    parent = ("ФИО родителя", "Страница родителя")
    header = ("ФИО студента", "Страница студента", "Дата рождения", *parent)
    said = listed(save(tmp_path / "a.xlsx", {"1": [header, *people]}, "A2:A3", "B2:B3", "C2:C3"))
    assert said.bad == []
    assert {entry.name: entry.minor_until for entry in said.entries.values()} == {
        "Иван": dt.date(2028, 5, 15),
        "Ольга": None,
        "Пётр": None,
    }


def test_a_merged_cell_counts_for_each_row_that_it_covers(tmp_path: Path) -> None:
    people: list[tuple[object, ...]] = [
        ("ИСП-21", "Иван", "id201", "Ольга", "id301"),
        (None, None, None, "Пётр", "id302"),
        (None, "Анна", "id202", "Ольга", "id301"),
        (dt.date(2026, 9, 1), "Яна", "id203", None, None),
        (None, "Юрий", "id204", None, None),
    ]
    header = ("Группа", "ФИО студента", "Страница студента", "ФИО родителя", "Страница родителя")
    said = listed(
        save(tmp_path / "a.xlsx", {"1": [header, *people]}, "A2:A4", "B2:B3", "C2:C3", "A5:A6")
    )
    assert {entry.name: entry.group for entry in said.entries.values()} == {
        "Иван": "ИСП-21",
        "Анна": "ИСП-21",
        "Ольга": "",
        "Пётр": "",
    }
    assert {(link.parent, link.child) for link in said.links} == {
        (301, 201),
        (302, 201),
        (301, 202),
    }
    assert [bad.why for bad in said.bad] == ["1!A5: дата вместо текста", "1!A6: дата вместо текста"]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866", "mac_cyrillic",
     "koi8_r", "iso8859_5"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_are_recognised_by_russian_words(tmp_path: Path, encoding: str, end: str) -> None:
    lines = [
        ";".join(HEADER),
        "Щёголева Юлия;id201;студентка;ИСП-21",
        "ЯКОВЛЕВ ПЁТР;id202;студент;",
    ]
    rows = read_table(text_file(tmp_path, end.join(lines), encoding))
    assert [row.cells for row in rows] == [tuple(line.split(";")) for line in lines]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Müller;Größe;Straße\n".encode("cp1252") * 9, "не понять, в какой он кодировке"),
        ("ФИО;Роль\nИван;студент\nПётр;".encode() + b"\xd0\n", "строка 3 повреждена"),
        ("ФИО;Роль\nИван;студент\n".encode("utf-16") + b"\n", "повреждена"),
        (b"PK\x03\x04" + b"\0" * 30, "это книга XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 30, "это книга XLS"),
    ],
)
def test_an_unreadable_file_is_refused_with_the_true_reason(
    tmp_path: Path, content: bytes, why: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    with pytest.raises(RosterFileError, match=why):
        read_table(file)


def test_a_locked_workbook_is_recognised(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 30)
    with pytest.raises(RosterFileError, match="под паролем или в старом формате"):
        read_table(file)


@pytest.mark.parametrize("said", ["sep=;", '"sep=;"', "SEP=;", "sep=|"])
def test_a_line_that_declares_the_delimiter_is_skipped(tmp_path: Path, said: str) -> None:
    delimiter = said.strip('"')[-1]
    text = (
        f"{said}\r\n{delimiter.join(HEADER)}\r\nИван, Петров{delimiter}id201{delimiter}студент\r\n"
    )
    rows = read_table(text_file(tmp_path, text))
    assert rows == [Row(2, HEADER), Row(3, ("Иван, Петров", "id201", "студент"))]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (['Иван;id201;студент;"ИСП-21', "Анна;id202;студент;ИСП-21"], 2),
        (["Иван;id201;студент;", '"Анна;id202;студент;', "Яна;id203;студент;"], 3),
        # the next quote closes it, and what was between is no cell
        (['"Иван;id201;студент;', "Анна;id202;студент;", 'Яна;id203;студент;"ИСП-21"'], 2),
        (['"Иван;id201;студент;', '"Анна";id202;студент;'], 2),
    ],
)
async def test_an_unclosed_quote_names_its_line_and_nothing_is_taken_in(
    tmp_path: Path, lines: list[str], line: int
) -> None:
    file = text_file(tmp_path, "\n".join([";".join(HEADER), *lines, ""]))
    with pytest.raises(RosterFileError, match=f"строка {line}: кавычка открыта и не закрыта"):
        await import_list(at_file(tmp_path / "bot.db"), "1", file, ImportOptions(yes=True))


def test_a_closed_quote_may_hold_a_line_break_and_quotes(tmp_path: Path) -> None:
    text = '"ФИО\n(полностью)";Страница ВК;Роль;Группа\n"Иван";id201;студент;"ИСП ""21"""\n'
    assert [row.cells for row in read_table(text_file(tmp_path, text))] == [
        ("ФИО (полностью)", "Страница ВК", "Роль", "Группа"),
        ("Иван", "id201", "студент", 'ИСП "21"'),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (
            "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20_002)),
            "строк",
        ),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "столбцов"),
        (
            "".join(f'<row r="{n}">{"<c><v>1</v></c>" * 100}</row>' for n in range(1, 302)),
            "заполненных ячеек",
        ),
    ],
)
def test_too_large_a_table_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, why: str
) -> None:
    # the real bound takes seconds to reach
    monkeypatch.setattr("bot.roster.rows.MOST_CELLS", 30_000)
    file = with_rows(save(tmp_path / "a.xlsx", {"1": [HEADER]}), rows)
    with pytest.raises(
        RosterFileError, match=rf"слишком велик для списка людей: в нём больше.*{why}"
    ):
        read_table(file)


@pytest.mark.parametrize(
    ("text", "why"),
    [("а\n" * 20_001, "20000 строк"), (";" * 100 + "а\n", "100 столбцов")],
)
def test_too_large_a_csv_is_refused_too(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(
        RosterFileError, match=f"слишком велик для списка людей: в нём больше {why}"
    ):
        read_table(text_file(tmp_path, text))


@pytest.mark.slow
def test_a_column_filled_to_the_end_holds_no_more_than_its_people(tmp_path: Path) -> None:
    """What a spreadsheet leaves where somebody coloured a whole column."""
    file = save(tmp_path / "a.xlsx", {"Лист1": [HEADER, *PEOPLE]})
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(7, 60_000))
    patch(file, FIRST_SHEET, lambda xml: xml.replace("</sheetData>", f"{empty}</sheetData>"))
    assert len(listed(file).entries) == 5


# of the process itself: `ru_maxrss` begins with what the test had when it started it
READING = """
import re, sys, time
from pathlib import Path
from bot.roster.tables import read_table
try:
    print(len(read_table(Path(sys.argv[1]))))
except Exception as refused:
    print(refused)
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
print(time.process_time())
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "megabytes", "shared", "said"),
    [
        ("<c/>", 19, False, "больше 1000000 ячеек вместе с пустыми"),
        ("<si/>", 19, True, "больше 1000000 ячеек вместе с пустыми"),
        ("<c/>", 25, False, "после распаковки больше 20 МБ"),
        (f"<c r='A1'>{'x' * 100}</c>", 19, False, "0"),
        (f"<si><t>{'x' * 100}</t></si>", 19, True, "1"),
    ],
)
def test_a_small_file_that_unpacks_to_much_takes_neither_time_nor_memory(
    tmp_path: Path, unit: str, megabytes: int, shared: bool, said: str
) -> None:
    file = save(tmp_path / "a.xlsx", {"1": [HEADER]})
    units = unit * (megabytes * 1_000_000 // len(unit))
    if shared:
        with_shared_strings(file, units)
    else:
        with_rows(file, f"<row>{units}</row>")
    assert file.stat().st_size < 1_000_000
    ended = subprocess.run(
        [sys.executable, "-c", READING, str(file)], capture_output=True, text=True, check=True
    )
    answer, most, seconds = ended.stdout.strip().splitlines()
    assert said in answer
    assert int(most) < 400
    assert float(seconds) < 20


def test_a_birthday_in_a_cell_of_dates_is_the_day_of_coming_of_age(tmp_path: Path) -> None:
    header = ("ФИО", "Страница ВК", "Роль", "Дата рождения")
    row = ("Ян Юрий", "id204", "студент", dt.date(2010, 5, 15))
    said = listed(save(tmp_path / "a.xlsx", {"Лист1": [header, row]}))
    assert said.bad == []
    assert [each.minor_until for each in said.entries.values()] == [dt.date(2028, 5, 15)]
    assert "хранится только день 18-летия" in "".join(said.columns["Лист1"])

"""Tables of words in files: CSV, as spreadsheets write it, and XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_ENCODINGS = ("utf-8-sig", "cp1251")
_DELIMITERS = ";,\t"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LARGEST = 20_000_000
"""Bytes; a list of all colleges of a region is smaller."""


class RosterFileError(Exception):
    """The file cannot be read or written; the message is one Russian sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the number of its line in the file, from 1."""

    number: int
    cells: tuple[str, ...]


def read_table(file: Path) -> list[Row]:
    """Give the rows that are not empty. Raises `RosterFileError`."""
    try:
        if file.stat().st_size > _LARGEST:
            raise RosterFileError(f"Файл {file} слишком велик для списка людей")
        content = file.read_bytes()
    except OSError as failure:
        raise RosterFileError(
            f"Файл {file} не читается: {failure.strerror or 'ошибка ввода-вывода'}"
        ) from None
    rows = _read_xlsx(content, file) if _is_xlsx(file) else _read_csv(content, file)
    return [row for row in rows if any(row.cells)]


def write_table(file: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows into a new file, or over an old one. Raises `RosterFileError`."""
    content = _xlsx(rows) if _is_xlsx(file) else _csv(rows)
    try:
        file.write_bytes(content)
    except OSError as failure:
        raise RosterFileError(
            f"Файл {file} не записывается: {failure.strerror or 'ошибка ввода-вывода'}"
        ) from None


def clean(words: object) -> str:
    """Give a cell as one line of words: no invisible characters, no double spaces."""
    if words is None:
        return ""
    if isinstance(words, float) and words.is_integer():
        words = int(words)
    shown = (c if c.isprintable() else " " if c.isspace() else "" for c in str(words))
    return " ".join("".join(shown).split())


def _is_xlsx(file: Path) -> bool:
    match file.suffix.lower():
        case ".xlsx":
            return True
        case ".csv" | ".txt" | ".tsv":
            return False
        case _:
            raise RosterFileError(f"Файл {file}: нужен .csv или .xlsx")


def _read_csv(content: bytes, file: Path) -> list[Row]:
    text = _decoded(content, file)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    line = 1
    try:
        for cells in reader:
            rows.append(Row(line, tuple(clean(cell) for cell in cells)))
            line = reader.line_num + 1
    except csv.Error:
        raise RosterFileError(f"Файл {file}: строка {line} не читается как CSV") from None
    return rows


def _decoded(content: bytes, file: Path) -> str:
    encodings = ("utf-16",) if content.startswith(_UTF_16) else _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterFileError(f"Файл {file}: сохраните его в кодировке UTF-8")


def _read_xlsx(content: bytes, file: Path) -> list[Row]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = [
            Row(number, tuple(clean(cell) for cell in cells))
            for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1)
        ]
    except Exception:  # whatever a broken file makes of the library, it is a broken file
        raise RosterFileError(f"Файл {file} не читается как таблица XLSX") from None
    book.close()
    return rows


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    # the mark at the beginning tells spreadsheets the encoding
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 -- a new workbook has one
    sheet.title = "Список"
    for number, cells in enumerate(rows, start=1):
        for index, words in enumerate(cells, start=1):
            cell = sheet.cell(number, index, words)
            # a name that begins with «=» is no formula
            cell.data_type = "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()

"""Files with tables of words: CSV, as spreadsheets write it, and XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.roster.csv_table import read_csv
from bot.roster.rows import LARGEST_FILE, RosterFileError, Row, TableError

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def read_table(file: Path) -> list[Row]:
    """Return the rows that are not empty. Raises `RosterFileError`."""
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise RosterFileError(
                f"Файл {file} слишком велик для списка людей: больше {LARGEST_FILE // 1_000_000} МБ"
            )
        content = file.read_bytes()
    except OSError as failure:
        raise RosterFileError(
            f"Файл {file} не читается: {failure.strerror or 'ошибка ввода-вывода'}"
        ) from None
    try:
        return _read_xlsx(content) if _is_xlsx(file) else read_csv(content)
    except TableError as wrong:
        raise RosterFileError(f"Файл {file}: {wrong}") from None


def write_table(file: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows into a file, replacing an old one. Raises `RosterFileError`."""
    content = _xlsx(rows) if _is_xlsx(file) else _csv(rows)
    try:
        file.write_bytes(content)
    except OSError as failure:
        raise RosterFileError(
            f"Файл {file} не записывается: {failure.strerror or 'ошибка ввода-вывода'}"
        ) from None


def _is_xlsx(file: Path) -> bool:
    match file.suffix.lower():
        case ".xlsx":
            return True
        case ".csv" | ".txt" | ".tsv":
            return False
        case _:
            raise RosterFileError(f"Файл {file}: нужен .csv или .xlsx")


def _read_xlsx(content: bytes) -> list[Row]:
    from bot.roster.workbook import read_workbook

    if content.startswith(_OLD_OR_LOCKED):
        raise TableError(
            "он под паролем или в старом формате XLS: сохраните его как книгу Excel (.xlsx) "
            "без пароля"
        )
    try:
        return read_workbook(content)
    except (TableError, MemoryError):
        raise
    except Exception:  # any exception here means a broken file
        raise TableError("не читается как таблица XLSX") from None


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    # the byte order mark tells spreadsheets the encoding
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
            # a name that begins with «=» is not a formula
            cell.data_type = "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()

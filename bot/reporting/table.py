"""A report as a table (XLSX)."""

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from handlers.reporting import Report

_WIDE, _NARROW = 46, 16


def draw_table(report: Report) -> bytes:
    """Return the report as an XLSX file. Takes a moment: never on the event loop."""
    book = Workbook()
    book.remove(book.worksheets[0])
    summary, by_rule, by_chat = report.sheets
    first = book.create_sheet(summary)
    _write(
        first,
        (report.title, report.period),
        ((row.words, _value(row.value)) for row in report.rows),
    )
    _write(book.create_sheet(by_rule), (report.bars_title, ""), report.bars)
    _write(book.create_sheet(by_chat), report.heads, report.lines)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _value(value: str) -> str | int:
    return int(value) if value.isascii() and value.isdigit() else value


def _write(sheet: Worksheet, heads: tuple[str, ...], lines: Iterable[Iterable[str | int]]) -> None:
    sheet.append([_plain(head) for head in heads])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for line in lines:
        sheet.append([_plain(value) for value in line])
    for place in range(1, len(heads) + 1):
        letter = chr(ord("A") + place - 1)
        sheet.column_dimensions[letter].width = _WIDE if place == 1 else _NARROW


def _plain(value: str | int) -> str | int:
    # what begins with "=" would be a formula to whoever opens the file
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"} else value

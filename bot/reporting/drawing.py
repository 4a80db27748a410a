"""A report as a picture for a phone, tall and with large type; and as a table (XLSX)."""

from collections.abc import Iterable
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from handlers.reporting import Report

_WIDTH, _DPI = 1080, 100

_ROW, _BAR, _HEAD = 58, 76, 250
"""Pixels for a line of figures, a bar, and the headings."""

_INK, _MUTED, _BLUE = "#1c2733", "#6b7885", "#2a7ad8"
_LONGEST_BAR_WORDS = 38


def draw_picture(report: Report) -> bytes:
    """Return a PNG of the report. Takes about a second: never on the event loop."""
    bars = len(report.bars)
    height = _HEAD + _ROW * len(report.rows) + (90 + _BAR * bars if bars else 0) + 40
    figure = Figure(figsize=(_WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    page = figure.add_axes((0, 0, 1, 1))
    page.set_axis_off()
    page.set_xlim(0, _WIDTH)
    page.set_ylim(height, 0)
    page.text(60, 90, _cut(report.title, 28), fontsize=36, color=_INK, weight="bold")
    page.text(60, 150, report.period, fontsize=24, color=_MUTED)
    at = _HEAD - 20
    for row in report.rows:
        indented = row.words[:1].islower()
        page.text(
            100 if indented else 60,
            at,
            row.words,
            fontsize=24 if indented else 26,
            color=_MUTED if indented else _INK,
        )
        page.text(_WIDTH - 60, at, row.value, fontsize=28, color=_INK, ha="right", weight="bold")
        at += _ROW
    if bars:
        _draw_bars(page, report, at + 30)
    out = BytesIO()
    canvas.print_png(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def _draw_bars(page: Axes, report: Report, top: int) -> None:
    page.text(60, top, report.bars_title, fontsize=28, color=_INK, weight="bold")
    most = max(count for _, count in report.bars)
    at = top + 56
    for words, count in report.bars:
        page.text(60, at, _cut(words, _LONGEST_BAR_WORDS), fontsize=22, color=_INK)
        page.text(_WIDTH - 60, at, str(count), fontsize=24, color=_INK, ha="right", weight="bold")
        width = (_WIDTH - 120) * count / most
        page.barh(at + 20, width, height=16, left=60, color=_BLUE)
        at += _BAR


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


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
    # a spreadsheet takes a text with one of these at its beginning for a formula
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"} else value

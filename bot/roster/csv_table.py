"""Reads CSV as spreadsheets and people write it."""

import csv
import io
import re

from bot.roster.encodings import decode
from bot.roster.rows import Measure, Row, TableError, clean

_DELIMITERS = ";,\t|"
_SAID = re.compile(r"""\s*"?sep=([^\w\s"]|\t)"?[;,\t]*\s*""", re.IGNORECASE)
"""A first line by which spreadsheets declare the delimiter."""
_LOOKED_AT = 20
"""Lines by which the delimiter is recognised; the first may be a title without one."""

_OTHER_FILES = (
    (b"PK\x03\x04", "это книга XLSX, а не CSV: дайте файлу окончание .xlsx"),
    (b"\xd0\xcf\x11\xe0", "это книга XLS, а не CSV: сохраните её как .xlsx"),
)


def read_csv(content: bytes) -> list[Row]:
    """Return the rows that are not empty.

    Raises `TableError` for an unknown encoding, an unclosed quote, and a file that is too large:
    after such a quote, text and cells cannot be told apart.
    """
    for beginning, why in _OTHER_FILES:
        if content.startswith(beginning):
            raise TableError(why)
    lines = decode(content).splitlines(keepends=True)
    skipped, delimiter = _delimiter(lines)
    text = "".join(lines[skipped:])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, measure = [], Measure()
    line = skipped + 1
    try:
        for cells in reader:
            if any("\n" in cell.replace("\r", "\n") and delimiter in cell for cell in cells):
                raise _unclosed(line)
            row = Row(line, tuple(clean(cell) for cell in cells))
            if any(row.cells):
                measure.row()
                for column in range(1, len(cells) + 1):
                    measure.cell(column)
                rows.append(row)
            line = skipped + reader.line_num + 1
    except csv.Error as mistake:
        spans_lines = skipped + reader.line_num > line
        if "unexpected end" in str(mistake) or ("expected after" in str(mistake) and spans_lines):
            raise _unclosed(line) from None
        if "limit" in str(mistake):
            raise TableError(f"строка {line}: ячейка слишком длинная") from None
        raise TableError(
            f"строка {line}: после закрытой кавычки стоит не «{delimiter}», проверьте кавычки"
        ) from None
    return rows


def _unclosed(line: int) -> TableError:
    return TableError(
        f"строка {line}: кавычка открыта и не закрыта, поэтому дальше прочесть ничего нельзя"
    )


def _delimiter(lines: list[str]) -> tuple[int, str]:
    """Return how many lines to skip, and the delimiter of the others."""
    if lines and (said := _SAID.fullmatch(lines[0])):
        return 1, said[1]
    # a title above the header rarely holds two of them
    unquoted = (re.sub(r'"[^"]*"', "", line) for line in lines[:_LOOKED_AT])
    counts = [{each: line.count(each) for each in _DELIMITERS} for line in unquoted]
    told = next((count for count in counts if max(count.values()) > 1), counts[0] if counts else {})
    return 0, max(_DELIMITERS, key=lambda each: told.get(each, 0))

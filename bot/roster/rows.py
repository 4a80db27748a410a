"""Rows of words from any kind of file, and limits on their number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from openpyxl.utils import get_column_letter

LARGEST_FILE = 20_000_000
"""The most bytes of a file; a list of all colleges of a region is smaller."""

LARGEST_UNPACKED = 20_000_000
"""The most bytes inside an XLSX file; a list of ten thousand people takes a fifth of it."""

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 100, 300_000
"""The most rows and cells that are not empty, of all sheets, and columns of one."""


class RosterFileError(Exception):
    """The file cannot be read or written; the message is one Russian sentence."""


class TableError(Exception):
    """A table is wrong: the reason in Russian, in lower case; the caller names the file."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its line number in the file, from 1.

    `odd` holds, by index, what stands in a cell in place of words (Russian); the cell is "" then.
    `sheet` is "" in CSV.
    """

    number: int
    cells: tuple[str, ...]
    sheet: str = ""
    odd: Mapping[int, str] = field(default_factory=dict)

    def cell(self, index: int) -> str:
        """Return a cell's words; "" if the row is shorter."""
        return self.cells[index] if index < len(self.cells) else ""

    def address(self, index: int) -> str:
        """Return a cell's address as in spreadsheets, «Лист1!B7»; "" in CSV, which has none."""
        if not self.sheet:
            return ""
        name = self.sheet if self.sheet.replace("_", "").isalnum() else f"'{self.sheet}'"
        return f"{name}!{get_column_letter(index + 1)}{self.number}"

    @property
    def line(self) -> str:
        """The row in words: «строка 7», with its sheet if there is one."""
        return (
            f"лист «{self.sheet}», строка {self.number}" if self.sheet else f"строка {self.number}"
        )


class Measure:
    """Counts rows and cells while a file is read, so that too many are never kept."""

    def __init__(self) -> None:
        self._rows = 0
        self._cells = 0

    def row(self) -> None:
        """Count a row. Raises `TableError` if there are too many."""
        self._rows += 1
        if self._rows > MOST_ROWS:
            _refuse(f"в нём больше {MOST_ROWS} строк")

    def cell(self, column: int) -> None:
        """Count a cell in a column, from 1. Raises `TableError` if there are too many."""
        self._cells += 1
        if column > MOST_COLUMNS:
            _refuse(f"в нём больше {MOST_COLUMNS} столбцов")
        if self._cells > MOST_CELLS:
            _refuse(f"в нём больше {MOST_CELLS} заполненных ячеек")


def _refuse(why: str) -> NoReturn:
    raise TableError(f"слишком велик для списка людей: {why}")


def clean(words: str) -> str:
    """Return a cell as one line: without invisible characters and double spaces."""
    shown = (c if c.isprintable() else " " if c.isspace() else "" for c in words)
    return " ".join("".join(shown).split())

"""Rows of words from any kind of file, limits on their number, and checks of their cells."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NoReturn

from openpyxl.utils import get_column_letter

from bot.vk.contents import CAPABILITIES
from handlers.conversation.arguments import ById, ByScreenName, read_whom
from rules.ids import MemberId

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
    `dates` has the dates among them. `sheet` is "" in CSV.
    """

    number: int
    cells: tuple[str, ...]
    sheet: str = ""
    odd: Mapping[int, str] = field(default_factory=dict)
    dates: Mapping[int, date] = field(default_factory=dict)

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


_HYPHENS = re.compile(r"[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_LOOKING_ALIKE = dict(zip("AaBEeKkMmHhOoPpCcTtyYXx", "АаВЕеКкМмНнОоРрСсТтуУХх", strict=True))
_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)
_ENGLISH = re.compile(r"[a-z]", re.IGNORECASE)


def with_plain_hyphens(words: str) -> str:
    """Replace every kind of hyphen by the plain one."""
    return _HYPHENS.sub("-", words)


def tidy(name: str) -> str:
    """Return a name as it is stored: in NFKC, with one kind of hyphen and space."""
    return " ".join(with_plain_hyphens(unicodedata.normalize("NFKC", name)).split())


def compared(words: str) -> str:
    """Return a key that is the same for two spellings of one name."""
    return re.sub(r"\s*-\s*", "-", tidy(words).casefold().replace("ё", "е"))


def foreign_letter(words: str, *, in_words: bool = False) -> str | None:
    """Return a Latin letter among Russian ones that looks like one; None if there is none.

    With `in_words` a wholly Latin word is fine: «ИСП-21 B».
    """
    if not _RUSSIAN.search(words):
        return None
    for word in _WORD.findall(words):
        letters = _ENGLISH.findall(word)
        alike = not in_words and all(each in _LOOKING_ALIKE for each in word)
        if letters and (alike or _RUSSIAN.search(word)):
            return str(letters[0])
    return None


def in_russian_letters(words: str) -> str:
    """Replace Latin letters that look Russian by Russian ones, in words with Russian letters."""
    return _WORD.sub(
        lambda found: (
            "".join(_LOOKING_ALIKE.get(each, each) for each in found[0])
            if _RUSSIAN.search(found[0])
            else found[0]
        ),
        words,
    )


_NUMBER = re.compile(r"\d{1,15}")
_TELEPHONE = re.compile(r"[78]\d{10}|9\d{9}")
_SCREEN_NAME = re.compile(r"[A-Za-z_][\w.]{1,31}", re.ASCII)
_MONTHS = "янв|фев|мар|апр|мая?|июн|июл|авг|сен|окт|ноя|дек"

_NO_WORDS: Mapping[str, re.Pattern[str]] = {
    "дата": re.compile(
        rf"\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}( .*)?|\d{{4}}-\d\d-\d\d([ T].*)?"
        rf"|\d{{1,2}}[.-]({_MONTHS})|({_MONTHS})[.-]\d\d(\d\d)?"
    ),
    "время": re.compile(r"\d{1,2}:\d\d(:\d\d)?"),
    "логическое значение": re.compile(r"истина|ложь|true|false", re.IGNORECASE),
    "ошибка": re.compile(
        r"#(н/д|n/a|ссылка!|ref!|знач!|value!|дел/0!|div/0!|имя\?|name\?|пусто!|null!|число!|num!"
        r"|spill!|перенос!|calc!)",
        re.IGNORECASE,
    ),
}
"""Values that a spreadsheet leaves in place of words when it saves CSV."""


class WrongCell(Exception):  # noqa: N818 -- a line's fault, caught where it is listed
    """A line cannot be imported: the reason (Russian), with the cell's address if it has one.

    `person` says which of the line's people it is about, if there are several.
    """

    def __init__(self, row: Row, index: int, why: str) -> None:
        super().__init__(why)
        self.person = ""
        self._address = row.address(index)

    def __str__(self) -> str:
        return ": ".join(part for part in (self._address, self.person, *self.args) if part)


def words_in(row: Row, index: int) -> str:
    """Return a cell's words. Raises `WrongCell` for other values: a date, an error."""
    if index in row.odd:
        raise WrongCell(row, index, f"{row.odd[index]} вместо текста")
    return row.cell(index)


def value_in_place_of(words: str) -> str | None:
    """Return the kind of value that stands in place of words, such as a date; None for words."""
    return next((kind for kind, form in _NO_WORDS.items() if form.fullmatch(words)), None)


def check_words(row: Row, index: int, words: str) -> None:
    """Raise `WrongCell` for a date, time, boolean or error that was saved as words."""
    kind = value_in_place_of(words)
    if kind is not None:
        raise WrongCell(row, index, f"«{words}» — {kind} вместо текста")


def check_letters(row: Row, index: int, words: str, *, in_words: bool = False) -> None:
    """Raise `WrongCell` for a Latin letter that looks like a Russian one.

    With `in_words` a wholly Latin word is fine.
    """
    letter = foreign_letter(words, in_words=in_words)
    if letter is not None:
        raise WrongCell(
            row, index, f"«{words}»: латинская «{letter}» среди русских букв, наберите её по-русски"
        )


def is_running(pages: Iterable[str]) -> bool:
    """Whether plain numbers follow one another, possibly restarting from 1.

    Numbers of real pages do not; a few may, in a trial of the college's.
    """
    numbers = [int(page) for page in pages if _NUMBER.fullmatch(page)]
    steps = sum(after in {before + 1, 1} for before, after in pairwise([0, *numbers]))
    return bool(numbers) and (numbers[0] <= 10 or len(numbers) >= 10) and steps * 2 > len(numbers)


def is_telephone(words: str) -> bool:
    """Whether a number is a telephone number; page numbers have other lengths."""
    return _TELEPHONE.fullmatch(words) is not None


def page_in(words: str) -> ById | ByScreenName | None:
    """Return the page that these words name; None if they name none."""
    if _NUMBER.fullmatch(words):
        return ById(MemberId(int(words))) if int(words) > 0 else None
    whom, rest = read_whom(words, CAPABILITIES.pages)
    if isinstance(whom, ById | ByScreenName) and not rest:
        return whom
    return ByScreenName(words) if _SCREEN_NAME.fullmatch(words) else None

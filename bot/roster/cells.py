"""Checks the cells of the list: words and pages, and what a spreadsheet leaves in their place."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.roster.names import foreign_letter
from bot.roster.rows import Row
from handlers.conversation.arguments import ById, ByScreenName, read_whom
from rules.ids import MemberId

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
    """A line cannot be imported: the reason (Russian), with the cell's address if it has one."""

    def __init__(self, why: str, address: str) -> None:
        super().__init__(f"{address}: {why}" if address else why)
        self._why = why
        self._address = address

    def about(self, person: str) -> "WrongCell":
        """Add the person of the line that it is about."""
        return WrongCell(f"{person}: {self._why}", self._address)


def words_in(row: Row, index: int) -> str:
    """Return a cell's words. Raises `WrongCell` for other values: a date, an error."""
    if index in row.odd:
        raise wrong(row, index, f"{row.odd[index]} вместо текста")
    return row.cell(index)


def wrong(row: Row, index: int, why: str) -> WrongCell:
    """Return the error for a cell of a row, with its address."""
    return WrongCell(why, row.address(index))


def value_in_place_of(words: str) -> str | None:
    """Return the kind of value that stands in place of words, such as a date; None for words."""
    return next((kind for kind, form in _NO_WORDS.items() if form.fullmatch(words)), None)


def check_words(row: Row, index: int, words: str) -> None:
    """Raise `WrongCell` for a date, time, boolean or error that was saved as words."""
    kind = value_in_place_of(words)
    if kind is not None:
        raise wrong(row, index, f"«{words}» — {kind} вместо текста")


def check_letters(row: Row, index: int, words: str, *, in_words: bool = False) -> None:
    """Raise `WrongCell` for a Latin letter that looks like a Russian one.

    With `in_words` a wholly Latin word is fine.
    """
    letter = foreign_letter(words, in_words=in_words)
    if letter is not None:
        raise wrong(
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
    whom, rest = read_whom(words)
    if isinstance(whom, ById | ByScreenName) and not rest:
        return whom
    return ByScreenName(words) if _SCREEN_NAME.fullmatch(words) else None

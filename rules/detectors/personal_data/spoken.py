"""Telephone numbers with digits written as words («восемь девятьсот семнадцать …»)."""

from collections.abc import Iterator

from rules.detectors.detection import Sign
from rules.detectors.lazy import Pattern
from rules.detectors.personal_data.finding import Find
from rules.detectors.registry import Label

_ONES = "ноль один два три четыре пять шесть семь восемь девять"
_TEENS = (
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать"
    " восемнадцать девятнадцать"
)
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"

_WORTH = {
    **{word: worth for worth, word in enumerate(_ONES.split())},
    **{word: worth for worth, word in enumerate(_TEENS.split(), start=10)},
    **{word: worth * 10 for worth, word in enumerate(_TENS.split(), start=2)},
    **{word: worth * 100 for worth, word in enumerate(_HUNDREDS.split(), start=1)},
    "нуль": 0,
    "одна": 1,
    "две": 2,
    "едина": 1,
    "единица": 1,
    "двойка": 2,
    "тройка": 3,
    "четверка": 4,
    "пятерка": 5,
    "шестерка": 6,
    "семерка": 7,
    "восьмерка": 8,
    "девятка": 9,
}
_FILLERS = "плюс|потом|дальше|далее|затем|еще|и|а|тире|дефис|пробел|скобка|код|номер"

_PIECE = Pattern(rf"(?:(?P<worth>{'|'.join(sorted(_WORTH, key=len, reverse=True))})|\d+)(?!\w)")
_BETWEEN = Pattern(rf"(?:[^\w\n]{{0,4}}(?:(?<!\w)(?:{_FILLERS})(?!\w))?[^\w\n]{{1,4}})$")
_MOST_BETWEEN = 18
"""Characters between two pieces of one number."""


def spoken_phones_in(plain: str) -> Iterator[Find]:
    """Yield the mobile numbers with words for digits, or words between their digits."""
    row: list[tuple[int, int, int | str]] = []
    for match in _PIECE.finditer(plain):
        start, end = match.span()
        if start and plain[start - 1].isalnum():
            continue
        if row and not _goes_on(plain[row[-1][1] : start]):
            yield from _number(plain, row)
            row = []
        row.append((start, end, _WORTH[match[0]] if match["worth"] else match[0]))
    yield from _number(plain, row)


def _goes_on(between: str) -> bool:
    return len(between) <= _MOST_BETWEEN and _BETWEEN.match(between) is not None


def _number(plain: str, row: list[tuple[int, int, int | str]]) -> Iterator[Find]:
    """Yield the number that the pieces of a row form; a piece is its offsets and value."""
    if len(row) < 3:
        return
    groups = list(_groups(row))
    for first in range(len(groups)):
        digits, last = "", first
        while last < len(groups) and len(digits) < 10 + (groups[first][2][0] in "78"):
            digits += groups[last][2]
            last += 1
        start, end = groups[first][0], groups[last - 1][1]
        mobile = digits[-10:-9] == "9" and digits[:-10] in {"", "7", "8"}
        if mobile and len(digits) >= 10 and not _all_digits(plain[start:end]):
            if plain.endswith("плюс ", 0, start):
                start -= len("плюс ")
            yield Find(start, end, Label.PHONE, 0.8, Sign.SPREAD)
            return


def _groups(row: list[tuple[int, int, int | str]]) -> Iterator[tuple[int, int, str]]:
    """Join hundreds, tens and ones to numbers as people pronounce them."""
    open_to = 1
    said: tuple[int, int, int] | None = None
    for start, end, worth in row:
        if isinstance(worth, str):
            if said is not None:
                yield said[0], said[1], str(said[2])
                said = None
            yield start, end, worth
            continue
        if said is not None and 0 < worth < open_to:
            said = (said[0], end, said[2] + worth)
        else:
            if said is not None:
                yield said[0], said[1], str(said[2])
            said = (start, end, worth)
        open_to = 100 if worth >= 100 else 10 if worth >= 20 and worth % 10 == 0 else 1
    if said is not None:
        yield said[0], said[1], str(said[2])


def _all_digits(written: str) -> bool:
    return not any(sign.isalpha() for sign in written)

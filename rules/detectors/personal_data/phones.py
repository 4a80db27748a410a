"""Telephone numbers: in the Russian numbering plan and those of neighbours, disguised, or in words.

A disguise is an unusual separator, a letter in place of a digit, or a number spelt out («восемь
девятьсот семнадцать …»).
"""

import re
from collections.abc import Iterator

from rules.detectors.detection import Clearance, Sign
from rules.detectors.lazy import Pattern
from rules.detectors.personal_data.finding import (
    Find,
    before,
    digits_of,
    innocent,
    on_its_line,
    personal,
)
from rules.detectors.registry import Label

_GAP = r"(?:[^\S\n]|[-‐‑‒–—―−.()\[\]_·~]){0,4}"
"""What people write between two digits of a telephone number."""
_START = r"(?<!\d)(?<!\d[.,])"
_END = r"(?![\da-z_])(?!\s?(?:[%₽$€]|руб|тыс|млн|млрд|коп|шт(?!\w)|кг(?!\w)|р(?![а-яa-z]|\.\S)))"
"""Around a number: nothing that makes it an amount or a fraction."""

_AREA = Pattern(
    r"30[12]|336|34[1235679]|35[123]|365|38[1-58]|39[0145]|401|41[1356]|42[13467]|47[1-5]|48[1-7]"
    r"|49[1-689]|81[1-8]|82[01]|83[13-6]|84[0-8]|851|855|86[12-7]|869|87[12378]|879"
    r"|7(?:0[0125-8]|1[0-8]|2[1-9]|47|71|7[5-8])"
)
"""Area codes of towns in Russia, and codes of all numbers in Kazakhstan."""

_IN_A_WORD = Pattern(
    r"(?:[a-z0-9_=#№&@$]|=\s|[a-z0-9]/|[a-z]-|(?:://|[a-z0-9]\.[a-z]{2,6}/)[^\s()]{0,50})$"
)

_TRUNKED = Pattern(
    rf"{_START}(?P<trunk>\(?\+\s?7|\+\s?8|00\s?7|8{_GAP}10{_GAP}7"
    rf"|[78])(?P<national>(?:{_GAP}\d){{10}}){_END}"
)
"""Ten digits after the country code 7 or the trunk prefix 8."""
_BARE = Pattern(rf"(?<!\+){_START}(?P<national>\(?9(?:{_GAP}\d){{9}})(?![-.]?\d){_END}")
"""A mobile number of only its ten digits."""
_TOWN = Pattern(rf"{_START}\((?P<national>\d{{3,5}}\)(?:{_GAP}\d){{5,7}}){_END}")
"""An area code in brackets, and a local number."""
_LOCAL = Pattern(
    r"(?:тел|телефон\w*|домашн\w+|городск\w+|номер\w*)[.:\s—–-]{1,3}(?:[а-я]+\s)?"
    r"(?P<number>\d{1,3}-\d\d-\d\d)(?![\d-])"
)
"""A local number, which only the word before it distinguishes from other numbers."""
_FOREIGN = Pattern(
    rf"{_START}(?:\+(?!7)[1-9]|(?<!\w)(?:375|380|99[24568])(?=[\s(-]))(?:{_GAP}\d){{8,13}}{_END}"
)
"""A number of another country: after a plus, or with a neighbour's country code."""
_GOES_ON = Pattern(r"\d[-.\s]$")
"""The end of digits that continue: both are parts of a longer row of numbers."""

_DATE = Pattern(r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)?\d\d(?!\d)")
_OTHER_NUMBER = Pattern(
    r"(?:заказ|трек|накладн|посылк|артикул|счет|р/с|к/с|бик|огрн|кпп|октмо|окпо|уин|кбк|договор"
    r"|приказ|квитанц|чек|исх\.|вх\.|протокол|конференц|идентификатор|meeting|zoom|зум|\bid\b"
    r"|\bкод|пин|парол|билет|рейс|серийн|s/n|imei|isbn|doi|штрих|инвентарн|заявк|обращени|зачет"
    r"|студенческ|логин|серия)\w*[^\d\n]{0,25}$"
)
"""Words before numbers of things."""
_PUBLIC = Pattern(
    r"(?:горяч\w+ лини|приемн|деканат|вахт|справочн|регистратур|колледж|техникум|учебн\w+ част"
    r"|бухгалтери|дежурн|диспетчер|контакт-центр|колл-центр|call|единый|экстренн|доверия"
    r"|поликлиник|больниц|полици|библиотек|общежити|отделени|администраци|ресепш|мчс|такси"
    r"|военкомат|служб)\w*[^\d\n]{0,30}$"
)
"""Words before published numbers."""

_ANSWERS = Pattern(r"(?:ответ|тест|вариант|ключ|балл|оценк|ход|шаг|очередност)\w*[^\d\n]{0,30}$")
"""Words before a row of digits that is no number."""

_NUMBER_IS_SAID = Pattern(r"(?:номер|звони|позвон|тел|пиши|набер|набира|связ|whats|ватсап)\w*")

_PERHAPS = 0.6
"""The certainty of digits one by one, if no word says that they are a telephone's."""

_FEWEST_REAL = 7
"""Real digits needed before letters between them are read as digits."""

_SPREAD = Pattern(
    rf"{_START}(?:\+?7|8)(?P<between>[^\w\n]{{1,3}}"
    rf"|\n)9\d\d(?P=between)\d{{3}}(?P=between)(?:\d\d(?P=between)\d\d|\d{{4}}){_END}"
    rf"|{_START}(?:\+?7|8)(?P<each>[^\w\n]{{1,3}}|\n)9(?:(?P=each)\d){{9}}{_END}"
)
"""One separator between the usual groups of digits, or between all of them."""

_LOOKS = "oоiіl|!zзsчб"
_WORTHS = "001111133546"
_LETTERED = Pattern(rf"(?<![\w+])(?:\+?[78]{_GAP})?9(?:{_GAP}[\d{_LOOKS}]){{9}}(?!\w)")
_LONE = Pattern(rf"(?<![\d{_LOOKS}])[{_LOOKS}](?![\d{_LOOKS}])")
"""A letter on its own is a word: «о», «з»."""

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


def phones_in(plain: str) -> Iterator[Find]:
    """Yield the telephone numbers of a text, and the public ones, as harmless."""
    for match in _TRUNKED.finditer(plain):
        yield from _trunked(plain, match)
    for match in _BARE.finditer(plain):
        yield from _bare(plain, match)
    for match in _TOWN.finditer(plain):
        national = digits_of(match["national"])
        if len(national) == 10 and _AREA.match(national):
            yield _judged(plain, match, 0.9)
    for match in _LOCAL.finditer(plain):
        if not _OTHER_NUMBER.search(on_its_line(plain, match.start("number"))):
            why = (
                _PUBLIC.search(on_its_line(plain, match.start("number")))
                and Clearance.PUBLIC_NUMBER
            )
            label = None if why else Label.PHONE
            yield Find(*match.span("number"), label, 0.8, Sign.BESIDE_ITS_WORD, why)
    for match in _FOREIGN.finditer(plain):
        if 10 <= len(digits_of(match[0])) <= 14 and not match[0].endswith("0000"):
            yield _judged(plain, match, 0.9)


def _trunked(plain: str, match: re.Match[str]) -> Iterator[Find]:
    national, plus = digits_of(match["national"]), "+" in match["trunk"]
    groups = re.findall(r"\d+", match["national"])
    if national.startswith("80"):
        yield innocent(match, Clearance.PUBLIC_NUMBER)
    elif not plus and (_ends_a_word(plain, match.start()) or _DATE.search(match[0])):
        return
    elif len(groups) >= 8 and len(set(re.findall(r"(?<=\d)\D+(?=\d)", match["national"]))) > 1:
        # measurements or answers in a row
        return
    elif national[0] == "9":
        said = on_its_line(plain, match.start(), 60)
        one_by_one = len(groups) >= len(national)
        if one_by_one and _ANSWERS.search(said):
            return
        unsaid = one_by_one and not _NUMBER_IS_SAID.search(said)
        yield _judged(plain, match, _PERHAPS if unsaid else 0.95)
    elif _AREA.match(national) and (plus or len(groups[0]) >= 3):
        yield _judged(plain, match, 0.9)


def _bare(plain: str, match: re.Match[str]) -> Iterator[Find]:
    groups = [len(each) for each in re.findall(r"\d+", match["national"])]
    usual = groups[0] >= 3 or set(groups) == {2}
    if not usual or _ends_a_word(plain, match.start()) or before(plain, match.start(), 1).isalpha():
        return
    goes_on = _GOES_ON.search(before(plain, match.start(), 2)) or _GOES_ON.match(
        plain[match.end() : match.end() + 2][::-1]
    )
    if len(groups) == 1 or not goes_on:
        yield _judged(plain, match, 0.9)


def _judged(plain: str, match: re.Match[str], certainty: float) -> Find:
    said = on_its_line(plain, match.start(), 60)
    if _PUBLIC.search(said):
        return innocent(match, Clearance.PUBLIC_NUMBER)
    written = match[0].lstrip("(")
    grouped = not written.isdigit() and "+" not in written
    if "+" not in written and _OTHER_NUMBER.search(said) and not _usual_groups(written, grouped):
        return innocent(match, Clearance.NO_WORD_BESIDE)
    opens_only = match[0].startswith("(") and ")" not in match[0]
    opens_only |= match[0].startswith("(+") and "(" in match[0][1:]
    return Find(match.start() + opens_only, match.end(), Label.PHONE, certainty)


def _usual_groups(written: str, grouped: bool) -> bool:
    # «заказ 8 917 123-45-67» names a phone; «заказ 89171234567» and «id 917 123 4567» do not
    return grouped and [len(each) for each in re.findall(r"\d+", written)][-2:] == [2, 2]


def _ends_a_word(plain: str, at: int) -> bool:
    """Whether a number continues Latin letters, code or the path of a link."""
    return _IN_A_WORD.search(before(plain, at, 60)) is not None


def disguised_phones_in(plain: str) -> Iterator[Find]:
    """Yield the disguised mobile numbers of a text."""
    for match in _SPREAD.finditer(plain):
        if not _ends_a_word(plain, match.start()):
            yield personal(match, Label.PHONE, 0.85, Sign.SPREAD)
    for match in _LETTERED.finditer(plain):
        real = len(digits_of(match[0]))
        all_digits = digits_of(match[0].translate(str.maketrans(_LOOKS, _WORTHS)))
        if _FEWEST_REAL <= real < len(all_digits) and not _LONE.search(match[0]):
            yield personal(match, Label.PHONE, 0.8, Sign.LOOK_ALIKE)


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

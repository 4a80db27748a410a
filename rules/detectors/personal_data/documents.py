"""Numbers of documents and bank cards, recognised by check digits or by the word beside them."""

import re
from collections.abc import Iterator

from rules.detectors.detection import Clearance, Sign
from rules.detectors.lazy import Pattern
from rules.detectors.personal_data.finding import (
    BESIDE,
    Find,
    around,
    before,
    digits_of,
    innocent,
    personal,
)
from rules.detectors.registry import Label

_START = r"(?<![\d\w/=#+])(?<!\d[.,])"
_DASH = r"\s\-‐‑‒–—―−"
_NUMBER = r"(?:№|nо?|номер|ном\.?|no\.?)"

_CARD = Pattern(rf"{_START}\d(?:[{_DASH}._/]{{0,2}}\d){{12,18}}(?!\d)")
_MAJOR = Pattern(r"220[0-4]|4|5[0-8]|2[2-7]|3[05-8]|6")
"""First digits of cards with sixteen: Mir, Visa, Mastercard and Maestro, JCB, UnionPay."""
_OTHER_LENGTH = {13: ("4",), 14: ("30", "36", "38"), 15: ("34", "37")}
_LONG = ("220", "50", "56", "57", "58", "6")
_CARD_WORD = Pattern(
    r"карт[аеуыо]|сбер|тиньк|тинек|втб|альфа|visa|виза\b|mastercard|мир\b|перевод|перевед"
)
_NO_CARD = Pattern(
    r"(?:счет|р/с|к/с|imei|трек|заказ|штрих|огрн|уин|кбк|isbn|лояльност|скидочн"
    r"|бонусн)\w*\D{0,25}$"
)

_SNILS = Pattern(
    rf"{_START}\d{{3}}[{_DASH}._]{{0,3}}\d{{3}}[{_DASH}._]{{0,3}}\d{{3}}[{_DASH}._]{{0,3}}\d\d(?!\d)"
)
_SNILS_WORD = Pattern(r"снилс|страхов\w+ (?:номер|свидетел)|пенсионн\w+ (?:номер|свидетел|страхов)")
_SNILS_SHAPE = Pattern(r"\d{3}[-‐‑‒–—―−]\d{3}[-‐‑‒–—―−]\d{3}[\s\-‐‑‒–—―−]\d\d")

_INN = Pattern(
    rf"{_START}\d{{2}}[{_DASH}]?(?:\d{{2}}[{_DASH}]?\d{{4}}[{_DASH}]?\d{{4}}"
    rf"|\d{{2}}[{_DASH}]?\d{{6}}|\d{{3}}[{_DASH}]\d{{3}}[{_DASH}]\d{{2,4}})(?!\d)"
)
_INN_WORD = Pattern(r"(?<![а-я])инн(?![а-я])|налогоплат")
_FIRM = Pattern(
    r"кпп|огрн|бик\b|р/с|расчетн\w+ счет|(?<![а-я])(?:ооо|оао|пао|зао|гапоу|гбпоу|спо)(?![а-я])"
    r"|колледж|техникум|организаци|реквизит|поставщик"
)

_PASSPORT = Pattern(
    rf"{_START}\d\d[{_DASH}.]{{0,2}}\d\d[{_DASH},;:.]{{0,3}}(?:и\s)?(?:{_NUMBER}[\s:.]{{0,2}})?"
    rf"\d{{3}}[{_DASH}]?\d{{3}}(?!\d)"
)
_ABROAD = Pattern(rf"{_START}\d\d[{_DASH},]{{0,2}}(?:{_NUMBER}[\s:.]{{0,2}})?\d{{7}}(?!\d)")
_PASSPORT_WORD = Pattern(r"паспорт|пасп\.|(?<![а-я])сери[яией]|(?<![а-я])сер\.")
_ABROAD_WORD = Pattern(r"загран|паспорт")

_BIRTH = Pattern(
    rf"(?<!\w)[ivxlcхi1у]{{1,6}}[{_DASH}]{{1,3}}[а-я]{{2}}[\s,;:\-]{{0,3}}"
    rf"(?:{_NUMBER}[\s:.]{{0,2}})?\d{{3}}\s?\d{{3}}(?!\d)"
)
_BIRTH_WORD = Pattern(r"свидетельств|рожден|св-в|о\s?р\s")
_LICENCE = Pattern(
    rf"{_START}\d\d[{_DASH}]?(?:\d\d"
    rf"|[а-я]{{2}})[{_DASH},]{{0,2}}(?:{_NUMBER}[\s:.]{{0,2}})?\d{{6}}(?!\d)"
)
_LICENCE_WORD = Pattern(
    r"водительск|(?<![а-я])прав[аоу](?![а-я])|(?<![а-я])в/?у(?![а-я])|удостоверени"
)
_POLICY = Pattern(rf"{_START}\d(?:[{_DASH}]?\d){{15}}(?!\d)")
_POLICY_WORD = Pattern(r"полис|(?<![а-я])омс(?![а-я])|медицинск\w+ страх|(?<![а-я])енп(?![а-я])")
_MILITARY = Pattern(rf"(?<!\w)[а-я]{{2}}[{_DASH}]{{0,2}}(?:{_NUMBER}[\s:.]{{0,2}})?\d{{7}}(?!\d)")
_MILITARY_WORD = Pattern(r"воен\w+ билет|военник|приписн")

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, *_INN_10)
_INN_12 = (3, *_INN_11)


def documents_in(plain: str) -> Iterator[Find]:
    """Yield the documents and cards in a text, and numbers that only look so."""
    for shape, word, label in (
        (_POLICY, _POLICY_WORD, Label.DOCUMENT),
        (_BIRTH, _BIRTH_WORD, Label.DOCUMENT),
        (_MILITARY, _MILITARY_WORD, Label.DOCUMENT),
        (_LICENCE, _LICENCE_WORD, Label.DOCUMENT),
        (_ABROAD, _ABROAD_WORD, Label.PASSPORT),
    ):
        for match in shape.finditer(plain):
            if word.search(around(plain, match)):
                yield personal(match, label, 0.9, Sign.BESIDE_ITS_WORD)
    yield from _cards(plain)
    yield from _snils(plain)
    yield from _inn(plain)
    yield from _passports(plain)


def passports_without_a_word(plain: str) -> Iterator[Find]:
    """Yield numbers in the format of a passport without a word beside them that says so."""
    for match in _PASSPORT.finditer(plain):
        if not match[0].isdigit():
            yield innocent(match, Clearance.NO_WORD_BESIDE)


def _passports(plain: str) -> Iterator[Find]:
    for match in _PASSPORT.finditer(plain):
        if _PASSPORT_WORD.search(around(plain, match)):
            yield personal(match, Label.PASSPORT, 0.95, Sign.BESIDE_ITS_WORD)


def _cards(plain: str) -> Iterator[Find]:
    for match in _CARD.finditer(plain):
        digits = digits_of(match[0])
        said = _CARD_WORD.search(around(plain, match)) is not None
        if not (_is_issued(digits) or (said and len(digits) == 16)):
            continue
        if _NO_CARD.search(before(plain, match.start())):
            yield innocent(match, Clearance.NO_WORD_BESIDE)
        elif not _passes_luhn(digits) or len(set(digits)) == 1:
            yield innocent(match, Clearance.CHECK_DIGITS_WRONG)
        else:
            yield personal(match, Label.CARD, 0.97 if said else 0.9, Sign.CHECK_DIGITS)


def _is_issued(digits: str) -> bool:
    if len(digits) == 16:
        return _MAJOR.match(digits) is not None
    return digits.startswith(_OTHER_LENGTH.get(len(digits), _LONG))


def _snils(plain: str) -> Iterator[Find]:
    for match in _SNILS.finditer(plain):
        digits = digits_of(match[0])
        fits = _is_snils(digits)
        said = _SNILS_WORD.search(around(plain, match)) is not None
        if not fits and (said or _SNILS_SHAPE.fullmatch(match[0])):
            yield innocent(match, Clearance.CHECK_DIGITS_WRONG)
        elif fits and said:
            yield personal(match, Label.SNILS, 0.98, Sign.CHECK_DIGITS)
        elif fits and not digits.startswith(("79", "89", "88", "000")):
            certainty = 0.75 if match[0].isdigit() else 0.95
            yield personal(match, Label.SNILS, certainty, Sign.CHECK_DIGITS)


def _inn(plain: str) -> Iterator[Find]:
    for match in _INN.finditer(plain):
        digits = digits_of(match[0])
        if len(digits) not in {10, 12}:
            continue
        fits = _is_inn(digits)
        if _INN_WORD.search(_close(plain, match)):
            if len(digits) == 10 and _FIRM.search(around(plain, match)):
                yield innocent(match, Clearance.PUBLIC_NUMBER)
            elif fits:
                yield personal(match, Label.INN, 0.97, Sign.CHECK_DIGITS)
            else:
                yield innocent(match, Clearance.CHECK_DIGITS_WRONG)
        elif len(digits) == 12 and fits and match[0].isdigit():
            yield personal(match, Label.INN, 0.65, Sign.CHECK_DIGITS)


def _close(plain: str, match: re.Match[str]) -> str:
    return plain[max(0, match.start() - BESIDE // 2) : match.end() + BESIDE // 3]


def _passes_luhn(digits: str) -> bool:
    """Whether the check digit of a bank card is correct (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _is_snils(digits: str) -> bool:
    """Whether eleven digits are an insurance number (СНИЛС): the last two are check digits."""
    if len(digits) != 11:
        return False
    total = sum((9 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    return total % 101 % 100 == int(digits[9:])


def _is_inn(digits: str) -> bool:
    """Whether ten or twelve digits are a taxpayer's number (ИНН)."""
    match len(digits):
        case 10:
            return _control(digits, _INN_10) == digits[9]
        case 12:
            return (
                _control(digits, _INN_11) == digits[10] and _control(digits, _INN_12) == digits[11]
            )
        case _:
            return False


def _control(digits: str, weights: tuple[int, ...]) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
    return str(total % 11 % 10)

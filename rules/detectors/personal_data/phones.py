"""Telephone numbers in the Russian numbering plan, and those of neighbouring countries."""

import re
from collections.abc import Iterator

from rules.detectors.detection import Clearance, Sign
from rules.detectors.lazy import Pattern
from rules.detectors.personal_data.dialling import AREA, END, GAP, START, ends_a_word
from rules.detectors.personal_data.finding import Find, before, digits_of, innocent, on_its_line
from rules.detectors.registry import Label

_TRUNKED = Pattern(
    rf"{START}(?P<trunk>\(?\+\s?7|\+\s?8|00\s?7|8{GAP}10{GAP}7"
    rf"|[78])(?P<national>(?:{GAP}\d){{10}}){END}"
)
"""Ten digits after the country code 7 or the trunk prefix 8."""
_BARE = Pattern(rf"(?<!\+){START}(?P<national>\(?9(?:{GAP}\d){{9}})(?![-.]?\d){END}")
"""A mobile number of only its ten digits."""
_TOWN = Pattern(rf"{START}\((?P<national>\d{{3,5}}\)(?:{GAP}\d){{5,7}}){END}")
"""An area code in brackets, and a local number."""
_LOCAL = Pattern(
    r"(?:тел|телефон\w*|домашн\w+|городск\w+|номер\w*)[.:\s—–-]{1,3}(?:[а-я]+\s)?"
    r"(?P<number>\d{1,3}-\d\d-\d\d)(?![\d-])"
)
"""A local number, which only the word before it distinguishes from other numbers."""
_FOREIGN = Pattern(
    rf"{START}(?:\+(?!7)[1-9]|(?<!\w)(?:375|380|99[24568])(?=[\s(-]))(?:{GAP}\d){{8,13}}{END}"
)
"""A number of another country: after a plus, or with a neighbour's country code."""
_GOES_ON = Pattern(r"\d[-.\s]$")
"""The end of digits that continue: both are parts of a longer row of numbers."""

_DATE = Pattern(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)?\d\d(?!\d)")
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


def phones_in(plain: str) -> Iterator[Find]:
    """Yield the telephone numbers of a text, and the public ones, as harmless."""
    for match in _TRUNKED.finditer(plain):
        yield from _trunked(plain, match)
    for match in _BARE.finditer(plain):
        yield from _bare(plain, match)
    for match in _TOWN.finditer(plain):
        national = digits_of(match["national"])
        if len(national) == 10 and AREA.match(national):
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
    elif not plus and (ends_a_word(plain, match.start()) or _DATE.search(match[0])):
        return
    elif len(groups) >= 8 and len(set(re.findall(r"(?<=\d)\D+(?=\d)", match["national"]))) > 1:
        # measurements or answers in a row
        return
    elif national[0] == "9":
        yield _judged(plain, match, 0.95)
    elif AREA.match(national) and (plus or len(groups[0]) >= 3):
        yield _judged(plain, match, 0.9)


def _bare(plain: str, match: re.Match[str]) -> Iterator[Find]:
    groups = [len(each) for each in re.findall(r"\d+", match["national"])]
    usual = groups[0] >= 3 or set(groups) == {2}
    if not usual or ends_a_word(plain, match.start()) or before(plain, match.start(), 1).isalpha():
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

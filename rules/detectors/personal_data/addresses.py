"""E-mail addresses, also those spelt out («собака», «точка ру»), and home addresses.

A home address is a street with house and flat, or a place where somebody is said to live. A street
and a house alone may be those of a college, a museum or a workshop.
"""

import re
from collections.abc import Iterator

from rules.detectors.detection import Clearance, Sign
from rules.detectors.lazy import Pattern
from rules.detectors.personal_data.finding import Find, around, before, innocent, personal
from rules.detectors.registry import Label

_MAILBOX = r"(?<![\w.+@/-])(?P<name>[^\W_][\w.+-]{0,63})"
_PLAIN = Pattern(
    rf"{_MAILBOX}@(?P<host>(?:[^\W_][\w-]{{0,62}}\.){{1,4}}[^\W\d_]{{2,12}})(?![\w-])(?!:\S*/)"
)
_OPEN, _CLOSE, _APART = r"\s?[(\[{<]\s?", r"\s?[)\]}>]\s?", r"[\s,_]{1,3}"
_AT = (
    rf"(?:\s?@\s?|{_OPEN}(?:@|собака|собачка|at|эт|dog){_CLOSE}"
    rf"|{_APART}(?:собак[аеу]|собачк[ау]|эт|at|dog){_APART})"
)
_DOT = rf"(?:\s?[.,]\s?|{_OPEN}(?:\.|точка|dot|дот){_CLOSE}|{_APART}(?:точка|тчк|dot|дот){_APART})"
_ENDING = r"(?:ru|ру|com|ком|рф|net|нет|org|орг|su|су|by|kz|ua|me|info|pro|edu)"
_SPELT = Pattern(
    rf"{_MAILBOX}{_AT}(?P<host>[^\W_][\w-]{{0,40}}"
    rf"(?:{_DOT}(?!{_ENDING}(?!\w))[^\W_][\w-]{{0,30}}){{0,2}}{_DOT}{_ENDING})(?![\w-])"
)
_PROVIDER = Pattern(
    rf"{_MAILBOX}(?:@|{_AT})(?P<host>gmail|mail|yandex|rambler|icloud|outlook|hotmail|protonmail"
    rf"|inbox|джимейл|гмейл"
    r"|яндекс|майл|мейл|рамблер)(?![\w-]|\.\w)"
)
"""A mailbox without a top-level domain."""
_ROLE = Pattern(
    r"info|support|help|no-?reply|admin|office|priem\w*|sekretar|secretary|contacts?|hello|mail"
    r"|login|press|postmaster|webmaster|git|root|user|example|test|name|e-?mail|hr|college"
    r"|kolledj|dekanat|uch\w*|inbox|director"
)
"""Mailboxes of offices, and examples."""
_NOBODYS_HOST = Pattern(
    r"(?:.*\.)?(?:example|test|localhost|domain|site|mydomain)\.\w+|.*\.(?:gov|edu)\.ru"
)
_OFFICE = Pattern(
    r"(?:приемн|деканат|колледж|техникум|учебн\w+ част|бухгалтери|поддержк|техподдержк"
    r"|организатор|библиотек|редакци|оргкомитет|администраци)\w*[^\n]{0,25}$"
)
"""Words before published mailboxes."""

_MARK = (
    r"(?<![а-я])(?:ул|улиц[аеуыи]|пр-т|пр-кт|просп|проспект[аеу]?|пер|переул(?:ок|к[аеу])|ш|шоссе"
    r"|б-р|бульвар[еау]?|проезд[еау]?|пр-д|наб|набережн(?:ая|ой|ую)|мкр|мкрн|мк-н"
    r"|микрорайон[еау]?|тупик[еау]?|площад[ьи]|пл|квартал[еау]?|снт)(?:\.\s?|\s)"
)
_WORD = r"[«\"]?(?:\d{1,3}[-\s]?(?:я|й|го|ая|ый|лет)\s)?[а-я][а-я.-]{0,24}[»\"]?"
_NAME = rf"{_WORD}(?:\s{_WORD}){{0,3}}"
_HOUSE = (
    r"(?P<house>(?<![а-я])д(?:ом[еау]?)?[.\s]\s?(?:№\s?)?)?(?<!\d)\d{1,3}"
    r"(?:\s?[а-дк](?![а-я])\s?\d{0,2})?"
    r"(?:[/\\]\d{1,3}[а-д]?)?(?:[,.\s]{1,3}(?:корп(?:ус)?|стр(?:оение)?|к|лит(?:ер)?)[.\s]{0,2}"
    r"(?:\d{1,2}|(?<=[.\s])[а-д])(?!\w))?"
)
_FLAT = r"(?:кв|кв-ра|квартир[аеуы])[.\s]{0,2}(?:№\s?)?(?!(?:19|20)\d\d)\d{1,4}(?!\d)"

_STREET = Pattern(
    rf"{_MARK}{_NAME}[,.\s]{{1,3}}{_HOUSE}(?P<flat>[,.\s-]{{1,3}}{_FLAT}"
    rf"|\s?-\s?\d{{1,4}}(?!\d))?(?!\d)"
)
_WITH_FLAT = Pattern(
    rf"(?<![а-я])[а-я][а-я-]{{2,24}}"
    rf"(?:[,\s]{{1,2}}[а-я][а-я-]{{1,24}})?[,.\s]{{1,3}}{_HOUSE}[,.\s-]{{1,3}}{_FLAT}"
)
_IN_A_HOUSE = Pattern(
    rf"(?<![а-я])(?:(?:д|дом|подъезд|под|этаж|общежити[ея]|общага)[.\s№]{{1,3}}\d{{1,3}}[а-д]?"
    rf"|\d{{1,2}}(?:-?[а-я]{{1,2}})?\s(?:подъезд"
    rf"|этаж))[,.\s]{{1,3}}(?:[а-я]{{2,8}}[.\s]{{1,2}}\d{{1,2}}[,.\s]{{1,3}}"
    rf"|\d{{1,2}} [а-я]{{3,8}}[,.\s]{{1,3}}){{0,2}}(?:{_FLAT}"
    rf"|комн(?:ата)?[.\s]{{1,2}}\d{{1,4}}(?!\d))|(?<![а-я]){_FLAT}[,.\s]{{1,3}}(?:домофон|код"
    rf"|подъезд|этаж)"
)
_UNITS = (
    r"лет|год|мес|недел|дн[еяй]|день|час|мин|сек|км|метр|руб|тыс|этаж|человек|раз|курс|процент"
    r"|соседей|комнат|остановк|квартал|детей|собак|кош"
)
_LIVES_AT = Pattern(
    r"(?<![а-я])(?:(?:жив[еу]т?|живешь|живете|жил[аи]?|прожива[а-я]+|прописан[аы]?"
    r"|зарегистрирован[аы]?|адрес[ау]?(?: [а-я]+){0,2}|(?:прид|приход|заход|зайд|заед|подъед"
    r"|приез)[а-я]+ к [а-я]{2,12}(?: домой)?)[:,\s—-]{1,4})(?:по адресу[:\s]{1,2})?(?:(?:сейчас"
    r"|теперь|тут|там|вроде|рядом)\s)?(?:(?:на|в|по"
    r"|у)\s)?[а-я][а-я.-]{2,24}(?:[,\s]{1,2}[а-я][а-я.-]{0,24}){0,4}?[,\s]{1,2}"
    rf"{_HOUSE}(?:[,\s-]{{1,3}}(?:{_FLAT}|\d{{1,4}}))?(?![\d:.]\d)(?!\s?[%₽]|\s?(?:{_UNITS}))"
    r"(?=\s?$|\s?[.,;!?)(\n]|\s(?:кв|и|а|но|где|если|там|у|в|с|дом|корп|подъезд|под|этаж|это"
    r"|рядом|можно|я|он|она|они|мы|за|возле|около|напротив|код|домофон)(?![а-я]))"
)
_HOSTEL = Pattern(
    r"(?:жив[еу]|прожива)[а-я]* [^.!?\n]{0,20}(?:общежит"
    r"|общаг)[а-я]*[^.!?\n]{0,15}?комнат[аеу]\s?№?\s?\d{1,4}|(?:жив[еу]"
    r"|прожива)[а-я]* [^.!?\n]{0,20}(?:общежит"
    r"|общаг)[а-я]*[^.!?\n]{0,15}?\d{1,4} ?(?:-?[а-я]{1,2} )?комнат[аеу]"
)

_LIVES = Pattern(
    r"жив[еу]|прожива|прописан|прописк|зарегистрирован|регистраци|жительств|домашн[а-я]+ адрес"
    r"|(?<![а-я])дом(?:ой|а) (?:к|у)|(?:его|ее|их|чей) адрес|адрес (?:его|ее|их|учени|студент"
    r"|родител|мам|пап)"
)
_ADDRESS = Pattern(r"(?<![а-я])адрес")
_PUBLIC = Pattern(
    r"музе|театр|кинотеатр|колледж|техникум|школ|лице|универ|институт|корпус|остановк|магазин"
    r"|(?<![а-я])тц|(?<![а-я])трц|библиотек|поликлиник|больниц|центр|практик|экскурси|предприяти"
    r"|организаци|завод|фирм|стадион|спортзал|каток|бассейн|кафе|столов|офис|собираемся"
    r"|собираются|встреча|сбор|начало|состоится|пройдет|мероприяти|выставк|концерт|военкомат|мфц"
    r"|адвокат|нотариус|аптек|парк|сквер|клуб|дворец|дом культуры|(?<![а-я])дк|храм|церк|вокзал"
    r"|прием документ|кабинет|аудитори|(?<![а-я])ауд|(?<![а-я])каб|пункт|отделени|ооо|общежити"
    r"|учебн"
)


def mailboxes_in(plain: str) -> Iterator[Find]:
    """Yield the e-mail addresses of a text, also those of offices, as harmless."""
    for pattern, certainty, sign in (
        (_PLAIN, 0.95, Sign.FORMAT),
        (_SPELT, 0.85, Sign.SPREAD),
        (_PROVIDER, 0.75, Sign.SPREAD),
    ):
        for match in pattern.finditer(plain):
            if (
                _ROLE.fullmatch(match["name"].strip(".-"))
                or _NOBODYS_HOST.fullmatch(match["host"])
                or _OFFICE.search(before(plain, match.start()))
            ):
                yield innocent(match, Clearance.PUBLIC_NUMBER)
            else:
                yield personal(match, Label.EMAIL, certainty, sign)


def addresses_in(plain: str) -> Iterator[Find]:
    """Yield the home addresses in a text, and the places where nobody is said to live."""
    for match in _STREET.finditer(plain):
        yield _street(plain, match)
    for pattern, certainty in ((_WITH_FLAT, 0.9), (_IN_A_HOUSE, 0.8), (_HOSTEL, 0.7)):
        for match in pattern.finditer(plain):
            yield personal(match, Label.ADDRESS, certainty, Sign.FORMAT)
    for match in _LIVES_AT.finditer(plain):
        if match[0].startswith("адрес") and _PUBLIC.search(_about(plain, match)):
            yield innocent(match, Clearance.PUBLIC_NUMBER)
        else:
            yield personal(match, Label.ADDRESS, 0.85, Sign.BESIDE_ITS_WORD)


def _street(plain: str, match: re.Match[str]) -> Find:
    if match["flat"] is not None and "кв" in match["flat"]:
        return personal(match, Label.ADDRESS, 0.9, Sign.FORMAT)
    if _LIVES.search(around(plain, match)):
        return personal(match, Label.ADDRESS, 0.85, Sign.BESIDE_ITS_WORD)
    if _PUBLIC.search(_about(plain, match)):
        return innocent(match, Clearance.PUBLIC_NUMBER)
    if _ADDRESS.search(around(plain, match)):
        return personal(match, Label.ADDRESS, 0.7, Sign.FORMAT)
    if match["house"]:
        return personal(match, Label.ADDRESS, 0.6, Sign.FORMAT)
    return innocent(match, Clearance.NO_WORD_BESIDE)


def _about(plain: str, match: re.Match[str]) -> str:
    return plain[max(0, match.start() - 70) : match.end() + 40]

"""The meaning of a column header in the college's list: whose column it is, and which field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.roster.rows import in_russian_letters
from rules.vocabulary.families import Role


class Column(StrEnum):
    """A column of the list, by its name in an exported file."""

    NAME = "ФИО"
    PAGE = "Страница ВК"
    ROLE = "Роль"
    GROUP = "Группа"
    CHILDREN = "Родитель кого"
    MINOR = "Несовершеннолетний до"


class Part(StrEnum):
    """A part of a name with a column of its own."""

    SURNAME = "Фамилия"
    FIRST = "Имя"
    PATRONYMIC = "Отчество"


Field = Column | Part

_ROLES: Mapping[Role, tuple[str, ...]] = {
    Role.STUDENT: ("студент", "студентка", "обучающийся", "обучающаяся", "учащийся", "student"),
    Role.PARENT: (
        "родитель",
        "мать",
        "отец",
        "опекун",
        "законный представитель",
        "родитель (законный представитель)",
        "parent",
    ),
    Role.TEACHER: ("преподаватель", "учитель", "куратор", "мастер", "teacher"),
    Role.EMPLOYEE: ("сотрудник", "сотрудница", "работник", "employee", "staff"),
}

_ROLE_CALLED = {word: role for role, words in _ROLES.items() for word in words}

CHILD = "студент"
"""Whose column it is if the header names the child; parents are told apart by their names there."""

_PARENTS: Mapping[str, str] = {
    "мать": r"мать|матери|мам[аы]|mother",
    "отец": r"отец|отца|пап[аы]|father",
    "родитель": r"родител\w*|родительниц\w*|опекун\w*|представител\w*|parents?|guardian",
}
_CHILD = r"студент\w*|обучающ\w+|учащ\w+|ученик\w*|реб[её]н\w+|дет(?:и|ей)|child|children|students?"
_CHILDREN = re.compile(
    r"\b(?:чей\s+родител|чьи\s+дети|родител\w+\s+(?:\(?законн\w+\s+представител\w+\)?\s+)?кого"
    r"|parent\s+of|whose\s+parent)"
)
_ALONE_CHILDREN = re.compile(r"\b(?:реб[её]н\w+|дет(?:и|ей)|child|children)\b")
_ORDER = re.compile(
    r"(?:№+|#|n|no|номер)?\s*(?:п\s?п|по порядку|строки)|№+|#|n|no|номер|порядковый номер"
)
_OTHER = re.compile(
    r"\b(?:тел|телефон\w*|phone|почт\w+|e mail|email|mail|рожден\w+|куратор\w*|старост\w+"
    r"|руководител\w*|здоровь\w+|кров\w+|чат\w*|бесед\w+|telegram|телеграм\w*|whatsapp|снилс"
    r"|паспорт\w*|подпись)\b"
)
_MINOR = re.compile(r"\b(?:несовершеннолетн\w*|совершеннолет\w*|minor until|of age)\b")
_BORN = re.compile(r"\b(?:дата рождени\w*|день рождени\w*|родил\w*|birth\w*|date of birth)\b")

_FIELDS: tuple[tuple[Field, str], ...] = (
    (Column.PAGE, r"страниц\w*|вк|vk|вконтакте|vkontakte|bk|page"),
    (Column.PAGE, r"ссылк\w+|профил\w+|аккаунт\w*|id|ид|link|profile|url"),
    (Column.GROUP, r"групп\w*|groups?"),
    (Column.ROLE, r"роль|role|кто|статус"),
    (Column.NAME, r"фио|ф и о|full name|person"),
    (Part.SURNAME, r"фамили\w+|surname|last name|family name"),
    (Part.PATRONYMIC, r"отчеств\w+|patronymic|middle name"),
    (Part.FIRST, r"им(?:я|ени)|(?:first|given) name|name"),
)
_NAMES = frozenset({Column.NAME, *Part})
_FILLERS = re.compile(r"\b(?:законн\w+|и|или|его|ее|the|of|s|\d|перв\w+|втор\w+|данные)\b|[№#]")
_NUMBERS = re.compile(r"\b(?:номер|\d)\b|[№#]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of a header.

    `whose` is `CHILD`, the word for a parent, or "" if the header does not say. `rank` is 0 for the
    usual words, more if they may mean something else. `complete`: the name includes the patronymic.
    `may_be_children`: «Ребёнок» names a parent's children in a list with one person a row.
    """

    whose: str
    fields: tuple[Field, ...]
    rank: int = 0
    complete: bool = True
    may_be_children: bool = False
    is_number: bool = False


_NOTHING = Meaning("", ())


def role_called(words: str) -> Role | None:
    """Return the role with this Russian or English name, or None."""
    return _ROLE_CALLED.get(_plain(words))


def name_of(role: Role) -> str:
    """Return a role's name in Russian."""
    return _ROLES[role][0]


def is_birthday(header: str) -> bool:
    """Whether a column of dates has birthdays, and not the days on which people come of age."""
    return _BORN.search(_plain(header)) is not None


def meaning_of(header: str) -> Meaning:
    """Return the meaning of a header; without fields if it means nothing that is read."""
    words = _plain(re.sub(r"[^\w\s№#]|_", " ", header))
    if _MINOR.search(words) or _BORN.search(words):
        whose, _rest = _whose(words)
        # a parent's own birthday is nobody's business
        return Meaning("", (Column.MINOR,)) if whose in {"", CHILD} else _NOTHING
    if _CHILDREN.search(words):
        return Meaning("", (Column.CHILDREN,))
    if _ORDER.fullmatch(words):
        return Meaning("", (), is_number=True)
    if not words or _OTHER.search(words):
        return _NOTHING
    whose, rest = _whose(words)
    fields, rank = _fields(rest)
    complete = True
    if not fields and whose and not _FILLERS.sub("", rest).strip():
        # a header «Студент» or «Мать» alone is over their names
        fields, rank = (Column.NAME,), 1
    elif len(fields) > 1 and _NAMES.issuperset(fields):
        if Column.NAME in fields or Part.SURNAME in fields:
            complete = Column.NAME in fields or Part.PATRONYMIC in fields
            fields = (Column.NAME,)
        else:
            fields = (Part.FIRST,)
    may_be_children = bool(_ALONE_CHILDREN.search(words)) and whose == CHILD
    return Meaning(whose, fields, rank, complete, may_be_children)


def _whose(words: str) -> tuple[str, str]:
    """Return whose column it is, and the remaining words."""
    found = ""
    rest = re.sub(rf"\b(?:{_CHILD})\b", " ", words)
    if rest != words:
        found = CHILD
    parents = []
    for called, pattern in _PARENTS.items():
        without = re.sub(rf"\b(?:{pattern})\b", " ", rest)
        if without != rest:
            parents.append(called)
        rest = without
    if parents:
        # «мать или отец», «мать (законный представитель)»
        both = {"мать", "отец"} <= set(parents)
        found = "родитель" if both else parents[0]
        for number, pattern in (("1", r"1|перв\w+"), ("2", r"2|втор\w+"), ("3", r"3|трет\w+")):
            if re.search(rf"\b(?:{pattern})\b", rest):
                found += f" {number}"
    return found, " ".join(rest.split())


def _fields(words: str) -> tuple[tuple[Field, ...], int]:
    found: dict[Field, int] = {}
    for rank, (field, pattern) in enumerate(_FIELDS):
        if re.search(rf"\b(?:{pattern})\b", words):
            found.setdefault(field, rank)
            words = re.sub(rf"\b(?:{pattern})\b", " ", words)
    weak = found.get(Column.PAGE) == 1 if Column.PAGE in found else _NUMBERS.sub("", words).strip()
    return tuple(found), 1 if weak else 0


def _plain(words: str) -> str:
    return " ".join(in_russian_letters(words).casefold().replace("ё", "е").split())

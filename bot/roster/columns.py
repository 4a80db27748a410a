"""The columns of the college's list, under the names that people give them."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from rules.roles import Role


class Column(StrEnum):
    """A column of the list, by the name that it is given back under."""

    NAME = "ФИО"
    PAGE = "Страница ВК"
    ROLE = "Роль"
    GROUP = "Группа"
    CHILDREN = "Родитель кого"


REQUIRED = (Column.NAME, Column.PAGE, Column.ROLE)

_CALLED: Mapping[Column, tuple[str, ...]] = {
    Column.CHILDREN: (
        "родитель кого",
        "чей родитель",
        "дети",
        "ребенок",
        "parent of",
        "whose parent",
        "children",
        "child",
    ),
    Column.PAGE: (
        "страница вк",
        "страница vk",
        "страница",
        "ссылка",
        "профиль",
        "вк",
        "vk page",
        "vk",
        "page",
        "link",
        "id",
    ),
    Column.ROLE: ("роль", "role", "кто"),
    Column.GROUP: ("группа", "группы", "group"),
    Column.NAME: ("фио", "фамилия имя отчество", "имя", "full name", "name", "person"),
}
"""In the order in which a header is tried: «Родитель кого» is no name of a person."""

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


def role_called(words: str) -> Role | None:
    """Give the role that is called so, or None."""
    return _ROLE_CALLED.get(_plain(words))


def name_of(role: Role) -> str:
    """Give what a role is called in Russian."""
    return _ROLES[role][0]


def columns_in(header: Sequence[str]) -> dict[Column, int]:
    """Give which column stands where: by its exact name first, then by words in it."""
    found: dict[Column, int] = {}
    for exactly in (True, False):
        for index, cell in enumerate(header):
            if index in found.values():
                continue
            column = _column(cell, exactly=exactly)
            if column is not None:
                found.setdefault(column, index)
    return found


def _column(cell: str, *, exactly: bool) -> Column | None:
    words = _plain(re.sub(r"[^\w\s]", " ", cell))
    for column, names in _CALLED.items():
        for name in names:
            if words == name or (not exactly and re.search(rf"\b{name}\b", words)):
                return column
    return None


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("ё", "е").split())

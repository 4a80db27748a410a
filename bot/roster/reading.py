"""The college's list out of a table: people, and whose parents they are; bad lines by name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.roster.columns import REQUIRED, Column, columns_in, role_called
from bot.roster.tables import RosterFileError, Row
from handlers.arguments import ById, ByScreenName, read_whom
from rules.ids import MemberId
from rules.roles import Role
from rules.roster import Link, RosterEntry
from rules.setting_values import LONGEST_GROUP

LONGEST_PERSON = 120
"""Characters of a person's name."""

_NUMBER = re.compile(r"\d{1,15}")
_SCREEN_NAME = re.compile(r"[A-Za-z_][\w.]{1,31}", re.ASCII)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of the file that was not taken in, and why (Russian)."""

    number: int
    why: str


@dataclass(slots=True)
class Listed:
    """What a file says. `unknown` are pages' names (casefolded) by which nobody was found."""

    entries: dict[MemberId, RosterEntry] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)
    bad: list[BadLine] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)


class _Wrong(Exception):  # noqa: N818 -- a line's fault, caught where it is listed
    """Why a line cannot be taken in."""


def screen_names_in(rows: Iterable[Row]) -> set[str]:
    """Give every word of a table that may be the name of a page."""
    words = {part.strip() for row in rows for cell in row.cells for part in re.split(r"[,;]", cell)}
    return {
        whom.screen_name.casefold() for whom in map(_page, words) if isinstance(whom, ByScreenName)
    }


def read_list(
    rows: Sequence[Row],
    *,
    known: Mapping[MemberId, RosterEntry],
    screen_names: Mapping[str, MemberId],
) -> Listed:
    """Read the list out of a table whose first row is its header.

    `screen_names` (casefolded) are those that are known. Raises `RosterFileError` where there is
    no header.
    """
    if not rows:
        raise RosterFileError("Файл пуст: нужна строка заголовков и под ней люди")
    columns = columns_in(rows[0].cells)
    missing = [f"«{column}»" for column in REQUIRED if column not in columns]
    if missing:
        raise RosterFileError(f"В первой строке нет столбцов: {', '.join(missing)}")
    reader = _Reader(columns, known, screen_names)
    return reader.read(rows[1:])


class _Reader:
    def __init__(
        self,
        columns: Mapping[Column, int],
        known: Mapping[MemberId, RosterEntry],
        screen_names: Mapping[str, MemberId],
    ) -> None:
        self._columns = columns
        self._known = known
        self._screen_names = screen_names
        self._listed = Listed()

    def read(self, rows: Sequence[Row]) -> Listed:
        lines: dict[MemberId, Row] = {}
        for row in rows:
            try:
                entry = self._entry(row)
                if entry.member in lines:
                    raise _Wrong(f"та же страница, что в строке {lines[entry.member].number}")
            except _Wrong as wrong:
                self._listed.bad.append(BadLine(row.number, str(wrong)))
            else:
                self._listed.entries[entry.member] = entry
                lines[entry.member] = row
        self._link(lines)
        self._listed.bad.sort(key=lambda bad: bad.number)
        return self._listed

    def _cell(self, row: Row, column: Column) -> str:
        index = self._columns.get(column)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def _entry(self, row: Row) -> RosterEntry:
        name, group = self._cell(row, Column.NAME), self._cell(row, Column.GROUP)
        if not name:
            raise _Wrong("не указано ФИО")
        if len(name) > LONGEST_PERSON:
            raise _Wrong(f"ФИО длиннее {LONGEST_PERSON} знаков")
        if len(group) > LONGEST_GROUP:
            raise _Wrong(f"название группы длиннее {LONGEST_GROUP} знаков")
        member = self._member(self._cell(row, Column.PAGE))
        said = self._cell(row, Column.ROLE)
        role = role_called(said)
        if role is None:
            raise _Wrong(
                f"роль «{said}» неизвестна: нужно студент, родитель, преподаватель или сотрудник"
            )
        return RosterEntry(member=member, name=name, role=role, group=group)

    def _member(self, words: str) -> MemberId:
        if not words:
            raise _Wrong("не указана страница ВК")
        match _page(words):
            case ById(member=member) if member > 0:
                return member
            case ById():
                raise _Wrong(f"«{words}» — сообщество, а не человек")
            case ByScreenName(screen_name=name):
                found = self._screen_names.get(name.casefold())
                if found is None:
                    self._listed.unknown.add(name.casefold())
                    raise _Wrong(
                        f"страницу «{words}» найти не удалось: проверьте её или укажите номером, "
                        "например id12345"
                    )
                if found <= 0:
                    raise _Wrong(f"«{words}» — сообщество, а не человек")
                return found
            case _:
                raise _Wrong(f"«{words}» — не страница ВК: нужно, например, vk.com/id12345")

    def _link(self, lines: Mapping[MemberId, Row]) -> None:
        named = self._by_name()
        wrong: set[MemberId] = set()
        for parent, row in lines.items():
            try:
                children = self._children(parent, self._cell(row, Column.CHILDREN), named)
            except _Wrong as why:
                self._listed.bad.append(BadLine(row.number, str(why)))
                wrong.add(parent)
            else:
                self._listed.links |= {Link(parent=parent, child=child) for child in children}
        for member in wrong:
            del self._listed.entries[member]

    def _by_name(self) -> dict[str, list[RosterEntry]]:
        named: dict[str, list[RosterEntry]] = {}
        for entry in {**self._known, **self._listed.entries}.values():
            if entry.role is not Role.PARENT:
                named.setdefault(_plain(entry.name), []).append(entry)
        return named

    def _children(
        self, parent: MemberId, words: str, named: Mapping[str, Sequence[RosterEntry]]
    ) -> list[MemberId]:
        children = [
            self._child(part.strip(), named) for part in re.split(r"[,;]", words) if part.strip()
        ]
        for child in children:
            entry = self._listed.entries.get(child) or self._known.get(child)
            if child == parent:
                raise _Wrong("человек указан родителем самого себя")
            if entry is not None and entry.role is Role.PARENT:
                raise _Wrong(f"«{entry.name}» — родитель, а не студент")
        return children

    def _child(self, words: str, named: Mapping[str, Sequence[RosterEntry]]) -> MemberId:
        found = named.get(_plain(words), ())
        if len(found) == 1:
            return found[0].member
        if len(found) > 1:
            raise _Wrong(f"«{words}» — таких в списке несколько: укажите страницу ВК ребёнка")
        if _page(words) is None:
            raise _Wrong(f"ребёнка «{words}» нет в списке: проверьте ФИО или укажите страницу ВК")
        return self._member(words)


def _page(words: str) -> ById | ByScreenName | None:
    if _NUMBER.fullmatch(words):
        return ById(MemberId(int(words))) if int(words) > 0 else None
    whom, rest = read_whom(words)
    if isinstance(whom, ById | ByScreenName) and not rest:
        return whom
    return ByScreenName(words) if _SCREEN_NAME.fullmatch(words) else None


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("ё", "е").split())

"""Reads the college's list from a table: people, parents and children, and bad lines."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from openpyxl.utils import get_column_letter

from bot.roster.columns import role_called
from bot.roster.header import Failure, Header, HeaderError, PersonColumns, find_header
from bot.roster.rows import (
    RosterFileError,
    Row,
    WrongCell,
    check_letters,
    check_words,
    compared,
    is_running,
    is_telephone,
    page_in,
    tidy,
    with_plain_hyphens,
    words_in,
)
from handlers.conversation.arguments import ById, ByScreenName
from rules.college import Link, RosterEntry
from rules.ids import MemberId
from rules.setting_values import LONGEST_GROUP
from rules.vocabulary.families import Role

LONGEST_PERSON = 120
"""The most characters of a person's name."""

OF_AGE = 18
"""Years."""

_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})|(\d{4})-(\d\d)-(\d\d)")

_WORKING = frozenset({Role.TEACHER, Role.EMPLOYEE})


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was not imported, and the reason (Russian). `sheet` is "" in CSV."""

    number: int
    why: str
    sheet: str = ""


@dataclass(slots=True)
class Listed:
    """The contents of a file. `unknown` are screen names (casefolded) without a known owner.

    `columns` describes what each sheet's columns were taken for; `left_out` names sheets that are
    no list of people.
    """

    entries: dict[MemberId, RosterEntry] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)
    bad: list[BadLine] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    columns: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def screen_names_in(rows: Iterable[Row]) -> set[str]:
    """Return every word of a table that may be a page's screen name."""
    words = {part.strip() for row in rows for cell in row.cells for part in re.split(r"[,;]", cell)}
    return {
        whom.screen_name.casefold()
        for whom in map(page_in, words)
        if isinstance(whom, ByScreenName)
    }


def read_list(
    rows: Sequence[Row],
    *,
    known: Mapping[MemberId, RosterEntry],
    screen_names: Mapping[str, MemberId],
) -> Listed:
    """Read the list from a table, each sheet of which has a header of its own.

    `screen_names` maps casefolded names to owners. Raises `RosterFileError` if there is no header,
    or an ambiguous one.
    """
    if not rows:
        raise RosterFileError("Файл пуст: нужна строка заголовков и под ней люди")
    reader = _Reader(known, screen_names)
    sheets = [(sheet, list(lines)) for sheet, lines in groupby(rows, key=lambda row: row.sheet)]
    for sheet, lines in sheets:
        try:
            header, taken = find_header(lines)
        except HeaderError as failure:
            if failure.failure is Failure.AMBIGUOUS or len(sheets) == 1:
                raise RosterFileError(_of(sheet, str(failure))) from None
            reader.leave_out(sheet, str(failure))
            continue
        reader.read(header, lines[taken - 1], lines[taken:])
    return reader.listed()


def _of(sheet: str, words: str) -> str:
    return f"Лист «{sheet}»: {words[:1].lower()}{words[1:]}" if sheet else words


class _Reader:
    """Reads sheet after sheet; parents are linked at the end, when all names are known."""

    def __init__(
        self, known: Mapping[MemberId, RosterEntry], screen_names: Mapping[str, MemberId]
    ) -> None:
        self._known = known
        self._screen_names = screen_names
        self._listed = Listed()
        self._lines: dict[MemberId, Row] = {}
        self._parents: list[tuple[MemberId, Row, int, str | MemberId]] = []
        """Each parent, where the child is named, and how: by words, or the line's own person."""

    def leave_out(self, sheet: str, why: str) -> None:
        self._listed.left_out[sheet] = why

    def read(self, header: Header, head: Row, rows: Sequence[Row]) -> None:
        """Read the people under a header. Raises `RosterFileError` if pages are running numbers."""
        self._listed.columns[head.sheet] = [head.line, *header.lines()]
        nameless = sorted(
            {i for row in rows for i, cell in enumerate(row.cells) if cell}
            - {i for i, title in enumerate(header.titles) if title}
        )
        if nameless:
            letters = ", ".join(get_column_letter(index + 1) for index in nameless)
            self._listed.columns[head.sheet].append(f"не читаю столбцы без заголовка: {letters}")
        for person in (header.person, *header.parents):
            if is_running([row.cell(person.page) for row in rows]):
                raise RosterFileError(
                    _of(
                        head.sheet,
                        f"В столбце {header.title(person.page)} порядковые номера, а не страницы "
                        "ВК: укажите, например, vk.com/id12345",
                    )
                )
        for row in rows:
            filled = {i for i, cell in enumerate(row.cells) if cell} | row.odd.keys()
            if filled - header.numbers and row.cells[: len(head.cells)] != head.cells:
                self._read(header, row)

    def listed(self) -> Listed:
        """Return what was read, with parents linked to children."""
        named = self._by_name()
        refused: dict[MemberId, bool] = {}
        for parent, row, index, child in self._parents:
            try:
                children = self._children(parent, child, row, index, named)
            except WrongCell as why:
                self._bad(row, why)
                refused.setdefault(parent, True)
            else:
                self._listed.links |= {Link(parent=parent, child=each) for each in children}
                refused[parent] = False
        for member, whole in refused.items():
            if whole:
                del self._listed.entries[member]
        order = {row_sheet: place for place, row_sheet in enumerate(self._listed.columns)}
        self._listed.bad.sort(key=lambda bad: (order[bad.sheet], bad.number))
        return self._listed

    def _bad(self, row: Row, why: Exception) -> None:
        self._listed.bad.append(BadLine(row.number, str(why), row.sheet))

    def _read(self, header: Header, row: Row) -> None:
        try:
            role = Role.STUDENT if header.role is None else self._role(row, header.role)
            children = None if header.children is None else words_in(row, header.children)
            group, until = self._group(row, header), self._minor_until(row, header, role)
            member = self._person(row, header.person, role, group, until)
        except WrongCell as why:
            self._bad(row, why)
            return
        if header.children is not None and children is not None:
            self._parents.append((member, row, header.children, children))
        for parent in header.parents:
            if any(row.cell(i) or i in row.odd for i in (*parent.name, parent.page)):
                try:
                    if role is not Role.STUDENT:
                        raise WrongCell(row, parent.page, "родители указаны не у студента")
                    found = self._person(row, parent, Role.PARENT, "")
                except WrongCell as why:
                    why.person = parent.called
                    self._bad(row, why)
                else:
                    self._parents.append((found, row, parent.page, member))

    def _role(self, row: Row, index: int) -> Role:
        said = words_in(row, index)
        role = role_called(said)
        if role is None:
            raise WrongCell(
                row,
                index,
                f"роль «{said}» неизвестна: нужно студент, родитель, преподаватель или сотрудник",
            )
        return role

    def _group(self, row: Row, header: Header) -> str:
        if header.group is None:
            return ""
        group = with_plain_hyphens(words_in(row, header.group))
        if len(group) > LONGEST_GROUP:
            raise WrongCell(row, header.group, f"название группы длиннее {LONGEST_GROUP} знаков")
        check_words(row, header.group, group)
        check_letters(row, header.group, group, in_words=True)
        return group

    def _minor_until(self, row: Row, header: Header, role: Role) -> date | None:
        """Return the day on which a student comes of age; a birthday itself is not kept."""
        if header.minor is None or role is not Role.STUDENT:
            return None
        said = row.dates.get(header.minor)
        if said is None:
            written = words_in(row, header.minor)
            if not written:
                return None
            said = _date_in(written)
            if said is None:
                raise WrongCell(
                    row, header.minor, f"«{written}» — не дата: нужно, например, 15.05.2028"
                )
        if not header.has_birthdays:
            return said
        # who is born on 29 February comes of age on 1 March
        birthday = said if (said.month, said.day) != (2, 29) else said + timedelta(days=1)
        return birthday.replace(year=birthday.year + OF_AGE)

    def _person(
        self,
        row: Row,
        columns: PersonColumns,
        role: Role,
        group: str,
        until: date | None = None,
    ) -> MemberId:
        """Read one person of a row, who may stand in other rows, too; return their page."""
        name = self._name(row, columns.name, columns.needed)
        member = self._member(words_in(row, columns.page), row, columns.page)
        entry = RosterEntry(member=member, name=name, role=role, group=group, minor_until=until)
        before = self._listed.entries.get(member)
        if before is None:
            self._listed.entries[member] = entry
            self._lines[member] = row
            return member
        working = next((e for e in (before, entry) if e.role in _WORKING), None)
        if compared(before.name) == compared(name):
            if working is not None and Role.PARENT in {before.role, role}:
                # a member of staff with a child at the college stays a member of staff
                self._listed.entries[member] = working
                return member
            if before.role is role and (before.group == group or role is Role.PARENT):
                return member
        first = self._lines[member]
        where = "" if first.sheet == row.sheet else f" на листе «{first.sheet}»"
        raise WrongCell(row, columns.page, f"та же страница, что в строке {first.number}{where}")

    def _name(self, row: Row, columns: Sequence[int], needed: int) -> str:
        parts = [words_in(row, index) for index in columns]
        name = tidy(" ".join(part for part in parts if part))
        first = columns[0]
        if not name:
            raise WrongCell(row, first, "не указано ФИО")
        if len(name) > LONGEST_PERSON:
            raise WrongCell(row, first, f"ФИО длиннее {LONGEST_PERSON} знаков")
        for index, part in zip(columns, parts, strict=True):
            check_words(row, index, part)
            check_letters(row, index, part)
        if not any(char.isalpha() for char in name):
            raise WrongCell(row, first, f"«{name}» — не ФИО")
        for index, part in zip(columns[:needed], parts, strict=False):
            if not part:
                raise WrongCell(row, index, f"«{name}»: указаны не все части ФИО")
        return name

    def _member(self, words: str, row: Row, index: int) -> MemberId:
        if not words:
            raise WrongCell(row, index, "не указана страница ВК")
        check_words(row, index, words)
        if is_telephone(words):
            raise WrongCell(row, index, f"«{words}» похоже на телефон, а не на страницу ВК")
        match page_in(words):
            case ById(member=member) if member > 0:
                return member
            case ById():
                raise WrongCell(row, index, f"«{words}» — сообщество, а не человек")
            case ByScreenName(screen_name=name):
                found = self._screen_names.get(name.casefold())
                if found is None:
                    self._listed.unknown.add(name.casefold())
                    raise WrongCell(
                        row,
                        index,
                        f"страницу «{words}» найти не удалось: проверьте её или укажите номером, "
                        "например id12345",
                    )
                if found <= 0:
                    raise WrongCell(row, index, f"«{words}» — сообщество, а не человек")
                return found
            case _:
                raise WrongCell(
                    row, index, f"«{words}» — не страница ВК: нужно, например, vk.com/id12345"
                )

    def _by_name(self) -> dict[str, list[RosterEntry]]:
        named: dict[str, list[RosterEntry]] = {}
        for entry in {**self._known, **self._listed.entries}.values():
            if entry.role is not Role.PARENT:
                named.setdefault(compared(entry.name), []).append(entry)
        return named

    def _children(
        self,
        parent: MemberId,
        said: str | MemberId,
        row: Row,
        index: int,
        named: Mapping[str, Sequence[RosterEntry]],
    ) -> list[MemberId]:
        if isinstance(said, str):
            parts = (part.strip() for part in re.split(r"[,;]", said))
            children = [self._child(part, row, index, named) for part in parts if part]
        else:
            children = [said]
        for child in children:
            entry = self._listed.entries.get(child) or self._known.get(child)
            if child == parent:
                raise WrongCell(row, index, "человек указан родителем самого себя")
            if entry is not None and entry.role is Role.PARENT:
                raise WrongCell(row, index, f"«{entry.name}» — родитель, а не студент")
        return children

    def _child(
        self, words: str, row: Row, index: int, named: Mapping[str, Sequence[RosterEntry]]
    ) -> MemberId:
        found = named.get(compared(words), ())
        if len(found) == 1:
            return found[0].member
        if len(found) > 1:
            raise WrongCell(
                row, index, f"«{words}» — таких в списке несколько: укажите страницу ВК ребёнка"
            )
        check_letters(row, index, words)
        if page_in(words) is None:
            raise WrongCell(
                row, index, f"ребёнка «{words}» нет в списке: проверьте ФИО или укажите страницу ВК"
            )
        return self._member(words, row, index)


def _date_in(written: str) -> date | None:
    match = _DATE.match(written)
    if match is None:
        return None
    day, month, year = match[1], match[2], match[3]
    if year is None:
        year, month, day = match[4], match[5], match[6]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

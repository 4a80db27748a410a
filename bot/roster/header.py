"""Finds a table's header and the owner of each column: «ФИО студента», «Страница матери»."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto

from openpyxl.utils import get_column_letter

from bot.roster.columns import CHILD, Column, Field, Meaning, Part, is_birthday, meaning_of
from bot.roster.rows import Row

_LOOKED_AT = 10
"""Rows among which the header is looked for: a title may stand above it."""

_NO_HEADER = re.compile(r"vk\.(?:com|ru)/|vkontakte\.ru/|^\W*id\d|^@\w", re.IGNORECASE)
"""Text of rows with people, never of a header."""

_SHOWN = {field: f"«{field}»" for field in (*Column, *Part)}


class Failure(IntEnum):
    """Why columns are not recognised, the most telling reason last."""

    INCOMPLETE = auto()
    """Columns are missing: this row may not be a header at all."""
    MIXED = auto()
    """A column is missing because another holds it together with something else."""
    AMBIGUOUS = auto()


class HeaderError(Exception):
    """The columns cannot be recognised; the message is one Russian sentence without its full
    stop."""

    def __init__(self, why: str, failure: Failure = Failure.AMBIGUOUS) -> None:
        super().__init__(why)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """The columns of a person: the parts of the name to join, and the page.

    The first `needed` parts are required.
    """

    name: tuple[int, ...]
    needed: int
    page: int
    called: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, by index. Without `role` all people are students.

    `numbers` are running numbers; `unread` the other columns that are not read.
    """

    titles: tuple[str, ...]
    person: PersonColumns
    parents: tuple[PersonColumns, ...]
    role: int | None
    group: int | None
    children: int | None
    minor: int | None
    numbers: frozenset[int]
    unread: tuple[int, ...]

    def title(self, index: int) -> str:
        """Return a column's header in quotes; with the column's letter if others have the same."""
        return _titled(self.titles, index)

    @property
    def has_birthdays(self) -> bool:
        """Whether the dates are birthdays: people come of age eighteen years later."""
        return self.minor is not None and is_birthday(self.titles[self.minor])

    def lines(self) -> list[str]:
        """Describe what each column was taken for, a line for each field."""
        whose = " студента" if self.role is None else ""
        said = [
            f"ФИО{whose}: {_listed(self.titles, self.person.name)}",
            f"страница ВК{whose}: {self.title(self.person.page)}",
            "роль: все студенты" if self.role is None else f"роль: {self.title(self.role)}",
        ]
        if self.group is not None:
            said.append(f"группа: {self.title(self.group)}")
        if self.children is not None:
            said.append(f"чей родитель: {self.title(self.children)}")
        if self.minor is not None:
            kept = " (хранится только день 18-летия)" if self.has_birthdays else ""
            said.append(f"несовершеннолетний до: {self.title(self.minor)}{kept}")
        said += [
            f"родитель: ФИО {_listed(self.titles, parent.name)}, "
            f"страница ВК {self.title(parent.page)}"
            for parent in self.parents
        ]
        unread = [*sorted(self.numbers), *self.unread]
        if unread:
            said.append(f"не читаю: {_listed(self.titles, unread)}")
        return said


def find_header(rows: Sequence[Row]) -> tuple[Header, int]:
    """Return the header of a sheet, and how many rows it takes, with a title above.

    Raises `HeaderError` if columns are missing or ambiguous.
    """
    failures: list[HeaderError] = []
    for index, row in enumerate(rows[:_LOOKED_AT]):
        if any(_NO_HEADER.search(cell) for cell in row.cells):
            break
        found = _read(row.cells)
        if isinstance(found, HeaderError) and index and _says_whose(rows[index - 1].cells):
            # «Студент» and «Родитель» over «ФИО» and «Страница ВК»
            both = _read(_under(rows[index - 1].cells, row.cells))
            found = both if isinstance(both, Header) else found
        if isinstance(found, Header):
            return found, index + 1
        failures.append(found)
    if not failures:
        raise _incomplete((Column.NAME, Column.PAGE, Column.ROLE))
    raise max(failures, key=lambda each: each.failure)


def _says_whose(cells: Sequence[str]) -> bool:
    return len({meaning_of(cell).whose for cell in cells if cell} - {""}) > 1


def _under(above: Sequence[str], row: Sequence[str]) -> tuple[str, ...]:
    label = ""
    joined = []
    for index in range(max(len(above), len(row))):
        label = (above[index] if index < len(above) else "") or label
        own = row[index] if index < len(row) else ""
        joined.append(f"{label}: {own}" if label and own and own != label else own or label)
    return tuple(joined)


def _read(cells: Sequence[str]) -> Header | HeaderError:
    try:
        return _Table(tuple(cells)).header()
    except HeaderError as failure:
        return failure


class _Table:
    """The columns of one row of headers, sorted by their owners."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        self._titles = titles
        self._means = {index: meaning_of(title) for index, title in enumerate(titles) if title}

    def header(self) -> Header:
        columns = {i: meaning for i, meaning in self._means.items() if meaning.fields}
        parents = any(
            m.whose not in {"", CHILD} and Column.CHILDREN not in m.fields for m in columns.values()
        )
        children = [
            i
            for i, meaning in columns.items()
            if Column.CHILDREN in meaning.fields
            or (meaning.may_be_children and not parents and self._is_list(columns))
        ]
        people = {i: meaning for i, meaning in columns.items() if i not in children}
        owned = self._owned(people)
        own = owned.pop("", {})
        role, group, minor = (
            self._only(own.pop(f, [])) for f in (Column.ROLE, Column.GROUP, Column.MINOR)
        )
        said_whose = any(
            m.whose == CHILD and (Column.PAGE in m.fields or _is_name(m)) for m in people.values()
        )
        self._require(own, role_needed=role is None and not owned and not said_whose)
        header_parents = tuple(
            person for called, fields in owned.items() for person in self._parents(called, fields)
        )
        chosen = self._person(own)
        if children and header_parents:
            both = _listed(self._titles, [children[0], header_parents[0].page])
            raise HeaderError(f"{both}: и дети, и родители в одной строке, оставьте одно")
        child = self._only(children)
        read = {
            *chosen.name,
            chosen.page,
            *(i for parent in header_parents for i in (*parent.name, parent.page)),
            *(i for i in (role, group, child, minor) if i is not None),
        }
        numbers = frozenset(i for i, meaning in self._means.items() if meaning.is_number)
        return Header(
            titles=self._titles,
            person=chosen,
            parents=header_parents,
            role=role,
            group=group,
            children=child,
            minor=minor,
            numbers=numbers,
            unread=tuple(i for i in self._means if i not in read and i not in numbers),
        )

    def _is_list(self, columns: Mapping[int, Meaning]) -> bool:
        """Whether the table lists one person a row, with their children beside them."""
        said = {f for m in columns.values() if not m.whose for f in m.fields}
        return Column.PAGE in said and bool(said & {Column.NAME, Part.SURNAME, Part.FIRST})

    def _owned(self, people: Mapping[int, Meaning]) -> dict[str, dict[Field, list[int]]]:
        """Return each owner's columns; "" is the row's own person."""
        owned: dict[str, dict[Field, list[int]]] = {}
        left = ""
        for index, meaning in sorted(people.items()):
            if len(meaning.fields) > 1:
                self._check_mixed(index, meaning, people)
                continue
            field = meaning.fields[0]
            whose = "" if meaning.whose == CHILD else meaning.whose
            if meaning.whose:
                left = whose
            elif self._is_said_again(index, people) and field not in {
                Column.ROLE,
                Column.GROUP,
                Column.MINOR,
            }:
                # «Страница» again, behind «ФИО матери», is the mother's
                whose = left
            owned.setdefault(whose, {}).setdefault(field, []).append(index)
        return owned

    def _is_said_again(self, index: int, people: Mapping[int, Meaning]) -> bool:
        meaning = people[index]
        return any(
            each != index
            and other.fields == meaning.fields
            and other.whose in {"", CHILD}
            and other.rank <= meaning.rank
            for each, other in people.items()
        )

    def _check_mixed(self, index: int, meaning: Meaning, people: Mapping[int, Meaning]) -> None:
        """Allow a column with two fields only beside columns with each of them."""
        alone = {
            other.fields[0]
            for other in people.values()
            if len(other.fields) == 1 and other.whose == meaning.whose
        }
        if not alone.issuperset(meaning.fields):
            shown = " и ".join(_SHOWN[field] for field in meaning.fields)
            raise HeaderError(
                f"В столбце «{self._titles[index]}» вместе {shown}: разделите их", Failure.MIXED
            )

    def _require(self, own: Mapping[Field, Sequence[int]], *, role_needed: bool) -> None:
        missing: list[Field] = []
        if not own.keys() & {Column.NAME, Part.SURNAME, Part.FIRST}:
            missing.append(Column.NAME)
        if Column.PAGE not in own:
            missing.append(Column.PAGE)
        if role_needed:
            missing.append(Column.ROLE)
        if missing:
            raise _incomplete(missing)

    def _parents(self, called: str, fields: dict[Field, list[int]]) -> list[PersonColumns]:
        """Return the parents with the same name, whose columns come one person after the other."""
        ordered = sorted((i, field) for field, indexes in fields.items() for i in indexes)
        runs: list[dict[Field, list[int]]] = []
        for index, field in ordered:
            if field in {Column.ROLE, Column.GROUP, Column.MINOR}:
                continue
            if not runs or field in runs[-1]:
                runs.append({})
            runs[-1][field] = [index]
        for run in runs:
            if Column.PAGE in run and len(run) > 1:
                continue
            if len(runs) > 1:
                named = _listed(self._titles, (index for index, _ in ordered))
                raise HeaderError(
                    f"{named}: не понять, какой столбец о ком, подпишите «Родитель 1», «Родитель 2»"
                )
            named = _listed(self._titles, (index for indexes in run.values() for index in indexes))
            lacking = "с ФИО" if Column.PAGE in run else "со страницей ВК"
            raise HeaderError(
                f"Для {named} нет столбца {lacking} родителя: добавьте его или уберите этот"
            )
        return [self._person(run, called) for run in runs]

    def _person(self, fields: dict[Field, list[int]], called: str = "") -> PersonColumns:
        page = self._only(fields[Column.PAGE])
        name = self._only(fields.get(Column.NAME, []))
        surname, first, patronymic = (self._only(fields.get(part, [])) for part in Part)
        if name is not None:
            parts = [name, None if self._means[name].complete else patronymic]
        elif surname is not None and first is None:
            raise HeaderError(f"Для «{self._titles[surname]}» нет столбца с именем: добавьте его")
        else:
            parts = [surname, first, patronymic]
        assert page is not None  # noqa: S101 -- a person without a page was refused before
        needed = 1 if name is not None or surname is None else 2
        joined = tuple(part for part in parts if part is not None)
        return PersonColumns(joined, needed, page, called)

    def _only(self, indexes: Sequence[int]) -> int | None:
        """Return the column with the plainest header."""
        if not indexes:
            return None
        best = min(self._means[index].rank for index in indexes)
        chosen = [index for index in indexes if self._means[index].rank == best]
        if len(chosen) > 1:
            raise HeaderError(
                f"Столбцы {_listed(self._titles, chosen)} значат одно и то же: оставьте один или "
                "переименуйте остальные"
            )
        return chosen[0]


def _titled(titles: Sequence[str], index: int) -> str:
    letter = f" ({get_column_letter(index + 1)})" if titles.count(titles[index]) > 1 else ""
    return f"«{titles[index]}»{letter}"


def _listed(titles: Sequence[str], indexes: Iterable[int]) -> str:
    return ", ".join(_titled(titles, index) for index in indexes)


def _is_name(meaning: Meaning) -> bool:
    return bool(set(meaning.fields) & {Column.NAME, *Part})


def _incomplete(fields: Iterable[Field]) -> HeaderError:
    shown = ", ".join(_SHOWN[field] for field in fields)
    return HeaderError(f"Нет столбцов: {shown}", Failure.INCOMPLETE)

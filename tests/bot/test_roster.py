"""The college's list: reading a file, applying its changes, and exporting it."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roster.columns import name_of, role_called
from bot.roster.command import rows_of
from bot.roster.header import find_header
from bot.roster.reading import LONGEST_PERSON, Listed, read_list, screen_names_in
from bot.roster.rows import (
    RosterFileError,
    Row,
    clean,
    foreign_letter,
    tidy,
    value_in_place_of,
    with_plain_hyphens,
)
from bot.roster.tables import read_table, write_table
from rules.college import Link, Roster, RosterChange, RosterEntry, changes
from rules.ids import MemberId
from rules.vocabulary.families import (
    FamilyLinked,
    FamilyUnlinked,
    Role,
    RosterEntryRemoved,
    RosterEntrySet,
)
from rules.vocabulary.leavers import LeaverReturned

HEADER = ("ФИО", "Страница ВК", "Роль", "Группа", "Родитель кого")
IVAN, ANNA, OLGA = MemberId(201), MemberId(202), MemberId(301)
EMPTY = Roster(entries={}, links=frozenset())


def entry(member: MemberId, name: str, role: Role, group: str = "") -> RosterEntry:
    return RosterEntry(member=member, name=name, role=role, group=group)


def listed(*lines: tuple[str, ...], **met: MemberId) -> Listed:
    rows = [Row(number, cells) for number, cells in enumerate((HEADER, *lines), start=1)]
    return read_list(rows, known={}, screen_names=met)


def test_a_list_names_people_and_whose_parents_they_are() -> None:
    said = listed(
        ("Соколов Иван", "id201", "студент", "ИСП-21", ""),
        ("Соколова Анна", "https://vk.ru/id202", "Студентка", "ИСП-22", ""),
        ("Соколова Ольга", "301", "родитель", "", "Соколов Иван, vk.com/id202"),
    )
    assert said.bad == []
    assert said.entries == {
        IVAN: entry(IVAN, "Соколов Иван", Role.STUDENT, "ИСП-21"),
        ANNA: entry(ANNA, "Соколова Анна", Role.STUDENT, "ИСП-22"),
        OLGA: entry(OLGA, "Соколова Ольга", Role.PARENT),
    }
    assert said.links == {Link(parent=OLGA, child=IVAN), Link(parent=OLGA, child=ANNA)}


@pytest.mark.parametrize(
    "page",
    ["id201", "@id201", "201", "vk.com/id201", "https://vk.ru/id201", "[id201|Иван]", "@Sokol.ov",
     "sokol.ov", "https://vk.com/sokol.ov"],
)  # fmt: skip
def test_a_page_can_be_written_in_many_ways(page: str) -> None:
    said = listed(("Соколов Иван", page, "студент"), **{"sokol.ov": IVAN})
    assert list(said.entries) == [IVAN]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (("", "id1", "студент"), "не указано ФИО"),
        (("Иван", "", "студент"), "не указана страница"),
        (("Иван", "не страница", "студент"), "не страница ВК"),
        (("Иван", "club5", "студент"), "сообщество"),
        (("Иван", "n.kursorov", "студент"), "номером"),
        (("Иван", "0", "студент"), "не страница ВК"),
        (("Иван", "id1", "директор"), "«директор» неизвестна"),
        (("Иван", "id1", "студент", "г" * 41), "длиннее 40"),
        (("и" * 121, "id1", "студент"), "длиннее 120"),
        (("Ольга", "id1", "родитель", "", "Никто Такой"), "нет в списке"),
        (("Ольга", "id1", "родитель", "", "id1"), "самого себя"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_why(line: tuple[str, ...], why: str) -> None:
    said = listed(("Петров Пётр", "id77", "студент"), line)
    assert [bad.number for bad in said.bad] == [3]
    assert why in said.bad[0].why
    assert list(said.entries) == [MemberId(77)], "it stops nothing else"


def test_one_page_twice_and_one_name_twice() -> None:
    said = listed(
        ("Иван Соколов", "id201", "студент"),
        ("Иван Соколов", "id202", "студент"),
        ("Иван Другой", "id201", "студент"),
        ("Ольга", "id301", "родитель", "", "Иван Соколов"),
        ("Пётр", "id302", "родитель", "", "Ольга"),
        ("Мария", "id303", "родитель", "", "id302"),
    )
    assert [(bad.number, bad.why) for bad in said.bad] == [
        (4, "та же страница, что в строке 2"),
        (5, "«Иван Соколов» — таких в списке несколько: укажите страницу ВК ребёнка"),
        (6, "ребёнка «Ольга» нет в списке: проверьте ФИО или укажите страницу ВК"),
        (7, "«Пётр» — родитель, а не студент"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        ("Роль", "ФИО студента", "Ссылка на страницу ВК", "№ группы", "Чей родитель?"),
        ("Name", "VK page", "Role", "Group", "Parent of"),
        ("person", "VK", "role", "group", "whose parent"),
    ],
)
def test_headers_are_known_in_any_order_and_loosely(header: tuple[str, ...]) -> None:
    found, rows = find_header([Row(1, header)])
    read = {found.person.page, *found.person.name, found.role, found.group, found.children}
    assert (read, rows, found.unread) == (set(range(5)), 1, ())


@pytest.mark.parametrize("rows", [[], [Row(1, ("Иван", "id1", "студент"))]])
def test_without_a_header_it_is_no_list(rows: list[Row]) -> None:
    with pytest.raises(RosterFileError):
        read_list(rows, known={}, screen_names={})


@pytest.mark.parametrize("role", Role)
def test_every_role_is_read_as_it_is_written(role: Role) -> None:
    assert role_called(name_of(role)) is role
    assert role_called(role.value) is role


def test_changes_and_removals() -> None:
    known = Roster(
        entries={
            IVAN: entry(IVAN, "Иван", Role.STUDENT, "ИСП-21"),
            OLGA: entry(OLGA, "Ольга", Role.PARENT),
            MemberId(9): entry(MemberId(9), "Ушедший", Role.STUDENT),
        },
        links=frozenset({Link(parent=OLGA, child=ANNA)}),
        left=frozenset({IVAN, MemberId(9)}),
    )
    entries = [entry(IVAN, "Иван", Role.STUDENT, "ИСП-22"), known.entries[OLGA]]
    links = [Link(parent=OLGA, child=IVAN)]
    kept = (
        RosterEntrySet(member=IVAN, name="Иван", role=Role.STUDENT, group="ИСП-22"),
        LeaverReturned(member=IVAN),
        FamilyLinked(member=OLGA, child=IVAN),
    )
    assert changes(known, entries, links, prune=False) == kept
    assert changes(known, entries, links, prune=True) == (
        *kept,
        FamilyUnlinked(member=OLGA, child=ANNA),
    )
    assert changes(known, entries[:1], (), prune=True) == (
        *kept[:2],
        RosterEntryRemoved(member=OLGA),
    )


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_csv_of_any_program(tmp_path: Path, delimiter: str, encoding: str) -> None:
    file = tmp_path / "list.csv"
    lines = [delimiter.join(HEADER), "", delimiter.join(("Соколов Иван", "id201", "студент"))]
    file.write_bytes("\r\n".join(lines).encode(encoding))
    assert read_table(file) == [Row(1, HEADER), Row(3, ("Соколов Иван", "id201", "студент"))]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"no zip"), ("a.doc", b"words"), ("a.xlsx", b"PK\x03\x04"), ("a.csv", b'a;"\x98')],
)
def test_an_invalid_table_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RosterFileError, match=r"^Файл .*[^.]$"):
        read_table(tmp_path / name)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RosterFileError, match="не читается"):
        read_table(tmp_path / "nowhere.csv")


words = st.text(max_size=30).map(clean) | st.sampled_from(["=1+1", "#N-A", "a;b", '"', "01", "-"])
groups = words.map(with_plain_hyphens).filter(
    lambda group: not foreign_letter(group, in_words=True) and not value_in_place_of(group)
)
# what is taken in was written as the college's list keeps names, and is one
names = words.map(tidy).filter(
    lambda name: (
        any(char.isalpha() for char in name)
        and len(name) <= LONGEST_PERSON
        and tidy(clean(name)) == name
        and not foreign_letter(name)
        and not value_in_place_of(name)
    )
)
members = st.integers(1, 30).map(MemberId)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    people = draw(st.dictionaries(members, st.tuples(names, st.sampled_from(Role), groups)))
    entries = {m: entry(m, name, role, group) for m, (name, role, group) in people.items()}
    links = draw(st.sets(st.tuples(members, members), max_size=10))
    return Roster(
        entries=entries,
        links=frozenset(
            Link(parent=parent, child=child)
            for parent, child in links
            if parent != child and not (child in entries and entries[child].role is Role.PARENT)
        ),
        left=frozenset(draw(st.sets(members, max_size=5))),
    )


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_exported_list_changes_nothing(suffix: str) -> None:
    @given(rosters())
    def law(roster: Roster) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"list{suffix}"
            write_table(file, rows_of(roster))
            rows = read_table(file)
        assert screen_names_in(rows) is not None
        said = read_list(rows, known=roster.entries, screen_names={})
        assert said.bad == []
        for prune in (False, True):
            assert changes(roster, said.entries.values(), said.links, prune=prune) == ()

    law()


@given(rosters(), rosters())
def test_a_second_import_changes_nothing(before: Roster, file: Roster) -> None:
    entries = {m: e for m, e in file.entries.items() if m not in before.left}
    once = changes(before, entries.values(), file.links, prune=True)
    after = _after(before, once)
    assert changes(after, entries.values(), file.links, prune=True) == ()


def _after(roster: Roster, made: tuple[RosterChange, ...]) -> Roster:
    entries, links, left = dict(roster.entries), set(roster.links), set(roster.left)
    for change in made:
        match change:
            case RosterEntrySet(member=member, name=name, role=role, group=group):
                entries[member] = entry(member, name, role, group)
            case RosterEntryRemoved(member=member):
                del entries[member]
            case FamilyLinked(member=parent, child=child):
                links.add(Link(parent=parent, child=child))
            case FamilyUnlinked(member=parent, child=child):
                links.discard(Link(parent=parent, child=child))
            case LeaverReturned(member=member):
                left.discard(member)
    return Roster(entries=entries, links=frozenset(links), left=frozenset(left))

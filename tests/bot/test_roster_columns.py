"""Headers as colleges write them: understood and shown, or refused with the columns named."""

import itertools
from datetime import date

import pytest

from bot.roster.reading import Listed, read_list
from bot.roster.rows import RosterFileError, Row, clean
from rules.college import Link
from rules.ids import MemberId
from rules.vocabulary.families import Role


def read(*lines: str, **met: MemberId) -> Listed:
    rows = [
        Row(number, tuple(clean(cell) for cell in line.split(";")))
        for number, line in enumerate(lines, start=1)
    ]
    return read_list(rows, known={}, screen_names=met)


def names(said: Listed) -> dict[int, str]:
    return {member: entry.name for member, entry in said.entries.items()}


def links(said: Listed) -> set[tuple[int, int]]:
    return {(link.parent, link.child) for link in said.links}


@pytest.mark.parametrize(
    "header",
    [
        "№ п/п;Фамилия;Имя;Отчество;Страница ВК;Роль",
        "№;фамилия;имя;отчество;ссылка;роль",
        "Номер по порядку;Фамилия (рус.);Имя;Отчество;ВКонтакте;Статус",
        "#;Last name;First name;Middle name;VK page;Role",
        "No;Фамилия;Имя;Отчество (при наличии);Cтpaницa BK;Poль",
    ],
)
def test_a_name_in_three_columns_is_joined_and_a_running_number_is_no_page(header: str) -> None:
    said = read(header, "1;Соколов;Иван;Олегович;id201;студент", "2;Ли;Анна;;id202;студентка")
    assert names(said) == {201: "Соколов Иван Олегович", 202: "Ли Анна"}
    assert said.bad == []


def test_a_row_with_only_its_number_is_skipped() -> None:
    said = read("№;ФИО;Страница;Роль", "1;Иван;id201;студент", "2;;;", "3;;id203;")
    assert [bad.number for bad in said.bad] == [4]


def test_a_header_that_is_repeated_is_no_line() -> None:
    said = read("ФИО;Страница;Роль", "Иван;id201;студент", "ФИО;Страница;Роль", "Яна;id2;студент")
    assert (names(said), said.bad) == ({201: "Иван", 2: "Яна"}, [])


def test_parts_of_a_name_that_are_missing_are_a_bad_line() -> None:
    said = read("Фамилия;Имя;Страница;Роль", ";Иван;id201;студент", "Ли;;id202;студент")
    assert [bad.why for bad in said.bad] == [
        "«Иван»: указаны не все части ФИО",
        "«Ли»: указаны не все части ФИО",
    ]


@pytest.mark.parametrize(
    ("pages", "refused"),
    [
        (["1", "2", "3"], True),
        (["1"], True),
        (["1", "2", "1", "2", "3"], True),
        (["1", "", "2", "4", "5", "6"], True),
        ([str(number) for number in range(101, 121)], True),
        (["id1", "id2", "id3"], False),
        (["201", "202", "301"], False),
        (["415", "23", "7001"], False),
    ],
)
def test_running_numbers_in_place_of_pages_are_refused(pages: list[str], refused: bool) -> None:
    lines = [f"Иван {number};{page};студент" for number, page in enumerate(pages)]
    if refused:
        with pytest.raises(RosterFileError, match="В столбце «ID» порядковые номера"):
            read("ФИО;ID;Роль", *lines)
    else:
        assert read("ФИО;ID;Роль", *lines).bad == []


@pytest.mark.parametrize("number", ["89271234567", "79271234567", "9271234567"])
def test_a_telephone_is_no_page(number: str) -> None:
    said = read("ФИО;Страница;Роль", f"Иван;{number};студент", "Яна;200000000001;студент")
    assert [bad.why for bad in said.bad] == [f"«{number}» похоже на телефон, а не на страницу ВК"]
    assert list(said.entries) == [200_000_000_001]


@pytest.mark.parametrize(
    "header",
    [
        "ФИО студента;Группа;Страница студента;ФИО родителя;Страница родителя",
        "ФИО;Группа;Страница ВК;ФИО родителя;Страница ВК родителя",
        "ФИО студента;Группа;Страница ВК;ФИО родителя;Страница ВК",
        "ФИО;Группа;Страница ВК;Родитель;Страница ВК",
        "Студент;Группа;ВК;Мать;ВК матери",
        "Ребёнок;Группа;Страница ребёнка;Законный представитель;Страница законного представителя",
        "Обучающийся;№ группы;Профиль обучающегося;Отец (опекун);Профиль отца",
        "Student;Group;Student page;Parent;Parent page",
    ],
)
def test_a_child_and_a_parent_side_by_side_are_understood(header: str) -> None:
    said = read(
        header,
        "Соколов Иван;ИСП-21;id201;Соколова Ольга;id301",
        "Соколова Анна;ИСП-11;id202;Соколова Ольга;id301",
        "Ли Пётр;ИСП-11;id203;;",
        "Ян Юрий;ИСП-11;id204;Ян Мария;",
    )
    assert {m: (e.name, e.role, e.group) for m, e in said.entries.items()} == {
        201: ("Соколов Иван", Role.STUDENT, "ИСП-21"),
        202: ("Соколова Анна", Role.STUDENT, "ИСП-11"),
        203: ("Ли Пётр", Role.STUDENT, "ИСП-11"),
        204: ("Ян Юрий", Role.STUDENT, "ИСП-11"),
        301: ("Соколова Ольга", Role.PARENT, ""),
    }
    assert links(said) == {(301, 201), (301, 202)}
    assert [(bad.number, bad.why.partition(": ")[2]) for bad in said.bad] == [
        (5, "не указана страница ВК")
    ]


@pytest.mark.parametrize(
    "header",
    [
        "ФИО студента;Страница студента;ФИО матери;Страница матери;ФИО отца;Страница отца",
        "ФИО;Страница;ФИО родителя 1;Страница родителя 1;ФИО родителя 2;Страница родителя 2",
        "ФИО;ВК;ФИО первого родителя;ВК первого родителя;ФИО второго родителя;ВК второго родителя",
        "ФИО студента;ВК студента;ФИО родителя;ВК родителя;ФИО родителя;ВК родителя",
    ],
)
def test_two_parents_side_by_side_are_understood(header: str) -> None:
    said = read(header, "Иван;id201;Ольга;id301;Пётр;id302", "Анна;id202;;;Пётр;id302")
    assert links(said) == {(301, 201), (302, 201), (302, 202)}
    assert said.bad == []


@pytest.mark.parametrize(
    "lines",
    [
        (";Студент;;;Мать;;Отец;", "№;ФИО;Группа;Страница ВК;ФИО;Страница ВК;ФИО;Страница ВК"),
        (
            "Список студентов и родителей",
            "№;Студент;;;Мать;;Отец;",
            "№;ФИО;Группа;Страница ВК;ФИО;Страница ВК;ФИО;Страница ВК",
        ),
    ],
)
def test_a_header_of_two_rows_is_read_as_one(lines: tuple[str, ...]) -> None:
    said = read(*lines, "1;Иван;ИСП-21;id201;Ольга;id301;Пётр;id302")
    assert names(said) == {201: "Иван", 301: "Ольга", 302: "Пётр"}
    assert links(said) == {(301, 201), (302, 201)}


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("ФИО;Страница ВК;Страница в VK;Роль", ["«Страница ВК»", "«Страница в VK»"]),
        ("ФИО;ФИО;Страница;Роль", ["«ФИО» (A)", "«ФИО» (B)"]),
        ("ФИО;Страница;Роль;Старая группа;Новая группа", ["«Старая группа»", "«Новая группа»"]),
        ("ФИО, страница ВК;Роль", ["«ФИО, страница ВК»"]),
        ("ФИО;Страница;Роль;Чей родитель;Родитель кого", ["«Чей родитель»", "«Родитель кого»"]),
        ("ФИО;Страница;Роль;Родитель кого;ФИО родителя;Страница родителя", ["«Родитель кого»"]),
        ("ФИО студента;Страница студента;ФИО родителя", ["«ФИО родителя»", "со страницей"]),
        ("ФИО студента;Страница студента;Страница матери", ["«Страница матери»", "с ФИО"]),
        ("ФИО студента;ФИО родителя;Страница ВК", ["«ФИО родителя»", "со страницей"]),
        (
            "ФИО;Страница;ФИО родителя;ФИО родителя;Страница родителя;Страница родителя",
            ["«ФИО родителя» (C)", "«ФИО родителя» (D)", "«Родитель 1»"],
        ),
        ("ФИО;Страница;ФИО матери;Страница отца", ["«ФИО матери»", "со страницей"]),
        ("Фамилия;Страница;Роль", ["«Фамилия»", "с именем"]),
        ("ФИО;Страница ВК;Группа", ["«Роль»"]),
        ("№;Группа;Телефон", ["«ФИО»", "«Страница ВК»", "«Роль»"]),
    ],
)
def test_an_ambiguous_header_is_refused_with_its_columns(header: str, named: list[str]) -> None:
    with pytest.raises(RosterFileError) as refused:
        read(header, *[";".join(["Иван"] * header.count(";"))] * 2)
    for words in named:
        assert words in str(refused.value)


@pytest.mark.parametrize(
    ("header", "unread"),
    [
        ("ФИО;Страница ВК;Роль;ID", "«ID»"),
        ("ФИО;Страница ВК;Роль;Родитель кого;Дети", "«Дети»"),
        ("ФИО;Страница ВК;Роль;Ссылка на чат", "«Ссылка на чат»"),
        ("ФИО;Страница ВК;Роль;Группа;Группа здоровья", "«Группа здоровья»"),
        ("ФИО;Страница ВК;Роль;ФИО куратора", "«ФИО куратора»"),
        ("ФИО;Страница ВК;Роль;Телефон;E-mail", "«Телефон», «E-mail»"),
    ],
)
def test_unread_columns_are_shown(header: str, unread: str) -> None:
    said = read(header, "Иван;id201;студент")
    assert said.columns[""][-1] == f"не читаю: {unread}"


def test_a_column_without_a_header_is_shown() -> None:
    said = read("ФИО;Страница ВК;Роль;", "Иван;id201;студент;ИСП-21")
    assert said.columns[""][-1] == "не читаю столбцы без заголовка: D"


def test_a_row_of_people_is_no_header() -> None:
    with pytest.raises(RosterFileError, match="Нет столбцов: «ФИО»"):
        read("Соколов Иван;vk.com/id201;студент", "Ли Анна;vk.com/id202;студент")


def test_a_parent_in_two_rows_gets_both_children() -> None:
    said = read(
        "ФИО;Страница;Роль;Группа;Родитель кого",
        "Соколов Иван;id201;студент;ИСП-21;",
        "Соколова Анна;id202;студент;ИСП-11;",
        "Соколова Ольга Петровна;id301;родитель;;Соколов Иван",
        "Соколова  Ольга Петровна;vk.com/id301;мать;ИСП-11;id202",
        "Соколова Ольга Петровна;id301;родитель;;Никто Такой",
        "Соколова Вера;id301;родитель;;id202",
    )
    assert said.links == {
        Link(parent=MemberId(301), child=MemberId(201)),
        Link(parent=MemberId(301), child=MemberId(202)),
    }
    assert [(bad.number, bad.why.split(":")[0]) for bad in said.bad] == [
        (6, "ребёнка «Никто Такой» нет в списке"),
        (7, "та же страница, что в строке 4"),
    ]


def test_an_employee_with_a_child_at_the_college_stays_an_employee() -> None:
    for lines in itertools.permutations(
        (
            "Книжникова Марина;id101;преподаватель;;",
            "Книжникова Марина;id101;мать;;id201",
            "Соколов Иван;id201;студент;ИСП\u201121;",
        )
    ):
        said = read("ФИО;Страница;Роль;Группа;Родитель кого", *lines)
        assert said.bad == []
        assert {m: (e.role, e.group) for m, e in said.entries.items()} == {
            101: (Role.TEACHER, ""),
            201: (Role.STUDENT, "ИСП-21"),
        }
        assert links(said) == {(101, 201)}


@pytest.mark.parametrize(
    ("listed", "asked"),
    [
        ("Йодов Пётр", "И\u0306одов Петр"),
        ("Римский-Корсаков Иван", "римский\u2011корсаков  иван"),
        ("Римский\u2013Корсаков Иван", "Римский - Корсаков\u00a0Иван"),
        ("Римский\u2212Корсаков Иван", "РИМСКИЙ-КОРСАКОВ ИВАН"),
        ("Соколов\u2009Иван", "Соколов Иван"),
        ("Со\u00adколов Иван", "Соколов Иван"),
    ],
)
def test_names_are_compared_without_invisible_differences(listed: str, asked: str) -> None:
    header = "ФИО;Страница;Роль;Родитель кого"
    said = read(header, f"{listed};id201;студент;", f"Ольга;id301;родитель;{asked}")
    assert (links(said), said.bad) == ({(301, 201)}, [])


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Cоколов Иван", "C"), ("Соколoв Иван", "o"), ("Иваnов Пётр", "n"), ("Соколов A", "A")],
)
def test_a_latin_letter_among_russian_ones_is_reported(name: str, letter: str) -> None:
    said = read("ФИО;Страница;Роль", f"{name};id201;студент")
    assert [bad.why for bad in said.bad] == [
        f"«{name}»: латинская «{letter}» среди русских букв, наберите её по-русски"
    ]
    assert said.entries == {}


def test_a_latin_letter_in_a_group_is_reported_but_a_latin_group_is_not() -> None:
    said = read(
        "ФИО;Страница;Роль;Группа",
        "Иван;id201;студент;ИCП-21",
        "John Smith;id202;студент;ISP-21",
        "Яна;id203;студент;ИСП-21 B",
    )
    assert [bad.number for bad in said.bad] == [2]
    assert "латинская «C»" in said.bad[0].why


@pytest.mark.parametrize(
    ("header", "written", "until"),
    [
        ("Несовершеннолетний до", "15.05.2028", date(2028, 5, 15)),
        ("Дата рождения", "15.05.2010", date(2028, 5, 15)),
        ("Дата рождения студента", "2010-05-15", date(2028, 5, 15)),
        ("Дата рождения", "29.02.2012", date(2030, 3, 1)),
        ("Дата рождения", "", None),
    ],
)
def test_until_when_somebody_is_a_minor(header: str, written: str, until: date | None) -> None:
    listed = read(
        f"ФИО;Страница ВК;Роль;{header}",
        f"Сидоров Пётр Ильич;vk.com/id5;студент;{written}",
        "Учителева Анна Ивановна;vk.com/id6;преподаватель;01.02.1980",
    )
    assert listed.bad == []
    assert [each.minor_until for each in listed.entries.values()] == [until, None]


def test_a_parents_birthday_is_not_read() -> None:
    listed = read(
        "ФИО студента;Страница студента;ФИО матери;Страница матери;Дата рождения матери",
        "Сидоров Пётр Ильич;vk.com/id5;Сидорова Вера Ильинична;vk.com/id6;01.02.1980",
    )
    assert [each.minor_until for each in listed.entries.values()] == [None, None]


def test_what_is_no_date_is_told() -> None:
    listed = read(
        "ФИО;Страница ВК;Роль;Дата рождения", "Сидоров Пётр Ильич;vk.com/id5;студент;весной"
    )
    (bad,) = listed.bad
    assert "«весной» — не дата" in bad.why

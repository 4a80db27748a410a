"""Names in six cases, by example."""

import pytest

from bot.sandbox.methods.people import CASES, Sex, declined

SHE, HE = Sex.FEMALE, Sex.MALE

FIRST_NAMES = [
    (HE, "Глеб Глеба Глебу Глеба Глебом Глебе"),
    (HE, "Никита Никиты Никите Никиту Никитой Никите"),
    (HE, "Илья Ильи Илье Илью Ильёй Илье"),
    (HE, "Савелий Савелия Савелию Савелия Савелием Савелии"),
    (HE, "Андрей Андрея Андрею Андрея Андреем Андрее"),
    (HE, "Игорь Игоря Игорю Игоря Игорем Игоре"),
    (HE, "Лев Льва Льву Льва Львом Льве"),
    (HE, "Пётр Петра Петру Петра Петром Петре"),
    (HE, "Павел Павла Павлу Павла Павлом Павле"),
    (SHE, "Марина Марины Марине Марину Мариной Марине"),
    (SHE, "Ольга Ольги Ольге Ольгу Ольгой Ольге"),
    (SHE, "Наташа Наташи Наташе Наташу Наташей Наташе"),
    (SHE, "Софья Софьи Софье Софью Софьей Софье"),
    (SHE, "Мария Марии Марии Марию Марией Марии"),
    (SHE, "Зоя Зои Зое Зою Зоей Зое"),
    (SHE, "Любовь Любови Любови Любовь Любовью Любови"),
    (SHE, "Элен Элен Элен Элен Элен Элен"),
]

LAST_NAMES = [
    (HE, "Журналов Журналова Журналову Журналова Журналовым Журналове"),
    (HE, "Соловьёв Соловьёва Соловьёву Соловьёва Соловьёвым Соловьёве"),
    (HE, "Клавишин Клавишина Клавишину Клавишина Клавишиным Клавишине"),
    (HE, "Битовский Битовского Битовскому Битовского Битовским Битовском"),
    (HE, "Толстой Толстого Толстому Толстого Толстым Толстом"),
    (HE, "Чёрный Чёрного Чёрному Чёрного Чёрным Чёрном"),
    (HE, "Средний Среднего Среднему Среднего Средним Среднем"),
    (HE, "Регистр Регистра Регистру Регистра Регистром Регистре"),
    (HE, "Бабич Бабича Бабичу Бабича Бабичем Бабиче"),
    (HE, "Модуль Модуля Модулю Модуля Модулем Модуле"),
    (HE, "Цой Цоя Цою Цоя Цоем Цое"),
    (HE, "Сорока Сороки Сороке Сороку Сорокой Сороке"),
    (HE, "Черных Черных Черных Черных Черных Черных"),
    (HE, "Шевченко Шевченко Шевченко Шевченко Шевченко Шевченко"),
    (SHE, "Книжникова Книжниковой Книжниковой Книжникову Книжниковой Книжниковой"),
    (SHE, "Пикселева Пикселевой Пикселевой Пикселеву Пикселевой Пикселевой"),
    (SHE, "Клавишина Клавишиной Клавишиной Клавишину Клавишиной Клавишиной"),
    (SHE, "Кодовская Кодовской Кодовской Кодовскую Кодовской Кодовской"),
    (SHE, "Рабочая Рабочей Рабочей Рабочую Рабочей Рабочей"),
    (SHE, "Средняя Средней Средней Среднюю Средней Средней"),
    (SHE, "Сорока Сороки Сороке Сороку Сорокой Сороке"),
    (SHE, "Регистр Регистр Регистр Регистр Регистр Регистр"),
    (SHE, "Модуль Модуль Модуль Модуль Модуль Модуль"),
    (SHE, "Шевченко Шевченко Шевченко Шевченко Шевченко Шевченко"),
    (SHE, "Кац-Орлова Кац-Орловой Кац-Орловой Кац-Орлову Кац-Орловой Кац-Орловой"),
]


def nominative(case: tuple[Sex, str]) -> str:
    sex, forms = case
    return f"{forms.split()[0]}-{sex.name.lower()}"


@pytest.mark.parametrize("example", FIRST_NAMES, ids=nominative)
def test_a_first_name_is_declined(example: tuple[Sex, str]) -> None:
    sex, expected = example
    forms = expected.split()

    names = declined(forms[0], "Smith", sex)

    assert [names[f"first_name_{case}"] for case in CASES] == forms


@pytest.mark.parametrize("example", LAST_NAMES, ids=nominative)
def test_a_last_name_is_declined(example: tuple[Sex, str]) -> None:
    sex, expected = example
    forms = expected.split()

    names = declined("John", forms[0], sex)

    assert [names[f"last_name_{case}"] for case in CASES] == forms


def test_latin_names_stay_as_they_are() -> None:
    names = declined("Anna", "Smith", Sex.FEMALE)

    assert set(names.values()) == {"Anna", "Smith"}


@pytest.mark.parametrize(
    ("first", "last", "genitive"),
    [
        ("Олег", "Новиков", "Олега Новикова"),
        ("Зоя", "Новикова", "Зои Новиковой"),
        ("Никита", "Модуль", "Никиты Модуля"),
        ("Любовь", "Модуль", "Любови Модуль"),
        ("Игорь", "Регистр", "Игоря Регистра"),
    ],
)
def test_where_the_sex_is_unknown_the_endings_tell(first: str, last: str, genitive: str) -> None:
    names = declined(first, last)

    assert f"{names['first_name_gen']} {names['last_name_gen']}" == genitive


def test_all_twelve_fields_have_the_names_that_vk_gives_them() -> None:
    assert list(declined("Анна", "Учителева", Sex.FEMALE)) == [
        *(f"first_name_{case}" for case in ("nom", "gen", "dat", "acc", "ins", "abl")),
        *(f"last_name_{case}" for case in ("nom", "gen", "dat", "acc", "ins", "abl")),
    ]

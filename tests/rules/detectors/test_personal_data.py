"""Personal data: what is somebody's, and the numbers that are nobody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.detection import Clearance, Label
from rules.detectors.message import Message
from rules.detectors.personal_data import PersonalData
from rules.detectors.personal_data.check_digits import is_inn, is_snils, passes_luhn
from rules.ids import MemberId

DETECTOR = PersonalData()
SOMEBODY = MemberId(10)

SOMEBODYS = (
    "8 917 123-45-67",
    "+79171234567",
    "+7 (917) 123-45-67",
    "89171234567",
    "9171234567",
    "звони 8-917-123-45-67 вечером",
    "мамин номер 8(917)1234567",
    "телефон Иванова: +7 917 123 45 67",
    "8.917.123.45.67",
    "8 917 1234567 это её номер",
    "номер Пети 7 917 123 45 67",
    "+7-917-123-4567",
    "８９１７１２３４５６７",
    "8 9I7 123 45 67",
    "8 917 12З 45 67",
    "8(8452)12-34-56 это домашний Ивановой",
    "+7 (495) 123-45-67",
    "тел. 45-67-89",
    "его телефон: 22-33-44",
    "+375 29 123-45-67",
    "СНИЛС 112-233-445 95",
    "112-233-445 95",
    "112 233 445 95 снилс Маши",
    "снилс: 11223344595",
    "ИНН 500100732259",
    "инн петрова 500100732259",
    "паспорт 6310 123456",
    "паспорт серия 63 10 № 123456",
    "серия 6310 номер 123456",
    "Паспорт: 63 10 123456 выдан ОУФМС",
    "4276 1234 5678 9010 карта",
    "2200 7007 1234 5676",
    "переведи на 5469380012345673",
    "2202200112345678 карта мамы",
    "ivanov@mail.ru",
    "почта petrova.a@yandex.ru",
    "вот её мейл sidorov_1999@gmail.com",
    "ivanov собака mail точка ru",
    "ivan (собака) yandex.ru",
    "живёт на Ленина 5, кв 3",
    "ул. Чапаева, д. 15, кв. 47",
    "улица Рахова 120, кв 12",
    "он живет по адресу Московская 45-12",
    "г. Саратов, ул. Радищева, д. 10, кв. 5",
    "адрес: пр-т Строителей 23, квартира 101",
    "410012, г. Саратов, ул. Вольская, д. 2/10, кв. 8",
    "дом 5, подъезд 2, кв 33",
    "прописана ул. Тархова 15",
    "проживает: пр. Энтузиастов, 20А, кв. 7",
    "свидетельство о рождении II-РУ № 567890",
    "права 64 12 345678",
    "полис омс 6412 3456 7890 1234",
    "водительское удостоверение 64 УВ 123456",
    "мой номер 89171234567",
)

NOBODYS = (
    "пара в 112 кабинете",
    "приходите 25.11.2026 в 10:45",
    "112 и 101 вызывайте",
    "горячая линия 8-800-555-35-35",
    "8 800 555 35 35",
    "группа ИСП-21, 2026 год",
    "цена 89 990 рублей",
    "номер заказа 9171234567",
    "приказ № 1234-567 от 20.09.2024",
    "расписание 8:30-10:00 10:10-11:40",
    "п. 5.12.5 порядка",
    "аудитория 917, корпус 2",
    "ул. Радищева, 39 музей",
    "идём в театр на улице Вольская 45",
    "код 917123",
    "трек 80091712345678",
    "1234567890123456",
    "ISBN 978-5-389-07435-4",
    "ГОСТ 7.32-2017",
    "балл 4.5, средний 3.75",
    "домашка стр 45 № 123, 124, 125",
    "ip 192.168.0.1",
    "версия 3.11.7",
    "9:00 10:30 12:15",
    "2+2=4 3*5=15",
    "идентификатор конференции: 917 123 4567",
    "12345678901",
    "в 2024-2025 году 150 человек",
    "сдать до 30.11.2026 23:59",
    "тест 15/20, 75%",
    "111-222-333 44",
    "1000000 рублей",
    "7 917 рублей",
    "вк id123456789",
    "@ivan напиши",
    "у нас 9 1 7 5 4",
    "ОГРН 1026402190836",
    "р/с 40702810900000012345",
    "учебная часть 8(8452)20-30-40",
    "ответы: 1)2 2)3 3)1 4)4 5)2 6)1 7)3 8)2 9)4 10)1",
)


def said(text: str, *, to_staff: bool = False) -> Message:
    return Message(text=text, author=SOMEBODY, to_staff=to_staff)


@pytest.mark.parametrize("text", SOMEBODYS)
def test_what_is_somebodys_is_found_in_its_place(text: str) -> None:
    found = DETECTOR.detect(said(text))
    assert found
    for each in found:
        assert text[each.start : each.end] == each.found
        assert each.found.strip()


@pytest.mark.parametrize("text", NOBODYS)
def test_what_is_nobodys_is_not(text: str) -> None:
    assert DETECTOR.detect(said(text)) == ()


@given(
    st.integers(900_000_0000, 999_999_9999),
    st.sampled_from(["", "+7", "8", "7", "+7 ", "8 ", "8-"]),
    st.sampled_from(["", " ", "-", "."]),
    st.booleans(),
)
def test_a_mobile_number_is_found_however_it_is_written(
    number: int, country: str, gap: str, brackets: bool
) -> None:
    digits = str(number)
    code = f"({digits[:3]})" if brackets and country else digits[:3]
    written = f"{country}{code}{gap}{digits[3:6]}{gap}{digits[6:8]}{gap}{digits[8:]}"

    (found,) = DETECTOR.detect(said(f"вот её номер: {written}, звони"))

    assert found.label is Label.PHONE
    assert found.found == written


@given(st.integers(0, 10**9 - 1))
def test_an_insurance_number_is_told_by_its_check_digits(body: int) -> None:
    nine = f"{body:09}"
    total = sum((9 - place) * int(digit) for place, digit in enumerate(nine)) % 101 % 100
    right, wrong = f"{nine}{total:02}", f"{nine}{(total + 1) % 100:02}"
    assert is_snils(right)
    assert not is_snils(wrong)


@given(st.text("0123456789", min_size=12, max_size=18), st.integers(1, 9))
def test_one_wrong_digit_of_a_card_shows(body: str, change: int) -> None:
    check = next(digit for digit in "0123456789" if passes_luhn(body + digit))
    spoilt = str((int(check) + change) % 10)
    assert not passes_luhn(body + spoilt)


def test_a_taxpayers_number_has_ten_digits_or_twelve() -> None:
    assert is_inn("500100732259")
    assert is_inn("7707083893")
    assert not is_inn("7707083894")
    assert not is_inn("77070838933")


def test_a_wrong_check_digit_is_said() -> None:
    answer = DETECTOR.explain(said("1234567890123456"))
    assert answer.detections == ()
    answer = DETECTOR.explain(said("номер 4276 1234 5678 9010"))
    assert [each.why for each in answer.cleared] == [Clearance.CHECK_DIGITS_WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "мой номер 8 917 123-45-67",
        "пишите мне на ivanov@mail.ru",
        "я живу: ул. Рахова, д. 1, кв. 2",
    ],
)
def test_ones_own_is_a_hint_at_most(text: str) -> None:
    assert all(each.certainty <= 0.6 for each in DETECTOR.detect(said(text)))


def test_what_is_given_to_the_teacher_is_a_hint_at_most() -> None:
    (found,) = DETECTOR.detect(said("8 917 123-45-67", to_staff=True))
    assert found.certainty <= 0.6


def test_the_colleges_own_is_fine() -> None:
    ours = PersonalData(permitted=("8 (8452) 20-30-40", "info@college.ru"))
    answer = ours.explain(said("пишите: info@college.ru, +7 8452 20 30 40"))
    assert answer.detections == ()
    assert {each.why for each in answer.cleared} == {Clearance.PERMITTED_ADDRESS}


@given(st.text(max_size=300))
def test_explaining_finds_the_same(text: str) -> None:
    message = said(text)
    assert DETECTOR.explain(message).detections == DETECTOR.detect(message)

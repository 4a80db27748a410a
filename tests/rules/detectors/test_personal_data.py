"""Personal data are found however they are written, and nothing that only looks like them is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.detection import Answer, Clearance, Cleared, Detection
from rules.detectors.message import NOBODYS, Message
from rules.detectors.personal_data import PersonalData
from rules.detectors.registry import Label
from tests.rules.detectors import personal_data_cases as cases


def said(text: str, *, to_staff: bool = False) -> Message:
    return Message(text=text, author=NOBODYS, to_staff=to_staff)


def detect(
    text: str, *, to_staff: bool = False, permitted: tuple[str, ...] = ()
) -> list[Detection]:
    detector = PersonalData(permitted)
    return list(detector.detect(said(text, to_staff=to_staff)))


def why_not(text: str) -> list[Clearance]:
    answer = PersonalData().explain(said(text))
    assert not answer.detections
    return [each.why for each in answer.cleared]


def with_check_digit(card: str) -> str:
    doubled = [int(each) for each in card if each.isdigit()][::-1]
    total = sum(
        sum(divmod(2 * digit, 10)) if not place % 2 else digit
        for place, digit in enumerate(doubled)
    )
    return f"{card}{-total % 10}"


def found_alone(text: str, label: Label, part: str | None = None) -> None:
    detections = detect(text)
    assert [each.label for each in detections] == [label], text
    assert part is None or detections[0].found == part
    assert text[detections[0].start : detections[0].end] == detections[0].found


@pytest.mark.parametrize("number", cases.PHONES)
def test_a_telephone_is_found_however_it_is_written(number: str) -> None:
    for carrier in cases.MOBILE_CARRIERS:
        found_alone(carrier.format(number), Label.PHONE, number)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        *((text, Label.SNILS) for text in cases.SNILS + cases.SNILS_BESIDE_ITS_WORD),
        *((text, Label.INN) for text in cases.INN),
        *((text, Label.PASSPORT) for text in cases.PASSPORTS),
        *((text, Label.ADDRESS) for text in cases.ADDRESSES),
        *((text, Label.DOCUMENT) for text in cases.DOCUMENTS),
    ],
)
def test_a_number_or_an_address_is_found(text: str, label: Label) -> None:
    found_alone(text, label)


@pytest.mark.parametrize("begun", cases.CARDS)
def test_a_card_is_found_by_its_check_digit(begun: str) -> None:
    card = with_check_digit(begun)

    for carrier in cases.CARD_CARRIERS:
        found_alone(carrier.format(card), Label.CARD, card)


@pytest.mark.parametrize("mailbox", cases.EMAILS)
def test_a_mailbox_is_found_also_when_spelt(mailbox: str) -> None:
    for carrier in cases.EMAIL_CARRIERS:
        found_alone(carrier.format(mailbox), Label.EMAIL, mailbox)


@pytest.mark.parametrize("kind", cases.INNOCENT)
def test_what_only_looks_personal_is_let_pass(kind: str) -> None:
    assert cases.INNOCENT[kind]
    assert [text for text in cases.INNOCENT[kind] if detect(text)] == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("8 800 555 35 35", Clearance.PUBLIC_NUMBER),
        ("приёмная комиссия: 8 (8452) 20-30-40", Clearance.PUBLIC_NUMBER),
        ("карта 2200 7007 1234 5670", Clearance.CHECK_DIGITS_WRONG),
        ("112-233-445 96", Clearance.CHECK_DIGITS_WRONG),
        ("ИНН 500100732258", Clearance.CHECK_DIGITS_WRONG),
        ("63 10 123456", Clearance.NO_WORD_BESIDE),
        ("номер заказа 9171234567", Clearance.NO_WORD_BESIDE),
        ("info@college.ru", Clearance.PUBLIC_NUMBER),
        ("ул. Радищева, 39 — музей", Clearance.PUBLIC_NUMBER),
        ("ул. Радищева, 39", Clearance.NO_WORD_BESIDE),
    ],
)
def test_a_no_is_explained(text: str, why: Clearance) -> None:
    assert why_not(text) == [why]


def test_an_ordinary_message_needs_no_explanation() -> None:
    assert PersonalData().explain(said("Ребят, во сколько завтра пара?")) == Answer()


@pytest.mark.parametrize("carrier", cases.OWN)
def test_what_people_give_of_their_own_is_a_hint_at_most(carrier: str) -> None:
    (detection,) = detect(carrier.format("+7 917 123-45-67"))

    assert detection.certainty == 0.6


def test_what_is_given_to_the_teacher_is_a_hint_at_most() -> None:
    assert [each.certainty for each in detect("8 917 123-45-67", to_staff=True)] == [0.6]
    assert [each.certainty for each in detect("8 917 123-45-67")] == [0.95]


@pytest.mark.parametrize(
    ("text", "permitted"),
    [
        ("8 (8452) 74-11-22", "+78452741122"),
        ("+7 8452 741122", "8 (8452) 74-11-22"),
        ("Ivanov@College.ru", "@college.ru"),
        ("petrova@mail.ru", "petrova@mail.ru"),
        ("адрес: ул. Чапаева, 15", "ул. Чапаева, 15"),
    ],
)
def test_what_the_policy_permits_is_let_pass_however_it_is_written(
    text: str, permitted: str
) -> None:
    detector = PersonalData((permitted,))

    answer = detector.explain(said(text))

    assert detect(text)
    assert not answer.detections
    assert [each.why for each in answer.cleared] == [Clearance.PERMITTED_ADDRESS]


def test_permitting_one_number_permits_no_other() -> None:
    assert detect("8 (8452) 74-11-23", permitted=("8 (8452) 74-11-22", "", "  "))


def test_several_are_found_in_the_order_of_the_text() -> None:
    found = detect("Петя 89171234567, petya@mail.ru, ул. Чапаева, д. 15, кв. 4")

    assert [each.label for each in found] == [Label.PHONE, Label.EMAIL, Label.ADDRESS]


between = st.sampled_from(["", " ", "-", ".", "–", "\u00a0", " - ", "_"])
mobiles = st.from_regex(r"9[0-689][0-9]{8}", fullmatch=True)


@given(
    mobiles,
    st.sampled_from(["+7", "8", "7", "+ 7"]),
    st.sampled_from(
        [(3, 3, 2, 2), (3, 3, 4), (3, 2, 2, 3), (10,), (3, 7), (3, 4, 3), (4, 2, 2, 2)]
    ),
    between,
    st.booleans(),
    st.sampled_from(["{}", "её номер {}!", "Маша {} Петя", "№5, {}\nвот"]),
)
def test_any_mobile_number_in_any_writing_is_found_whole(
    digits: str, trunk: str, lengths: tuple[int, ...], sign: str, brackets: bool, carrier: str
) -> None:
    groups = []
    for length in lengths:
        groups.append(digits[:length])
        digits = digits[length:]
    if brackets and lengths[0] == 3:
        groups[0] = f"({groups[0]})"
    number = trunk + sign + sign.join(groups)

    (detection,) = detect(carrier.format(number))

    assert detection.label is Label.PHONE
    assert detection.found == number


@given(st.integers(1_001_999, 999_999_999), st.sampled_from(["-", " ", "–", "."]))
def test_any_insurance_number_is_found_and_none_with_wrong_check_digits(
    number: int, sign: str
) -> None:
    digits = f"{number:09}"
    check = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 0, -1), strict=True))
    groups = sign.join([digits[:3], digits[3:6], digits[6:]])
    right = check % 101 % 100
    wrong = (right + 1) % 100

    assert Label.SNILS in {each.label for each in detect(f"снилс {groups} {right:02}")}
    assert not detect(f"{digits[:3]}-{digits[3:6]}-{digits[6:]} {wrong:02}")


@given(st.text(st.sampled_from("89170 +-()@.аыкволдпaбz\nё№,5①"), max_size=60))
def test_explaining_finds_what_detecting_finds(text: str) -> None:
    assert PersonalData().explain(said(text)).detections == PersonalData().detect(said(text))


@given(st.text(max_size=80), st.booleans())
def test_what_was_found_is_part_of_the_text(text: str, to_staff: bool) -> None:
    answer = PersonalData().explain(said(text + " 8 917 123-45-67", to_staff=to_staff))

    answered: list[Detection | Cleared] = [*answer.detections, *answer.cleared]
    for each in answered:
        assert (text + " 8 917 123-45-67")[each.start : each.end] == each.found


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("вот её номер 8 9 1 7 1 2 3 4 5 6 7", True),
        ("8-9-1-7-1-2-3-4-5-6-7", False),
        ("ответы: 8 9 3 5 1 2 7 4 6 1 2", None),
        ("ключ к тесту 8-9-3-5-1-2-7-4-6-1-2", None),
    ],
)
def test_digits_one_by_one_need_a_word_to_be_a_telephone(text: str, certain: bool | None) -> None:
    found = PersonalData().detect(Message(text=text, author=NOBODYS))
    assert [each.certainty >= 0.95 for each in found] == ([] if certain is None else [certain])

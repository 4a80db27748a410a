"""Foreign addresses are found however they are hidden, and what only looks like one is let pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.detection import Clearance, Cleared, Detection, Sign
from rules.detectors.link import Links
from rules.detectors.message import NOBODYS, Attachment, AttachmentKind, Message
from rules.detectors.registry import Label
from tests.rules.detectors import link_cases as cases


def said(text: str, *attached: str) -> Message:
    attachments = tuple(Attachment(kind=AttachmentKind.LINK, name=each) for each in attached)
    return Message(text=text, author=NOBODYS, attachments=attachments)


def detect(text: str, *attached: str, permitted: tuple[str, ...] = ()) -> list[Detection]:
    return list(Links(permitted).detect(said(text, *attached)))


def labelled(cases_by_label: dict[Label, list[str]]) -> list[object]:
    return [
        pytest.param(label, text, id=f"{label}: {text}")
        for label, texts in cases_by_label.items()
        for text in texts
    ]


@pytest.mark.parametrize(("label", "address"), labelled(cases.PLAIN))
def test_a_foreign_address_is_found_and_told_by_its_kind(label: Label, address: str) -> None:
    for carrier in cases.CARRIERS:
        (detection,) = detect(carrier.format(address))

        assert (detection.label, detection.found) == (label, address)


@pytest.mark.parametrize(("label", "address"), labelled(cases.HIDDEN))
def test_a_hidden_address_is_found_with_less_certainty(label: Label, address: str) -> None:
    for carrier in cases.CARRIERS:
        (detection,) = detect(carrier.format(address))

        assert (detection.label, detection.found) == (label, address)
        assert 0.5 < detection.certainty <= 0.95


@pytest.mark.parametrize("kind", cases.FINE)
def test_what_is_fine_or_no_address_is_let_pass(kind: str) -> None:
    said = [carrier.format(text) for text in cases.FINE[kind] for carrier in cases.CARRIERS]
    assert said
    assert [text for text in said if detect(text)] == []


@pytest.mark.parametrize("text", cases.CONTACTS)
def test_a_name_in_another_messenger_is_a_hint(text: str) -> None:
    (detection,) = detect(text)

    assert (detection.label, detection.certainty) == (Label.INVITATION, 0.6)


@pytest.mark.parametrize("text", cases.ADVERTISING)
def test_text_that_sounds_like_advertising_is_a_hint(text: str) -> None:
    (detection,) = detect(text)

    assert (detection.label, detection.certainty) == (Label.ADVERTISING, 0.6)
    assert detection.sign is Sign.MEASURED
    assert detection.measured > detection.limit


@pytest.mark.parametrize("text", cases.NO_ADVERTISING)
def test_money_and_company_of_a_class_are_no_advertising(text: str) -> None:
    assert not detect(text)


@pytest.mark.parametrize(
    ("permitted", "fine", "foreign"),
    [
        ("college.ru", "https://www.college.ru/news", "college.ru.evil.com"),
        ("college.ru", "portal.college.ru", "mycollege.ru"),
        ("https://College.ru/", "college.ru", "college.com"),
        ("vk.com/club777", "https://vk.com/club777?w=1", "vk.com/club7777"),
        ("vk.com/club777", "[club777|Колледж]", "[club778|Не колледж]"),
        ("vk.me/join/abc", "https://vk.me/join/abc", "https://vk.me/join/abcd"),
        ("t.me/college", "t.me/college/5", "t.me/college5"),
        ("shop.college.ru", "shop.college.ru/mugs", "shop.kolledj.ru"),
        ("бесплатно.рф", "https://бесплатно.рф", "небесплатно.рф"),
    ],
)
def test_the_policys_addresses_are_fine_with_all_below_them(
    permitted: str, fine: str, foreign: str
) -> None:
    answer = Links((permitted,)).explain(said(fine))

    assert not answer.detections
    assert [each.why for each in answer.cleared] == [Clearance.PERMITTED_ADDRESS]
    assert detect(fine)
    assert detect(fine)
    assert detect(foreign, permitted=(permitted,))


def test_an_attached_link_is_judged_once() -> None:
    (alone,) = detect("смотрите", "https://t.me/kanal")
    (both,) = detect("https://t.me/kanal", "https://t.me/kanal")

    assert (alone.label, alone.found, alone.start, alone.end) == (
        Label.INVITATION,
        "https://t.me/kanal",
        0,
        0,
    )
    assert (both.start, both.end) == (0, 18)
    assert not detect("смотрите", "https://vk.com/wall-1_2")


def test_an_address_tells_more_than_advertising_does() -> None:
    (detection,) = detect("Подработка от 5000 руб в день, пишите t.me/kanal")

    assert detection.label is Label.INVITATION


def test_several_addresses_are_given_in_their_order() -> None:
    found = detect("evil.com, t[.]me/kanal и 1xbet.com")

    assert [each.label for each in found] == [Label.FOREIGN, Label.INVITATION, Label.BETTING]


def test_ordinary_talk_is_nothing_to_this_detector() -> None:
    answer = Links().explain(said("Ребят, во сколько завтра пара? И где?"))

    assert (answer.detections, answer.cleared) == ((), ())


names = st.from_regex(r"[a-z]{3,8}", fullmatch=True)
dots = st.sampled_from([".", "[.]", "(.)", " . ", " .", " точка ", "(точка)", "[dot]", " dot "])


@given(names, dots, st.sampled_from(["ru", "com"]), st.sampled_from(cases.CARRIERS))
def test_any_name_is_found_with_any_hidden_dot(
    name: str, dot: str, ending: str, carrier: str
) -> None:
    found = [
        each
        for each in detect(carrier.format(f"qz{name}{dot}{ending}"))
        if each.label is not Label.ADVERTISING
    ]

    assert [each.found for each in found] == [f"qz{name}{dot}{ending}"]


@given(st.lists(st.sampled_from([*"tм.e/ @[(точкаruvkаб1,"]), max_size=40).map("".join))
def test_explaining_finds_what_detecting_finds(text: str) -> None:
    assert Links().explain(said(text)).detections == Links().detect(said(text))


@given(st.text(max_size=60))
def test_what_was_found_is_part_of_the_text(text: str) -> None:
    text += " t.me/kanal vk.com"
    answer = Links().explain(said(text))

    answered: list[Detection | Cleared] = [*answer.detections, *answer.cleared]
    assert answered
    for each in answered:
        assert text[each.start : each.end] == each.found

"""Obscene words as they are, and innocent ones that look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.detection import Clearance, Sign
from rules.detectors.obscenity import detect, explain
from rules.detectors.obscenity.forms import forms
from rules.detectors.registry import Detector, Label
from tests.rules.detectors.obscenity.seen import found, is_obscene, signs
from tests.rules.detectors.obscenity.techniques import WORDS

INNOCENT = """
употреблять страховка подстрахуй скипидар оскорблять рубля команда колебания психулечение Херсон
застрахуй хлебать требование учебный себе небольшой ослаблять корабля сабля грабли дубляж
мандарин мандат Мандельштам команду художник худой хутор ухудшить Хуан Хусейн сухую плохую тихую
глухую психую премудрый мудрость изумруд Махмуд лебедь Глеб жребий ребёнок зебра дебаты вебинар
Себастьян эпидермис спидран лапидарный поездка звезда гнездо уезда сукно рассудок суккулент барсук
сучковатый скубент бляха блин чёрт капец фиг дрочёна залупиться погреб гребёт стебать кордебалет
Ипатьев Хуанхэ Катманду Нахимов Хуснуллин Скунторп пиццерия эбола эбонит булат билет балет доху
"""
CLEAN = (
    "купи здесь и приходи",
    "он стоял за лупой",
    "кому дать тетрадь?",
    "решите систему: 2х+у=5, ху=2",
    "х, у и z",
    "5*х*у=20",
    "(x+y)*(x-y)",
    "к у р с по математике",
    "П. И. Здоров, учитель труда",
    "бл. 2, кв. 15",
    "e6 e5 c4",
    "SELECT * FROM users WHERE id = 5;",
    "for i in range(10): print(i)",
    "пароль: Xy7eB6La",
    "см. https://example.com/huy/pizdec и xuy@mail.ru",
    "files/xuy/readme.md",
    "@suka_petya привет",
    "debate, hyena, trachea, bullet, Scunthorpe, Matsushita",
    "3-этил-2-метилгексан и 2,4-дихлорфеноксиуксусная кислота",
    "по-барски, по-хорошему",
    "где её бу найти",
    "мой брат учится в 3Б, а сестра в «11Б»",
    "реформы ХI века, глава XХI и ххi съезд, Людовик ХІV",
    "билет стоит €6, тетради по 369₽, сдача $12.50",
    "на лабе по физике, лабы сданы",
)


def test_every_form_is_seen() -> None:
    said = [text for word in forms() for text in (word, f"Ну и {word.upper()}, сказал он")]
    assert said
    assert [text for text in said if not is_obscene(text)] == []


def test_an_innocent_word_is_let_pass() -> None:
    said = [text for word in INNOCENT.split() for text in (word, f"вот {word.upper()}!")]
    assert said
    assert [text for text in said if detect(text)] == []


@pytest.mark.parametrize("text", CLEAN)
def test_what_only_looks_obscene_across_words_or_signs_is_let_pass(text: str) -> None:
    assert detect(text) == ()


def test_a_detection_says_where_and_how() -> None:
    (one,) = detect("Ну ты, сука такая!")

    assert (one.found, one.start, one.end) == ("сука", 7, 11)
    assert (one.detector, one.label, one.sign) == (Detector.OBSCENITY, Label.OBSCENE, Sign.PLAIN)
    assert one.certainty > 0.98


def test_all_of_a_message_is_found_in_its_order() -> None:
    assert found("блять, где c.у.к.а и п***ц, нахуй") == ["блять", "c.у.к.а", "п***ц", "нахуй"]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("хуй", Sign.PLAIN),
        ("хуууй", Sign.STRETCHED),
        ("xуй", Sign.LOOK_ALIKE),
        ("х\u200bуй", Sign.HIDDEN),
        ("х у й", Sign.SPREAD),
        ("пи***ц", Sign.MASKED),
        ("pizdec", Sign.TRANSLITERATED),
        ("gbpltw", Sign.LAYOUT),
        ("акус", Sign.REVERSED),
        ("тынахуйиди", Sign.GLUED),
        ("пздц", Sign.PHONETIC),
        ("𝓯𝓾𝓬𝓴", Sign.FONT),
    ],
)
def test_the_sign_names_the_way_of_disguising(text: str, sign: Sign) -> None:
    assert signs(text) == {sign}


def test_the_less_is_guessed_the_surer_it_is() -> None:
    certainties = [detect(text)[0].certainty for text in ("хуй", "xуй", "х у й", "х*й", "акус")]

    assert certainties == sorted(certainties, reverse=True)
    assert len(set(certainties)) == len(certainties)


@pytest.mark.parametrize(
    "text", ["ёпрст", "ну бляха-муха!", "хрен его знает", "похер", "иди на хрен", "пиндец"]
)
def test_a_euphemism_is_a_class_of_its_own_and_never_sure(text: str) -> None:
    (one,) = detect(text)

    assert one.label is Label.EUPHEMISM
    assert one.certainty <= 0.6


@pytest.mark.parametrize("text", ["блин", "чёрт побери", "фиг с ним", "хрень какая-то", "капец"])
def test_ordinary_strong_words_are_no_euphemisms(text: str) -> None:
    assert detect(text) == ()


def test_an_explanation_says_what_was_let_pass_and_why() -> None:
    answer = explain("Подстрахуй меня, сука")

    (one,) = answer.cleared
    assert (one.found, one.start, one.why) == ("Подстрахуй", 0, Clearance.INNOCENT_WORD)
    assert [detection.found for detection in answer.detections] == ["сука"]
    assert answer.detections == detect("Подстрахуй меня, сука")


ODD = st.text(
    st.one_of(
        st.sampled_from("хуйпиздаебляткмосрнXYypbae036*.-_ \n,!|}{><()\u200b\u0301"),
        st.characters(),
    )
)


@given(st.lists(st.one_of(ODD, st.sampled_from(WORDS), st.sampled_from("İß№½"))).map("".join))
def test_what_is_found_is_a_part_of_the_message_and_parts_do_not_overlap(text: str) -> None:
    detections = detect(text)

    last = 0
    for one in detections:
        assert one.found == text[one.start : one.end] != ""
        assert last <= one.start < one.end <= len(text)
        last = one.end
    assert detect(text) == detections


@given(ODD, st.sampled_from(WORDS), ODD)
def test_a_plain_word_is_found_whatever_stands_around_it(
    before: str, word: str, after: str
) -> None:
    text = f"{before} {word} {after}"

    assert any(
        one.start < len(before) + 1 + len(word) and len(before) + 1 < one.end
        for one in detect(text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "підрахунок балів",
        "Әбу-Даби",
        "әйбәт көн",
        "x3б у нас",
        "пи3да",
        "блять1",
    ],
)
def test_what_is_read_through_a_digit_or_another_language_is_never_certain(text: str) -> None:
    """A chat may let the bot count by itself what is certain to 95 %."""
    assert all(each.certainty <= 0.9 for each in detect(text))

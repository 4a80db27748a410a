"""Obscene language: variants are derived from words by each disguise, not quoted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.detection import Clearance, Label, Sign
from rules.detectors.obscenity import detect, explain
from tests.rules.detectors.disguises import DISGUISES, WORDS

ROOT = Path(__file__).parents[3]

INNOCENT = (
    "употреблять страховка подстрахуй скипидар оскорблять рубля команда колебания"
    " психулечение Херсон"
    " застрахуй страхуют психует сухую плохую тихую лихую глухую духовный похудеть ухудшить хулиган"
    " худой хутор хурма хлебать мебель учебник небось гребля ребёнок потребность"
    " истребитель теребить"
    " погребальный ослабляя расслабляться блямба мандат мандарин мандолина команда"
    " Мандельштам ипотека"
    " эпатаж епархия епанча ибупрофен дебютант дебет вебинар корабля сабля дубля ансамбля дирижабля"
    " педиатр педагог педикюр спидометр спидран пиджак сукно сучок барсука наука скука подсудимый"
    " Хуснутдинов Мудров мудрый Себастьян Блюхер Жеребцов Гребенщиков Небогатов Ебелинг Дрочнев"
    " ebay huawei debate rebel pistol bladder piston hyena Huxley себя тебе хлеба учёба блеять"
    " дихлордифенилтрихлорметилметан 2-гидроксибензойная g++ print(x) self.x==y O(n) А-1 10б ИСП-21"
).split()

SENTENCES = (
    "купи здесь хлеба, кому дать и за лупой сходить",
    "х, у и z — неизвестные; п. 3 и т. д.",
    "а б в г д е ё ж",
    "м. н. с. Иванов И. И.",
    "https://example.ru/huy/pizda?x=1 и mail@suka.ru",
    "на улице —15, по-английски, по-дружески",
)


def obscene(text: str) -> bool:
    return any(each.label is Label.OBSCENE for each in detect(text))


@pytest.mark.parametrize("word", WORDS)
def test_a_plain_word_is_found_in_its_place(word: str) -> None:
    text = f"ну ты, {word}! опять"
    (found,) = detect(text)
    assert found.label is Label.OBSCENE
    assert text[found.start : found.end].strip(",! ") == word
    assert found.certainty >= 0.85


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguise_hides_next_to_nothing(name: str) -> None:
    hidden = [word for word in WORDS if not obscene(f"ну {DISGUISES[name](word)} опять")]
    assert len(hidden) <= len(WORDS) * 0.11, hidden


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("пиздец", Sign.PLAIN),
        ("пиииздец", Sign.STRETCHED),
        ("xуй", Sign.LOOK_ALIKE),
        ("п*зда", Sign.MASKED),
        ("pizdec", Sign.TRANSLITERATED),
        ("gbpltw", Sign.LAYOUT),
        ("б л я т ь", Sign.SPREAD),
        ("ху\u200bй", Sign.HIDDEN),
        ("цедзип", Sign.REVERSED),
    ],
)
def test_how_it_was_recognised_is_said(text: str, sign: Sign) -> None:
    assert [each.sign for each in detect(text)] == [sign]


@pytest.mark.parametrize("word", INNOCENT)
def test_an_innocent_word_is_none(word: str) -> None:
    assert detect(word) == ()
    assert detect(f"это {word.upper()}, да") == ()


@pytest.mark.parametrize("text", SENTENCES)
def test_an_innocent_sentence_is_none(text: str) -> None:
    assert detect(text) == ()


def test_ordinary_words_are_never_joined() -> None:
    assert not obscene("купи здесь")
    assert obscene("пиз дец какой")


def test_a_euphemism_is_another_class_and_a_hint_at_most() -> None:
    for text in ("пипец", "нахрен", "херня какая-то", "ёпта"):
        (found,) = detect(text)
        assert found.label is Label.EUPHEMISM
        assert found.certainty <= 0.6


def test_an_innocent_look_alike_is_explained() -> None:
    answer = explain("подстрахуй меня")
    assert answer.detections == ()
    assert [(each.found, each.why) for each in answer.cleared] == [
        ("подстрахуй", Clearance.INNOCENT_WORD)
    ]


@pytest.mark.parametrize(
    "file", ["rules/default_policy.toml", "docs/teacher.md", "docs/members.md", "locales/ru.po"]
)
def test_our_own_words_are_clean(file: str) -> None:
    for line in (ROOT / file).read_text("utf-8").splitlines():
        assert not obscene(line), line


@given(st.text(max_size=200))
def test_places_are_where_it_stands_and_explaining_finds_the_same(text: str) -> None:
    found = detect(text)
    assert explain(text).detections == found
    for each in found:
        assert text[each.start : each.end] == each.found

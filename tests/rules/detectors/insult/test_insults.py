"""Insults and threats aimed at somebody; what only looks like one is let pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.detection import Clearance, Detection, Sign
from rules.detectors.insult import InsultDetector
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import Label

INSULTS = """
ты дурак
Ты полный идиот!
сам ты дебил
сам дурак
ну ты и дура
вы все тупые
ты, Петров, идиот
Лох ты, Ваня
ты реально тупой?
да ты крыса
ты просто баран
Ты тупая курица
Дебил, отвечай на вопрос
эй, чмошник, иди сюда
Ты бы ещё списал, идиот
ты, сволочь, опять списал
закройте рты, дебилы
Так это было вчера. Дебилы.
умалишённый старый идиот.
таких уродов как ты надо исключать
твоя мать потаскуха
рожа твоя бесит
считаю тебя идиотом
мразь
какая мразь это писала
заткнись уже
закрой свой рот
рот закрой
пошёл вон отсюда
да пошла ты!
иди лесом
вали отсюда
не вякай
ты на голову больной
у тебя мозгов нет
сдохни
чтоб ты сдох
убейся об стену
""".strip().splitlines()

THREATS = """
я тебя убью
прибью тебя, понял
я тебе врежу
тебе конец
тебе не жить
ты труп
получишь по морде
дам тебе в глаз
набью морду
ноги тебе переломаю
я тебя вычислю по айпи
из-под земли тебя достану
знаю, где ты живёшь
завтра приду с битой
приду с ножом и всех порежу
всех убью
взорву школу
расстреляю вас всех
поговорим за школой
встретимся за гаражами
молись, чтобы я тебя не нашёл
""".strip().splitlines()

TALK_OF_OTHERS_AND_ONESELF = """
я дурак, забыл тетрадь
какой же я дебил
Дурак я, надо было учить
я сам дурак
сама дура, надо было учить
мы дебилы, забыли ключ
чувствую себя идиотом
стою как идиот под дождём
он сказал, что я дурак
она сказала что ты дура и ушла
не называй меня дураком
меня назвали дебилом
ты не дурак
ты не тупой, просто устал
я ж не идиот
ни один идиот не поставит
что значит слово «мразь»
любой дурак решит
вот дурак
дурацкая погода
мне сказали: «заткнись», и я ушёл
""".strip().splitlines()

INNOCENT = """
Читаем роман «Идиот» Достоевского
«Тварь ли я дрожащая или право имею» — откуда цитата?
всякой твари по паре
дурака валять хватит
синдром Дауна тема доклада
он козёл отпущения
осёл и козёл в басне Крылова
у меня собака заболела
ты собаку выгулял?
вам собака не мешает?
ты клоун на утреннике или дед мороз?
крысы бегают в подвале
баран на шашлык куплен
гады морские
Лох-несское чудовище
Тупой угол больше 90 градусов
угол туп
ты тупой нож взял
ты больной? тогда сиди дома
жирный шрифт выбери
сук на дереве треснул
дно океана
убью время до пары
как убить процесс в линуксе
меня мама убьёт
мама тебя убьёт если узнает
найду тебя в столовой
я тебя найду после пары и отдам тетрадь
приду с братом
встретимся у школы в 8
Тебе конец ленты отрезать?
тебе крышка нужна?
дам тебе книгу
получишь по физике пять
сломаю голову над этой задачей
дал в глаз соринку
закрой дверь
закройте рот и нос маской
пошёл в магазин
пошла ты в школу или нет?
пошли отсюда, пара кончилась
хачапури
столица страны Нигер
песня Jason Mraz
гадкий утёнок
в семье не без урода
""".strip().splitlines()

DISGUISED = [
    ("ты дeбuл", Sign.LOOK_ALIKE),
    ("ты деб1л", Sign.LOOK_ALIKE),
    ("ты ид!от", Sign.LOOK_ALIKE),
    ("ты дееебииил", Sign.STRETCHED),
    ("ты д у р а к", Sign.SPREAD),
    ("ты д.у.р.а.к", Sign.SPREAD),
    ("ты де-би-л", Sign.SPREAD),
    ("ты д*бил", Sign.MASKED),
    ("ty debil", Sign.TRANSLITERATED),
    ("ты де\u200bбил", Sign.HIDDEN),
    ("ты д\u0301ебил", Sign.HIDDEN),
]


def found(text: str) -> tuple[Detection, ...]:
    return InsultDetector().detect(Message(text=text, author=NOBODYS))


@pytest.mark.parametrize("text", INSULTS)
def test_an_insult_is_found(text: str) -> None:
    assert {each.label for each in found(text)} == {Label.INSULT}


@pytest.mark.parametrize("text", THREATS)
def test_a_threat_is_found(text: str) -> None:
    assert {each.label for each in found(text)} == {Label.THREAT}


@pytest.mark.parametrize("text", TALK_OF_OTHERS_AND_ONESELF)
def test_what_is_not_said_to_anybody_present_is_let_pass(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_talk_is_let_pass(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(("text", "sign"), DISGUISED)
def test_a_light_disguise_is_seen_through(text: str, sign: Sign) -> None:
    (detection,) = found(text)

    assert detection.sign is sign
    assert detection.found == text[3:]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("он дурак", Clearance.NOT_AIMED),
        ("я дурак", Clearance.NOT_AIMED),
        ("он назвал её мразью", Clearance.NOT_AIMED),
        ("мне сказали: «заткнись»", Clearance.NOT_AIMED),
        ("роман «Идиот» Достоевского", Clearance.INNOCENT_WORD),
    ],
)
def test_a_coarse_word_that_is_let_pass_says_why(text: str, why: Clearance) -> None:
    answer = InsultDetector().explain(Message(text=text, author=NOBODYS))

    assert answer.detections == ()
    assert {each.why for each in answer.cleared} == {why}


@pytest.mark.parametrize("text", INSULTS + THREATS)
def test_what_is_found_is_never_more_than_a_hint(text: str) -> None:
    assert all(0 < each.certainty <= 0.75 for each in found(text))


def test_grave_words_about_others_are_less_certain() -> None:
    (about_others,) = found("какие же это твари")
    (to_the_face,) = found("ты тварь")

    assert 0 < about_others.certainty < to_the_face.certainty


def test_a_capital_without_a_small_letter_of_its_length_moves_no_place() -> None:
    text = "İİİ ты дебил"

    assert [each.found for each in found(text)] == ["дебил"]


WORDS = """
ты я он дурак дебил мразь тебя убью «идиот» не сказал, что, как д у р а к д*бил тварь . ! 😀 debil
заткнись привет İ
"""
talk = st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join)


@given(st.one_of(talk, st.text(max_size=80)))
def test_what_is_found_stands_where_it_says(text: str) -> None:
    answer = InsultDetector().explain(Message(text=text, author=NOBODYS))

    places = [(each.start, each.end, each.found) for each in answer.detections]
    places += [(each.start, each.end, each.found) for each in answer.cleared]
    for start, end, found_there in places:
        assert text[start:end] == found_there != ""


@given(st.lists(st.one_of(talk, st.text(max_size=80)), max_size=5))
def test_detecting_and_explaining_agree_whatever_came_before(texts: list[str]) -> None:
    detector = InsultDetector()

    for text in texts:
        message = Message(text=text, author=NOBODYS)

        assert detector.detect(message) == detector.explain(message).detections == found(text)

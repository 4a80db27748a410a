"""The word lists: all forms, and none that would never be met."""

import pytest

from rules.detectors.insult import aim
from rules.detectors.insult.lexicon import Weight, readings, single, weights
from rules.detectors.insult.phrases import phrases, triggers

FORMS = {
    "дебил": "дебила дебилу дебилом дебиле дебилы дебилов дебилам дебилами дебилах",
    "придурок": "придурка придурку придурком придурке придурки придурков придуркам придурками",
    "тварь": "твари тварью тварей тварям тварями тварях",
    "дура": "дуры дуре дуру дурой дур дурам дурами дурах",
    "потаскуха": "потаскухи потаскухе потаскуху потаскухой потаскух потаскухам",
    "подлец": "подлеца подлецу подлецом подлецы подлецов",
    "стукач": "стукача стукачом стукачи стукачей стукачам",
    "тупорылый": "тупорылая тупорылого тупорылым тупорылую тупорылые",
}


@pytest.mark.parametrize("word", FORMS)
def test_all_forms_of_a_word_weigh_the_same(word: str) -> None:
    known = weights()

    assert {known.get(single(form)) for form in FORMS[word].split()} == {known[single(word)]}


@pytest.mark.parametrize(
    "word", ["дебет", "дебют", "тварный", "урожай", "уродиться", "сволок", "дурман", "тупик"]
)
def test_words_that_only_begin_alike_are_not_listed(word: str) -> None:
    assert all(key not in weights() for key, _ in readings(word))


def test_every_listed_form_reads_as_itself() -> None:
    for form in weights():
        assert next(readings(form))[0] == form


def test_every_phrase_can_be_triggered_by_a_folded_word() -> None:
    for phrase in phrases():
        assert phrase.needs
        assert phrase.needs <= triggers()
        assert {single(need) for need in phrase.needs} == phrase.needs


def test_most_words_insult_only_when_they_are_aimed() -> None:
    grave = [form for form, weight in weights().items() if weight is Weight.GRAVE]

    assert len(grave) < len(weights()) / 2


def test_the_small_words_are_written_as_they_are_read() -> None:
    sets = [value for value in vars(aim).values() if isinstance(value, frozenset)]

    assert len(sets) > 10
    for words in sets:
        assert {single(word) for word in words} == words

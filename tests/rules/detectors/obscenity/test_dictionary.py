"""No word of the language is taken for an obscene one."""

import re
from pathlib import Path

import pytest

from rules.detectors.obscenity import detect
from tests.dictionary import ALSO_OBSCENE, OUTSIDE, REVIEWED, word_forms

PROJECT = Path(__file__).resolve().parents[4]
TEXTS = ("locales/ru.po", "rules/default_policy.toml", "README.ru.md", *PROJECT.glob("docs/*.md"))


@pytest.mark.slow
def test_no_form_of_the_dictionary_is_flagged_but_what_was_reviewed() -> None:
    flagged: dict[str, set[str]] = {}
    for form, lemma in word_forms():
        if detect(form):
            flagged.setdefault(form, set()).add(lemma)
    wrong = {
        form: lemmas
        for form, lemmas in flagged.items()
        if not lemmas & REVIEWED and form not in ALSO_OBSCENE
    }

    assert not wrong
    assert len(flagged) > 300, "the dictionary was not read"


@pytest.mark.parametrize("word", OUTSIDE)
def test_no_word_of_todays_chats_is_flagged(word: str) -> None:
    assert not detect(word)


@pytest.mark.parametrize("name", TEXTS, ids=str)
def test_no_text_of_the_project_is_flagged(name: str) -> None:
    text = re.sub(r"`[^`]*`", " ", (PROJECT / name).read_text("utf-8"))

    assert [one.found for one in detect(text)] == []

"""Whatever people call themselves or write, the bot repeats it so that it does nothing."""

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.vk.contents import LONGEST, length, split
from handlers.words.refusals import refused
from handlers.words.trial import Deed
from locales.texts import LANGUAGES
from rules.conduct import Rule
from rules.vocabulary.bases import PlainRefusal, RefusalKey
from tests.handlers.test_wording import SENTENCES, arguments
from tests.handlers.voices import VOICES
from tests.rules.refusals import REFUSALS, refusals

STRANGER = 424_242
"""Whom no notice is about."""

PIECES = (
    "@all",
    "@everyone ",
    "@online",
    "@все",
    "*all",
    f"[id{STRANGER}|Павел]",
    f"[id{STRANGER}:bp-1_2|Павел]",
    f"[club{STRANGER}|@poryadok]",
    f"[https://vk.com/id{STRANGER}|Павел]",
    f"@id{STRANGER} (Павел)",
    f"*id{STRANGER}",
    "]|x[",
    "\u202eтекст задом наперёд\u202c\u2066\u2069\u200f",
    "\u200b\u200d\ufeff\u3164\u2800",
    "\u2028\u2029\u0085\x0b\x0c\r",
    "\nБлок снят (п. 5.12.6)\n\n\n",
    "'; DROP TABLE journal; --",
    "{} {0} {x} {number.__class__} %s %(name)s %n <red> \\",
    "😀👩‍👩‍👧‍👦🏳️‍🌈🇷🇺\U000e0067",
    "з̴̡̛̗" * 20,
    "а" * 100_000,
    "😀" * 5_000,
    "Пётр",
)

RINGS = re.compile(
    rf"[@*](?:all|everyone|online|here|все|id{STRANGER})|\[[^\[\]\u2060]*{STRANGER}[^\[\]]*\|",
    re.IGNORECASE,
)
TURNS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

OURS = {"period", "link", "stands", "worded", "near", "recovery"}
"""What the bot makes up by itself, or has worded before."""

QUIET = settings(
    max_examples=1,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def hostile(thing: Any, words: str) -> Any:
    """Give a thing whose every text is those words."""
    match thing:
        case Enum() | PlainRefusal():
            return thing
        case str():
            return words
        case Rule():
            # a policy file is held to its lengths when it is read
            texts = dict.fromkeys(LANGUAGES, words[:100])
            return replace(thing, title=texts, text=texts)
        case tuple() | list() | frozenset():
            return type(thing)(hostile(each, words) for each in thing)
        case Deed():
            # what the bot would have said was worded as everything is
            return replace(thing, member=hostile(thing.member, words))
        case _ if is_dataclass(thing):
            parts = {part.name: getattr(thing, part.name) for part in fields(thing) if part.init}
            return replace(thing, **hostile_parts(parts, words))  # type: ignore[type-var]
        case _:
            return thing


def hostile_parts(parts: dict[str, Any], words: str) -> dict[str, Any]:
    """Give what a notice holds, or a sentence is called with, with those words for every text."""
    return {
        # a policy file is held to its lengths when it is read
        name: hostile(part, words[:60] if name in {"version", "before"} else words)
        for name, part in parts.items()
        if name not in OURS
    }


def harmless(said: str) -> None:
    assert not RINGS.search(said), RINGS.search(said)
    assert not TURNS.search(said), TURNS.search(said)
    assert said.encode()
    for part in split(said):
        assert length(part) <= LONGEST


@pytest.mark.slow
@pytest.mark.parametrize("name", SENTENCES)
@QUIET
@given(data=st.data())
def test_a_sentence_repeats_it_harmlessly(name: str, data: st.DataObject) -> None:
    parts = data.draw(arguments(SENTENCES[name]))
    for words, voice in product(PIECES, VOICES.values()):
        said = SENTENCES[name](voice, **parts | hostile_parts(parts, words))
        harmless(said)
        # of a hundred thousand characters most is left out, however often they are repeated
        assert length(said) < len(max(PIECES, key=len)) // 2


@pytest.mark.slow
@pytest.mark.parametrize("key", [key for _, key in REFUSALS], ids=str)
@QUIET
@given(data=st.data())
def test_a_refusal_repeats_it_harmlessly(key: RefusalKey, data: st.DataObject) -> None:
    refusal = data.draw(refusals(key))
    for words, voice in product(PIECES, VOICES.values()):
        harmless(refused(voice, hostile(refusal, words)))

"""What the bot says in a group is short: 300 characters, 600 for rules.

Measured as people read it: with the longest names that are likely, without their own words.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from itertools import product
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from handlers.voice import Ground, Named
from handlers.words.refusals import refused
from rules.acquaintance import Changes
from rules.conduct import Rule
from rules.ids import MemberId, ViolationNumber
from rules.policy_file import read_policy
from rules.settings import Setting
from rules.vocabulary.bases import PlainRefusal, RefusalKey
from rules.vocabulary.people import AGAINST_MODERATOR
from tests.handlers.said_where import read_handlers
from tests.handlers.test_wording import SENTENCES
from tests.handlers.voices import NOW, VOICES, a_name
from tests.rules.refusals import REFUSALS

MOST = 300
MOST_OF_RULES = 600

OF_RULES = {"acquaintance.rules_of_conduct", "reminders.reminder"}

ELSEWHERE = {
    "my_chats.preview_line": "a line of the answer to «Мои беседы»",
    "refusals.refused": "measured below, refusal by refusal",
    "suspicions.card": "sent to people, and to the chat of the staff",
}
"""What no group of students or parents reads, though the code does not show it."""

RULES = read_policy(None).conduct.rules
LONGEST_RULE = max(RULES, key=lambda rule: len(rule.title["ru"]))
PERSON = Named(member=MemberId(1_000_000_000), names=a_name("Александра Константинопольская"))
GROUNDS = tuple(
    Ground(number=ViolationNumber(number), at=NOW, rule=LONGEST_RULE) for number in range(996, 1000)
)
LIKELY: dict[str, object] = {
    "chat": "Родители группы ИСП-21, 2 курс",
    "clause": "5.12.5",
    "found": (),
    "group": "ИСП-21",
    "grounds": GROUNDS,
    "hidden": frozenset(),
    "locked": frozenset(Setting),
    "values": {Setting.KIND: "parents", Setting.GROUP: "ИСП-21"},
    "link": "https://vk.me/join/AJQ1d2345678901234567890123456789",
    "members": (PERSON,) * 3,
    "name": "тихий часов",
    "nearest": None,
    "newcomers": (PERSON,) * 30,
    "people": (PERSON,) * 3,
    "refusal": AGAINST_MODERATOR,
    "rules": RULES,
    "threshold": 3,
    "version": "2026-09-01",
    "word": "нарушения",
    "words": "Константинопольская",
}
"""Values by the name of the argument; people's own words (a note, a reason, a text) are empty."""

UNFOLDED: dict[str, dict[str, tuple[object, ...]]] = {
    "acquaintance.greeting": {"rules": ((),)},
    "acquaintance.rules_of_conduct": {"whole": (False,)},
    "reminders.heated": {"rules": ((LONGEST_RULE, LONGEST_RULE),)},
}
"""What a sentence is without the part that unfolds on a button."""


def values(name: str, hint: Any) -> Iterator[object]:
    """Yield what an argument may be: each choice, and one likely value of anything else."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        yield from hint
        return
    if name in LIKELY:
        yield LIKELY[name]
        return
    of = get_origin(hint)
    if of in {Union, UnionType}:
        for each in get_args(hint):
            yield from (None,) if each is NoneType else values(name, each)
    elif of is tuple:
        yield tuple(each for each in [next(values(name, get_args(hint)[0]))] * 3)
    elif hasattr(hint, "__supertype__"):
        yield 999
    elif is_dataclass(hint) and hint not in KNOWN:
        yield likely(hint)
    else:
        yield from KNOWN[hint]


def likely(of: Any) -> Any:
    """Return a likely value of a dataclass."""
    hints = get_type_hints(of)
    return of(**{each.name: next(values(each.name, hints[each.name])) for each in fields(of)})


KNOWN: dict[Any, tuple[object, ...]] = {
    Named: (PERSON,),
    Rule: (LONGEST_RULE,),
    Ground: GROUNDS[:1],
    datetime: (NOW + timedelta(days=29),),
    time: (time(22),),
    timedelta: (timedelta(hours=9),),
    bool: (False, True),
    int: (3, 99),
    Changes: (Changes(added=RULES[:4], reworded=RULES[4:8], removed=RULES[8:]),),
    str: ("",),
}


def said(name: str) -> Iterator[str]:
    """Yield a sentence in every way and language, as people read it."""
    function: Callable[..., str] = SENTENCES[name]
    hints = {k: v for k, v in get_type_hints(function).items() if k not in {"voice", "return"}}
    unfolding = UNFOLDED.get(name, {})
    for chosen in product(
        *(unfolding.get(each) or values(each, hint) for each, hint in hints.items())
    ):
        for voice in VOICES.values():
            yield read(function(voice, **dict(zip(hints, chosen, strict=True))))


def read(text: str) -> str:
    """Return a text as people read it: a mention is a name."""
    return re.sub(r"\[[^\]|]*\|([^\]]*)\]", r"\1", text)


def test_a_sentence_in_a_group_is_short() -> None:
    """What a group may read is all that the code does not send to one person alone."""
    maybe_public = SENTENCES.keys() - read_handlers(SENTENCES.keys()).in_private()
    assert maybe_public >= OF_RULES | ELSEWHERE.keys()
    longest = {name: max(said(name), key=len) for name in sorted(maybe_public - ELSEWHERE.keys())}
    assert {
        name: text
        for name, text in longest.items()
        if len(text) > (MOST_OF_RULES if name in OF_RULES else MOST)
    } == {}


@pytest.mark.parametrize(("name", "key"), REFUSALS)
def test_a_refusal_is_short(name: str, key: RefusalKey) -> None:
    reason = key if isinstance(key, PlainRefusal) else likely(key)
    longest = max((read(refused(voice, reason, by=PERSON)) for voice in VOICES.values()), key=len)
    assert len(longest) <= MOST, longest

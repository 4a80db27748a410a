"""Every sentence and every line is whole, in both languages."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import partial
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers import words
from handlers.commands import Command
from handlers.voice import Ground, Named, Voice
from handlers.words import acquaintance, blocks, journal, status
from handlers.words.rows import JournalLine
from rules.conduct import Rule
from rules.ids import ChatId, MemberId, RuleNumber, ViolationNumber, VoteNumber
from rules.policy_file import read_policy
from rules.vocabulary.apologies import VoteCast
from rules.vocabulary.bases import Refusal
from rules.vocabulary.violations import ViolationRecorded
from storage.records import Entry
from tests.handlers.voices import NOW, VOICES, a_name, a_voice
from tests.rules.refusals import REFUSALS, refusals

LONGEST = 4000
WORDS = st.text(alphabet="абв [id1|x]@all/.!\n", max_size=50)
LINES = st.lists(WORDS.filter(str.strip), max_size=5)
"""Titles, or sentences of the bot's own, none of which is blank."""

MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 -- the zone is said beside
    max_value=datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
COUNTS = st.integers(0, 10_000)


RULE = read_policy(None).conduct.rules[0]

st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(date, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
st.register_type_strategy(Refusal, st.sampled_from([key for _, key in REFUSALS]).flatmap(refusals))
st.register_type_strategy(
    Rule,
    st.builds(
        Rule,
        number=COUNTS.map(RuleNumber),
        title=st.fixed_dictionaries({"ru": st.just("Правило"), "en": st.just("Rule")}),
        text=st.fixed_dictionaries({"ru": st.just("Текст."), "en": st.just("Text.")}),
    ),
)
st.register_type_strategy(str, WORDS)
st.register_type_strategy(int, COUNTS)


FEW = settings(
    max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.too_slow]
)
"""There are hundreds of kinds, and few ways to word each."""


def whole(said: str) -> None:
    assert said.strip()
    assert "{" not in said
    assert "}" not in said
    # a value of a setting is called so, and begins a line of a list
    assert "None" not in said.replace("• None: ", "")


def sentences() -> dict[str, Callable[..., str]]:
    """Every public function of `handlers.words` that takes the voice first."""
    found: dict[str, Callable[..., str]] = {}
    for module in iter_modules(words.__path__, "handlers.words."):
        for name, function in vars(import_module(module.name)).items():
            if not isfunction(function) or name.startswith("_"):
                continue
            own = function.__module__ == module.name or function.__qualname__.startswith("fixed.")
            if own and next(iter(get_type_hints(function)), None) == "voice":
                found[f"{module.name.rpartition('.')[2]}.{name}"] = function
    return found


def arguments(function: Callable[..., str]) -> st.SearchStrategy[dict[str, Any]]:
    """Everything that a sentence may be called with, but the voice."""
    hints = {k: v for k, v in get_type_hints(function).items() if k not in {"voice", "return"}}
    return st.fixed_dictionaries(
        {k: LINES if v == Sequence[str] else st.from_type(v) for k, v in hints.items()}
    )


SENTENCES = sentences()


@pytest.mark.parametrize("name", SENTENCES)
@FEW
@given(data=st.data())
def test_every_sentence_is_whole(name: str, data: st.DataObject) -> None:
    given_to_it = data.draw(arguments(SENTENCES[name]))
    for voice in VOICES.values():
        whole(SENTENCES[name](voice, **given_to_it))


def test_every_table_of_words_has_a_row_for_each_value() -> None:
    tables = 0
    for module in iter_modules(words.__path__, "handlers.words."):
        for table in vars(import_module(module.name)).values():
            rows = list(table.items()) if isinstance(table, dict) else []
            if rows and all(isinstance(k, Enum) and isfunction(say) for k, say in rows):
                kind: type[Enum] = type(rows[0][0])
                assert set(table) == set(kind), module.name
                tables += 1
    assert tables > 5


def a_person(number: int = 1_234_567_890) -> Named:
    return Named(member=MemberId(number), names=a_name())


def a_ground(number: int) -> Ground:
    return Ground(number=ViolationNumber(number), at=NOW, rule=RULE)


LONG = "очень длинное пояснение " * 100

LONGEST_WORDS: dict[str, Callable[[Voice], str]] = {
    "members": partial(
        acquaintance.unacknowledged,
        missing=tuple(a_person(n) for n in range(900)),
        present=900,
        version="1" * 60,
    ),
    "standing": partial(
        status.shown,
        of=status.Standing(
            member=a_person(),
            own=True,
            chat=LONG,
            acknowledged=False,
            marks=tuple(
                status.Mark(ground=a_ground(n), by=a_person(), note="", annulled=False, counts=True)
                for n in range(20)
            ),
            counted=20,
            threshold=3,
            blocked_until=NOW,
            apologises=True,
            block_grounds=tuple(a_ground(n) for n in range(20)),
        ),
    ),
    "journal": partial(
        journal.shown,
        page=journal.Page(
            lines=tuple(
                JournalLine(
                    entry=Entry(
                        chat=ChatId(1),
                        number=10_000 + n,
                        at=NOW,
                        fact=ViolationRecorded(
                            number=ViolationNumber(10_000),
                            member=MemberId(1),
                            by=MemberId(2),
                            rule=RuleNumber(1),
                            message=None,
                            note=LONG,
                        ),
                        policy_version="1",
                        hash="",
                    ),
                    member=a_person(),
                    by=a_person(2),
                    rule=RULE,
                )
                for n in range(10)
            ),
            of=a_person(),
            total=10_000,
            public=False,
        ),
    ),
    "block": partial(
        blocks.imposed,
        member=a_person(),
        grounds=tuple(a_ground(n) for n in range(30)),
        ends_at=NOW,
    ),
}


@pytest.mark.parametrize("said", LONGEST_WORDS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_longest_fit_into_one_message(said: str, language: str) -> None:
    assert len(LONGEST_WORDS[said](a_voice(language))) <= LONGEST


def test_a_name_cannot_break_out_of_its_mention() -> None:
    said = a_voice("ru").who(Named(member=MemberId(7), names=a_name("Иван|x] @all [id1|Пётр")))
    assert said.startswith("[id7|")
    assert said.count("]") == 1
    assert said.count("|") == 1
    assert "@all" not in said


def test_a_public_page_names_no_voter() -> None:
    fact = VoteCast(
        vote=VoteNumber(1),
        member=MemberId(1),
        by=MemberId(2),
        choice="object",  # type: ignore[arg-type]
    )
    entry = Entry(chat=ChatId(1), number=1, at=NOW, fact=fact, policy_version="1", hash="")
    voter = Named(member=MemberId(2), names=a_name("Пётр Голосующий"))
    line = JournalLine(entry=entry, member=a_person(), by=voter, rule=None)
    for public in (True, False):
        page = journal.Page(lines=(line,), of=None, total=1, public=public)
        assert ("Голосующий" in journal.shown(a_voice("ru"), page=page)) is not public


def test_commands_are_named_as_the_language_types_them() -> None:
    assert a_voice("ru").command(Command.HELP) == "/помощь"
    assert a_voice("en").command(Command.HELP) == "/help"

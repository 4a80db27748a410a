"""What is said in one message stays one message, however long its parts are.

A message that is changed later (a page of the journal, a greeting) must fit into one: of a
longer one VK would only be given the last part. VK may count in UTF-16 units (VK.md, 4).
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from handlers.journal import PAGE
from handlers.voice import Named, Voice
from handlers.words import (
    acquaintance,
    apologies,
    expulsions,
    journal,
    leavers,
    reminders,
    replies,
    violations,
)
from handlers.words.rows import JournalLine
from rules.conduct import Rule
from rules.ids import BlockNumber, ChatId, MemberId, RuleNumber, ViolationNumber, VoteNumber
from rules.leavers import Why
from rules.vocabulary.apologies import ApologyMade
from rules.vocabulary.blocks import BlockImposed, BlockProposed
from rules.vocabulary.leavers import RemovalFault
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded
from storage.records import Entry
from tests.handlers.voices import NOW, a_name, a_voice
from tests.variants import variants

MOST = 4000  # UTF-16 units; VK's own limit is 4096
LONG_NAME = "Абдурахмангаджи-Оглы Константинопольский-Преображенский Иоанн"[:60]
ROW = "@а*а" * 1000
SMILES = "😀" * 4000
MANY = tuple(ViolationNumber(9_000 + n) for n in range(300))


def a_person(number: int) -> Named:
    return Named(member=MemberId(1_000_000_000 + number), names=a_name(LONG_NAME))


def a_rule(number: int, title: int = 100, text: int = 1000) -> Rule:
    return Rule(
        number=RuleNumber(number),
        title={"ru": "т" * title, "en": "t" * title},
        text={"ru": "п" * text, "en": "p" * text},
    )


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def noted(note: str) -> ViolationRecorded:
    return ViolationRecorded(
        number=ViolationNumber(99_999),
        member=MemberId(1),
        by=MemberId(2),
        rule=RuleNumber(999),
        message=None,
        note=note,
    )


FACTS: dict[str, Fact] = {
    "a note": noted(ROW),
    "a note of smiles": noted(SMILES),
    "a reason": ViolationAnnulled(
        number=ViolationNumber(99_999), member=MemberId(1), by=MemberId(2), reason=SMILES
    ),
    "a proposal's grounds": BlockProposed(member=MemberId(1), by=None, grounds=MANY),
    "a block's grounds": BlockImposed(
        number=BlockNumber(999), member=MemberId(1), by=MemberId(2), grounds=MANY, ends_at=NOW
    ),
    "an apology": ApologyMade(
        vote=VoteNumber(9_999),
        member=MemberId(1),
        block=BlockNumber(999),
        text=SMILES,
        closes_at=NOW,
        by=MemberId(1),
    ),
}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("of", [None, a_person(1)], ids=["all", "one"])
@pytest.mark.parametrize("fact", FACTS)
def test_a_page_of_the_journal_is_one_message(fact: str, of: Named | None, language: str) -> None:
    entry = Entry(
        chat=ChatId(1), number=99_999, at=NOW, fact=FACTS[fact], policy_version="1", hash=""
    )
    line = JournalLine(entry=entry, member=a_person(1), by=a_person(2), rule=a_rule(999))
    lines = tuple(replace(line, entry=replace(entry, number=99_999 - n)) for n in range(PAGE))
    page = journal.Page(lines=lines, of=of, total=99_999, public=False)
    said = journal.shown(a_voice(language), page=page)
    assert units(said) <= MOST
    assert said.count("5.12.") == PAGE  # each line still cites its clause


ALL_RULES = tuple(a_rule(number, title=100, text=200) for number in range(101, 111))
MANY_PEOPLE = tuple(a_person(n) for n in range(300))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("newcomers", [1, 30, 300])
def test_a_greeting_is_one_message_and_shows_every_rule(newcomers: int, language: str) -> None:
    # together the titles and texts have 3000 characters at most: the policy file is held to it
    said = acquaintance.greeting(
        a_voice(language), newcomers=MANY_PEOPLE[:newcomers], rules=ALL_RULES, read_only=False
    )
    assert units(said) <= MOST
    for rule in ALL_RULES:
        assert f"{rule.number}. {rule.title[language]}. {rule.text[language]}" in said


def test_a_greeting_says_how_many_it_does_not_name() -> None:
    said = acquaintance.greeting(
        a_voice("ru"), newcomers=MANY_PEOPLE, rules=(a_rule(1),), read_only=False
    )
    named = said.count("[id")
    assert named > 0
    assert f"и ещё {300 - named}" in said


RULE = a_rule(999)
GOING = tuple(
    leavers.Going(member=each, parent=True, chats=(ROW,) * 99) for each in MANY_PEOPLE[:20]
)
OTHERS: dict[str, Callable[[Voice], str]] = {
    "violation": partial(
        violations.recorded,
        member=a_person(1),
        number=ViolationNumber(99_999),
        rule=RULE,
        note=SMILES,
        counted=999,
        threshold=3,
        automatic=False,
    ),
    "annulment": partial(
        violations.annulled,
        member=a_person(1),
        by=a_person(2),
        number=ViolationNumber(99_999),
        reason=SMILES,
        counted=999,
    ),
    "departure": partial(
        leavers.planned,
        leaver=a_person(1),
        going=GOING,
        staying=tuple(
            leavers.Staying(member=a_person(n), chats=(SMILES,) * 99, why=Why.PROTECTED)
            for n in range(20)
        ),
        beyond=999,
        noted=False,
    ),
    "departure settled": partial(
        leavers.ended,
        leaver=a_person(1),
        gone=GOING,
        failed=tuple(
            leavers.Failing(member=a_person(n), chats=(SMILES,) * 99, fault=RemovalFault.PROTECTED)
            for n in range(20)
        ),
    ),
    "expulsion": partial(expulsions.expelled, chat=SMILES, member=a_person(1), by=a_person(2)),
    "removal": partial(violations.message_removed, member=a_person(1), rule=RULE),
    "apology": partial(
        apologies.open_vote,
        member=a_person(1),
        text="😀" * 1000,
        consents=999,
        objections=999,
        closes_at=NOW,
    ),
    "apology passed on": partial(apologies.passed_on, chat=SMILES, closes_at=NOW),
    "rules": partial(acquaintance.rules_of_conduct, rules=ALL_RULES),
    "reminder to one": partial(reminders.reminder, to=a_person(1), rules=ALL_RULES, whole=True),
    "reminder to all": partial(reminders.reminder, to=None, rules=ALL_RULES, whole=True),
    "unknown command": partial(replies.unknown_command, word=ROW, nearest=None),
    "nobody": partial(replies.nobody_found, words=SMILES, private=False),
    "several": partial(replies.several_found, words=SMILES, people=MANY_PEOPLE[:5]),
    "members": partial(
        acquaintance.unacknowledged,
        missing=MANY_PEOPLE[:45],
        present=900,
        version="в" * 60,
    ),
}


@pytest.mark.parametrize("language", variants("ru", "en"))
@pytest.mark.parametrize("said", OTHERS)
def test_the_rest_is_one_message_as_well(said: str, language: str) -> None:
    assert units(OTHERS[said](a_voice(language))) <= MOST

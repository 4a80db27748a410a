"""п. 5.12.2: a chat's own list of words and links."""

from dataclasses import replace

import pytest

from rules.decide import decide
from rules.ids import RuleNumber
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.rights import NOT_MODERATOR
from rules.vocabulary.violations import NoSuchRule
from rules.vocabulary.wordlist import (
    ENTRY_UNREADABLE,
    NOT_LISTED,
    ListFull,
    ListWord,
    UnlistWord,
    WordListed,
    WordUnlisted,
)
from rules.wordlist import MOST_ENTRIES
from tests.rules.builders import (
    A_CLASSMATE,
    A_TEACHER,
    NOW,
    TEACHER,
    a_case,
    an_actor,
    facts_of,
    refusal_of,
)

PUT = ListWord(by=A_TEACHER, entry="слово", rule=None, listed=frozenset())
TAKE = UnlistWord(by=A_TEACHER, entry="слово", listed=frozenset({"слово", "другое"}))
FULL = frozenset(f"слово {number}" for number in range(MOST_ENTRIES))


@pytest.mark.parametrize("rule", [None, RuleNumber(1)])
def test_a_moderator_lists_a_word_under_a_rule_or_none(rule: RuleNumber | None) -> None:
    assert facts_of(decide(a_case(), replace(PUT, rule=rule), NOW)) == (
        WordListed(by=TEACHER, entry="слово", rule=rule),
    )


def test_a_word_that_is_listed_may_get_another_rule() -> None:
    again = replace(PUT, rule=RuleNumber(2), listed=frozenset({"слово"}))

    assert facts_of(decide(a_case(), again, NOW)) == (
        WordListed(by=TEACHER, entry="слово", rule=RuleNumber(2)),
    )


def test_there_is_no_listing_under_a_rule_that_is_none() -> None:
    unknown = replace(PUT, rule=RuleNumber(9))
    known = (RuleNumber(1), RuleNumber(2), RuleNumber(3))

    assert refusal_of(decide(a_case(), unknown, NOW)) == (
        NoSuchRule(number=RuleNumber(9), known=known)
    )


def test_what_cannot_be_read_is_not_listed() -> None:
    assert refusal_of(decide(a_case(), replace(PUT, entry=None), NOW)) == ENTRY_UNREADABLE


def test_a_list_has_an_end() -> None:
    last_but_one = frozenset(sorted(FULL)[1:])

    assert facts_of(decide(a_case(), replace(PUT, listed=last_but_one), NOW))
    assert refusal_of(decide(a_case(), replace(PUT, listed=FULL), NOW)) == ListFull(most=200)


def test_what_is_on_a_full_list_may_still_be_changed() -> None:
    change = replace(PUT, entry=min(FULL), listed=FULL)

    assert facts_of(decide(a_case(), change, NOW))


def test_a_moderator_takes_a_word_off_the_list() -> None:
    assert facts_of(decide(a_case(), TAKE, NOW)) == (WordUnlisted(by=TEACHER, entry="слово"),)


def test_what_is_not_listed_is_not_taken_off() -> None:
    other = replace(TAKE, entry="сло")

    assert refusal_of(decide(a_case(), other, NOW)) == NOT_LISTED


@pytest.mark.parametrize("by", [A_CLASSMATE, an_actor(TEACHER, Standing.LEFT, None)])
@pytest.mark.parametrize("request_", [PUT, TAKE], ids=["put", "take"])
def test_only_moderators_change_the_list(by: Actor, request_: ListWord | UnlistWord) -> None:
    assert refusal_of(decide(a_case(), replace(request_, by=by), NOW)) == NOT_MODERATOR

"""п. 5.12.2: a chat's own list of words and links."""

from dataclasses import replace

import pytest

from rules.ids import RuleNumber
from rules.vocabulary import wordlist
from rules.vocabulary.violations import NoSuchRule
from rules.wordlist import MOST_ENTRIES
from tests.rules.asking import granted, refused
from tests.rules.builders import a_case
from tests.rules.people import A_TEACHER, TEACHER

PUT = wordlist.ListWord(by=A_TEACHER, entry="слово", rule=None, listed=frozenset())
TAKE = wordlist.UnlistWord(by=A_TEACHER, entry="слово", listed=frozenset({"слово", "другое"}))
FULL = frozenset(f"слово {number}" for number in range(MOST_ENTRIES))


@pytest.mark.parametrize("rule", [None, RuleNumber(1)])
@pytest.mark.parametrize("listed", [(), ("слово",)], ids=["new", "listed already"])
def test_a_moderator_lists_a_word_under_a_rule_or_none(
    rule: RuleNumber | None, listed: tuple[str, ...]
) -> None:
    assert granted(a_case(), replace(PUT, rule=rule, listed=frozenset(listed))) == (
        wordlist.WordListed(by=TEACHER, entry="слово", rule=rule),
    )


def test_there_is_no_listing_under_a_rule_that_is_none() -> None:
    unknown = replace(PUT, rule=RuleNumber(9))
    known = (RuleNumber(1), RuleNumber(2), RuleNumber(3))
    assert refused(a_case(), unknown) == (NoSuchRule(number=RuleNumber(9), known=known))


def test_what_cannot_be_read_is_not_listed() -> None:
    assert refused(a_case(), replace(PUT, entry=None)) == wordlist.ENTRY_UNREADABLE


def test_a_list_has_an_end_and_what_is_on_it_may_still_be_changed() -> None:
    last_but_one = frozenset(sorted(FULL)[1:])
    assert granted(a_case(), replace(PUT, listed=last_but_one))
    assert refused(a_case(), replace(PUT, listed=FULL)) == wordlist.ListFull(most=200)
    assert granted(a_case(), replace(PUT, entry=min(FULL), listed=FULL))


def test_a_moderator_takes_a_word_off_the_list() -> None:
    assert granted(a_case(), TAKE) == (wordlist.WordUnlisted(by=TEACHER, entry="слово"),)


def test_what_is_not_listed_is_not_taken_off() -> None:
    other = replace(TAKE, entry="сло")
    assert refused(a_case(), other) == wordlist.NOT_LISTED

"""Words derived by each technique, and by pairs of them: how many are seen."""

from collections.abc import Callable, Iterable, Iterator
from itertools import product

import pytest

from tests.rules.detectors.obscenity.new_techniques import NEW
from tests.rules.detectors.obscenity.seen import is_obscene
from tests.rules.detectors.obscenity.techniques import KNOWN, WORDS

AT_LEAST = 0.96
AT_LEAST_OF_EACH = {"other_cyrillic": 0.95, "masked": 0.98, "backwards": 0.96}
AT_LEAST_NEW = 0.95
AT_LEAST_OF_EACH_NEW = 0.8
AT_LEAST_OF_PAIRS = 0.85

INNER = ("latin_letters", "digits", "hidden", "stretched", "odd_capitals", "by_sound", "plain")
OUTER = ("spread", "hidden", "odd_capitals", "beside_signs", "stretched", "combining", "glued")


def _recall(variants: Iterable[str]) -> float:
    seen = [is_obscene(variant) for variant in variants]
    return sum(seen) / len(seen)


def _derived(technique: Callable[[str], Iterator[str]]) -> Iterator[str]:
    for word in WORDS:
        yield from technique(word)


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_way_of_disguising_is_seen_through(name: str) -> None:
    assert _recall(_derived(KNOWN[name])) >= AT_LEAST_OF_EACH.get(name, AT_LEAST)


@pytest.mark.parametrize("name", NEW)
def test_a_new_way_of_disguising_is_mostly_seen_through(name: str) -> None:
    assert _recall(_derived(NEW[name])) >= AT_LEAST_OF_EACH_NEW


def test_new_ways_of_disguising_are_seen_through_together() -> None:
    recalls = [_recall(_derived(technique)) for technique in NEW.values()]

    assert sum(recalls) / len(recalls) >= AT_LEAST_NEW


@pytest.mark.parametrize(("outer", "inner"), [p for p in product(OUTER, INNER) if p[0] != p[1]])
def test_two_ways_at_once_are_mostly_seen_through(outer: str, inner: str) -> None:
    variants = [
        twice
        for once in _derived(KNOWN[inner])
        for twice in list(KNOWN[outer](once.lower()))[:4]
        if " " not in once
    ]

    assert _recall(variants[::3]) >= AT_LEAST_OF_PAIRS

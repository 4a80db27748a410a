"""A difference between two runs is told, whatever it is."""

from collections import Counter

from tests.chaos.outcome import Outcome, differences
from tests.chaos.script import write_script


def test_what_is_lost_doubled_or_broken_is_told() -> None:
    plain = Outcome(kept={"words": Counter(["a", "b"])}, faults=())
    stormy = Outcome(kept={"words": Counter(["b", "b"])}, faults=("a broken chain",))
    assert differences(plain, stormy) == [
        "a broken chain",
        "words: 1 too many: b",
        "words: 1 missing: a",
    ]
    assert differences(plain, plain) == []


def test_what_only_one_run_has_is_told() -> None:
    plain = Outcome(kept={}, faults=())
    stormy = Outcome(kept={"words in private": Counter(["a"])}, faults=())
    assert differences(plain, stormy) == ["words in private: 1 too many: a"]


def test_a_seed_gives_its_script_again() -> None:
    script = write_script(5, updates=300, chats=4)
    assert script == write_script(5, updates=300, chats=4)
    assert script.rounds != write_script(6, updates=300, chats=4).rounds
    assert script.updates >= 300
    assert {step.chat for steps in script.rounds for step in steps} == {0, 1, 2, 3}

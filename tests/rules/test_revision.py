"""What is new in the rules, number by number."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rules.acquaintance import Changes, changes
from rules.conduct import Conduct, Rule
from rules.detectors.registry import Detector
from rules.ids import RuleNumber
from tests.rules.policies import a_rule

words = st.sampled_from(["а", "б", "в"])
rules = st.builds(
    lambda number, title, text: Rule(
        number=RuleNumber(number), title={"ru": title}, text={"ru": text}
    ),
    st.integers(1, 9),
    words,
    words,
)
conducts = st.lists(rules, max_size=9, unique_by=lambda rule: rule.number).map(
    lambda found: Conduct(rules=tuple(sorted(found, key=lambda rule: rule.number)))
)


def test_a_rule_is_added_reworded_or_removed() -> None:
    kept, old, new = a_rule(1), a_rule(2), a_rule(4)
    reworded = replace(a_rule(3), text={"ru": "иначе"})
    told = changes(Conduct(rules=(kept, old, a_rule(3))), Conduct(rules=(kept, reworded, new)))
    assert told == Changes(added=(new,), reworded=(reworded,), removed=(old,))
    assert not told.is_empty


def test_who_watches_for_a_rule_is_no_change_of_it() -> None:
    watched = replace(a_rule(1), detectors=(Detector.LINK,))
    assert changes(Conduct(rules=(a_rule(1),)), Conduct(rules=(watched,))).is_empty


@given(conducts)
def test_nothing_is_new_in_the_same_rules(conduct: Conduct) -> None:
    assert changes(conduct, conduct) == Changes()


@given(conducts, conducts)
def test_every_difference_is_told_once_and_backwards_the_other_way(
    before: Conduct, after: Conduct
) -> None:
    there, back = changes(before, after), changes(after, before)
    assert there.added == back.removed
    assert there.removed == back.added
    assert [rule.number for rule in there.reworded] == [rule.number for rule in back.reworded]
    told = [rule.number for rule in (*there.added, *there.reworded, *there.removed)]
    assert len(told) == len(set(told))
    same = {r.number for r in before.rules if after.rule(r.number) == r}
    assert same.isdisjoint(told)
    assert same | set(told) == {r.number for r in (*before.rules, *after.rules)}

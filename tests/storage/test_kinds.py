"""Facts and effects come back from JSON as they were."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.vocabulary.unions import Fact
from storage.effects import Effect
from storage.kinds import EFFECTS, FACTS, read_effect, write

moments = st.datetimes(timezones=st.just(UTC))


def anything(kind: type[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    aware = {
        each.name: moments if hints[each.name] is datetime else st.none() | moments
        for each in fields(kind)
        if "datetime.datetime" in str(hints[each.name])
    }
    return st.builds(kind, **aware)


def test_every_fact_and_every_effect_has_a_name_of_its_own() -> None:
    assert set(FACTS.values()) == set(get_args(Fact))
    assert set(EFFECTS.values()) == set(get_args(Effect))
    assert not FACTS.keys() & EFFECTS.keys()


@pytest.mark.parametrize("name", EFFECTS)
@given(data=st.data())
def test_effects_come_back(name: str, data: st.DataObject) -> None:
    effect = data.draw(anything(EFFECTS[name]))
    assert effect.stored_as == name
    assert read_effect(name, write(effect)) == effect

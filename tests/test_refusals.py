"""Every refusal has what is asked of it: a name, a clause, whole words in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.refusals import REFUSALS as WORDED
from handlers.words.refusals import refused
from rules.clauses import Clause
from rules.vocabulary.bases import PlainRefusal, RefusalKey
from tests.handlers.test_wording import FEW, a_person, whole
from tests.handlers.voices import VOICES
from tests.rules.refusals import REFUSALS, refusals


def test_each_has_words_and_there_are_no_other_words() -> None:
    assert set(WORDED) == {key for _, key in REFUSALS}
    assert len(WORDED) == len(REFUSALS)


@pytest.mark.parametrize(("name", "key"), REFUSALS)
@FEW
@given(data=st.data())
def test_it_has_a_name_a_clause_and_words(name: str, key: RefusalKey, data: st.DataObject) -> None:
    refusal = data.draw(refusals(key))
    assert refusal.key == key
    if isinstance(refusal, PlainRefusal):
        assert refusal.name == name.lower().replace("_", " ")
    assert refusal.clause in Clause
    by = data.draw(st.sampled_from((None, a_person())))
    for voice in VOICES.values():
        said = refused(voice, refusal, by=by)
        whole(said)
        assert said.count(refusal.clause.value) == 1
        assert said.rstrip(".").endswith(")")

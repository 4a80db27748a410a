"""Every kind of fact has all that is asked of it: tables, a line, a retention, JSON, threads."""

from dataclasses import fields
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.journal import LINES
from handlers.words.rows import JournalLine
from rules.ids import ChatId
from rules.keeping import term_of
from rules.policy import Keeping
from rules.vocabulary.brakes import BrakeReleased, HeldDropped
from rules.vocabulary.complaints import ComplaintMade
from rules.vocabulary.journal import DataForgotten, GapNoted
from rules.vocabulary.signals import SignalMoved, SignalRaised
from rules.vocabulary.unions import Fact
from storage.kinds import read_fact, write
from storage.projecting import SUBJECT_OF, nothing
from storage.records import Entry
from tests.handlers.test_wording import FEW, RULE, a_person, whole
from tests.handlers.voices import NOW, a_voice
from tests.storage.test_kinds import anything

WITHOUT_TABLES = {
    BrakeReleased,
    ComplaintMade,
    DataForgotten,
    GapNoted,
    HeldDropped,
    SignalMoved,
    SignalRaised,
}
"""What these say is in the journal alone."""

kinds = pytest.mark.parametrize("kind", get_args(Fact), ids=lambda kind: str(kind.__name__))


@kinds
def test_it_changes_its_subjects_tables(kind: type[Fact]) -> None:
    assert (SUBJECT_OF[kind].change is nothing) == (kind in WITHOUT_TABLES)


@kinds
def test_its_threads_are_its_own_fields(kind: type[Fact]) -> None:
    named = {field for _, field in (*kind.threads, *(kind.kept_while or ()))}
    assert named <= {each.name for each in fields(kind)}


@kinds
@FEW
@given(data=st.data())
def test_it_comes_back_from_json_is_kept_for_a_term_and_has_a_line(
    kind: type[Fact], data: st.DataObject
) -> None:
    fact = data.draw(anything(kind))
    again = read_fact(kind.stored_as, write(fact))
    assert again == fact
    assert again.clause == fact.clause
    assert fact.always_kept or term_of(fact, Keeping()) > timedelta()
    entry = Entry(chat=ChatId(1), number=1, at=NOW, fact=fact, policy_version="1", hash="")
    line = JournalLine(entry=entry, member=a_person(), by=a_person(), rule=RULE)
    for language in ("ru", "en"):
        whole(LINES[kind](fact, line, a_voice(language)))

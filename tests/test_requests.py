"""Every kind of request gets a ruling: by anyone, about anyone, whatever is recorded of them."""

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from datetime import datetime
from functools import cache
from itertools import product
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.case import Case, Granted, Refused
from rules.clauses import Clause
from rules.decide import DECISIONS, decide
from rules.ids import MemberId
from rules.vocabulary.blocks import ProposalState
from rules.vocabulary.invitations import OpenInvitation
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.unions import Request
from tests.handlers.test_wording import FEW
from tests.rules.builders import a_case_of
from tests.rules.moments import DAY, HOUR, LONG_AGO, NOW
from tests.rules.people import STUDENT, TEACHER, an_actor
from tests.rules.records import a_proposal
from tests.rules.test_decide import GRANTED, WAYS

PRESENT = {Standing.MEMBER, Standing.MODERATOR, Standing.ADMINISTRATOR}
ANYONE = [an_actor(TEACHER, each, LONG_AGO if each in PRESENT else None) for each in Standing]

STATES = [a_case_of(4, proposal=a_proposal(ProposalState.DECLINED))]
for case, _ in (*WAYS.values(), *GRANTED):
    if case not in STATES:
        STATES.append(case)

PEOPLE = st.sampled_from((STUDENT, TEACHER))
NUMBERS = st.sampled_from((1, 2, 7, 8, 9))
"""Those that the states have, and others."""

FIELDS: Mapping[object, st.SearchStrategy[Any]] = {
    Actor: st.sampled_from(ANYONE),
    MemberId: PEOPLE,
    datetime: st.sampled_from((NOW, NOW - HOUR, LONG_AGO, NOW + DAY)),
    float: st.floats(0, 1),
    int: st.sampled_from((-1, 0, 1, 10**15)),
    NoneType: st.none(),
    str: st.sampled_from(("", "1", "on", "other", "remove", "8-23", "слово", "а" * 1001))
    | st.text(),
}


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Whatever may stand in a field of a request."""
    if hint in FIELDS:
        return FIELDS[hint]
    if isinstance(hint, NewType):
        return NUMBERS
    if isinstance(hint, type) and is_dataclass(hint):
        fields = get_type_hints(hint).items()
        return st.builds(hint, **{name: anything(each) for name, each in fields})
    origin, within = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return st.one_of(*map(anything, within))
    if origin in {tuple, frozenset}:
        return st.lists(anything(within[0]), max_size=2).map(origin)
    return st.from_type(hint)


@cache
def states_of(member: MemberId, standing: Standing) -> list[Case]:
    """All states, as they are about that member."""
    return [replace(state, member=member, standing=standing) for state in STATES]


@pytest.mark.parametrize("kind", get_args(Request), ids=lambda kind: str(kind.__name__))
@FEW
@given(data=st.data())
def test_it_gets_a_ruling(kind: type[Request], data: st.DataObject) -> None:
    request = data.draw(anything(kind))
    member, of = data.draw(PEOPLE), data.draw(st.sampled_from(Standing))
    by_actor = isinstance(getattr(request, "by", None), Actor)
    requests = [replace(request, by=by) for by in ANYONE] if by_actor else [request]
    for state, asked in product(states_of(member, of), requests):
        match decide(state, asked, NOW):
            case Granted(facts=facts):
                # who opens an invitation only looks at it
                assert bool(facts) == (kind is not OpenInvitation)
            case Refused(reason=reason):
                assert reason.clause in Clause


def test_every_kind_is_decided_on() -> None:
    assert set(DECISIONS) == set(get_args(Request))

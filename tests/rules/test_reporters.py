"""Who reported (п. 5.12.7): nobody learns it but administrators, of an abuse alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.case import Granted, Refused
from rules.complaints import AT_ONCE, BRIGADE, brigade, complaining_at_once
from rules.ids import ChatId, MemberId, MessageId
from rules.reporters import (
    CLOSED_FOR,
    abusing,
    against_seeing_reporters,
    close_reporting,
    open_reporting,
)
from rules.signals import DANGER, against_calling
from rules.vocabulary.chats import NOT_ADMINISTRATOR
from rules.vocabulary.complaints import Complaint, Rank, ReportsClosed
from rules.vocabulary.people import OWN_CASE, OWN_FAMILY, OWN_GRIEVANCE, Standing
from rules.vocabulary.reporters import CLOSED_ALREADY, NO_ABUSE, NOT_CLOSED, ReportingClosed
from rules.vocabulary.signals import Concern
from tests.rules.asking import granted, refused
from tests.rules.builders import a_case
from tests.rules.moments import INSTANT, NOW
from tests.rules.people import CLASSMATE, COLLEAGUE, STUDENT, TEACHER, an_actor
from tests.rules.test_complaints import a_complaint, complaining

HEAD = an_actor(MemberId(31), Standing.ADMINISTRATOR)


@st.composite
def reports(draw: st.DrawFn) -> list[Complaint]:
    made = draw(
        st.lists(
            st.tuples(st.integers(1, 7), st.integers(0, 3600), st.sampled_from(Rank)), max_size=12
        )
    )
    return [
        a_complaint(NOW - timedelta(seconds=age), by=MemberId(600 + by), rank=rank)
        for by, age, rank in made
    ]


@given(reports())
def test_a_brigade_is_named_only_where_a_card_shows_one(about: list[Complaint]) -> None:
    people, count = brigade(about), complaining_at_once(about)
    assert bool(people) is bool(count)
    assert len(people) >= count
    assert people <= {each.by for each in about}
    # each of them reported with enough others within minutes
    for member in people:
        assert any(
            len({e.by for e in about if first.at <= e.at <= first.at + AT_ONCE}) >= BRIGADE
            for first in about
            if any(e.by == member and first.at <= e.at <= first.at + AT_ONCE for e in about)
        )


@given(reports(), st.data())
def test_who_reported_in_earnest_stays_hidden(about: list[Complaint], data: st.DataObject) -> None:
    told = data.draw(st.lists(st.sampled_from(about), unique_by=id)) if about else []
    found = set(abusing(told, about))
    assert found <= {each.by for each in told}
    earnest = {each.by for each in told if each.rank is Rank.USUAL} - brigade(about)
    low = {each.by for each in told if each.rank is Rank.LOW}
    assert found.isdisjoint(earnest - low)
    assert low <= found


TOLD = (a_complaint(rank=Rank.LOW),)


@pytest.mark.parametrize("standing", sorted(set(Standing) - {Standing.ADMINISTRATOR}))
def test_nobody_but_administrators_sees_it(standing: Standing) -> None:
    by = an_actor(COLLEAGUE, standing)
    assert against_seeing_reporters(a_case(), by, TOLD, (CLASSMATE,)) == NOT_ADMINISTRATOR
    until = NOW + CLOSED_FOR
    assert open_reporting(CLASSMATE, until, by=by, now=NOW) == Refused(NOT_ADMINISTRATOR)


def test_an_administrator_sees_it_of_an_abuse_and_in_nobodys_own_case() -> None:
    case = a_case(family=frozenset({TEACHER}))
    assert against_seeing_reporters(case, HEAD, TOLD, (CLASSMATE,)) is None
    assert against_seeing_reporters(case, HEAD, TOLD, ()) == NO_ABUSE
    for member, refusal in (
        (STUDENT, OWN_CASE),
        (TEACHER, OWN_FAMILY),
        (CLASSMATE, OWN_GRIEVANCE),
    ):
        by = an_actor(member, Standing.ADMINISTRATOR)
        assert against_seeing_reporters(case, by, TOLD, (CLASSMATE,)) == refusal


def test_reports_are_closed_for_thirty_days_and_open_by_themselves() -> None:
    ruling = close_reporting(CLASSMATE, (CLASSMATE,), None, by=HEAD.member, now=NOW)
    assert isinstance(ruling, Granted)
    (closed,) = ruling.facts
    assert isinstance(closed, ReportingClosed)
    until = closed.until
    assert until == NOW + timedelta(days=30)
    assert refused(a_case(), complaining(closed_until=NOW + INSTANT)) == ReportsClosed(
        until=NOW + INSTANT
    )
    assert granted(a_case(), complaining(closed_until=NOW))
    again = close_reporting(CLASSMATE, (CLASSMATE,), until, by=HEAD.member, now=until - INSTANT)
    assert again == Refused(CLOSED_ALREADY)
    assert open_reporting(CLASSMATE, until, by=HEAD, now=until) == Refused(NOT_CLOSED)
    assert isinstance(open_reporting(CLASSMATE, until, by=HEAD, now=until - INSTANT), Granted)
    assert isinstance(
        close_reporting(CLASSMATE, (CLASSMATE,), until, by=HEAD.member, now=until), Granted
    )


def test_of_who_abuses_nothing_reports_are_not_closed() -> None:
    ruling = close_reporting(COLLEAGUE, (CLASSMATE,), None, by=HEAD.member, now=NOW)
    assert ruling == Refused(NO_ABUSE)


@given(st.sampled_from(Concern), st.integers(0, 9), st.timedeltas(timedelta(0), timedelta(days=60)))
def test_danger_is_never_refused(concern: Concern, made: int, left: timedelta) -> None:
    own = tuple(
        a_complaint(message=MessageId(100 + n), chat=ChatId(n), rank=Rank.LOW) for n in range(made)
    )
    refusal = against_calling(concern, (), own, NOW, closed_until=NOW + left)
    if concern in DANGER:
        assert refusal is None
    elif left:
        assert refusal == ReportsClosed(until=NOW + left)

"""How moderators hear of work: a case reaches somebody, now or in a list (п. 5.12.2)."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.duty import Duty, How, told_of_work
from rules.ids import MemberId
from rules.times import QuietHours

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
FIRST, SECOND = MemberId(1), MemberId(2)
AFTERNOON = QuietHours(begins=time(11), ends=time(15))

people = st.integers(1, 6).map(MemberId)
duties = st.dictionaries(
    people,
    st.builds(
        Duty,
        member=people,
        how=st.sampled_from(How),
        quiet=st.sampled_from([None, AFTERNOON, QuietHours(begins=time(22), ends=time(7))]),
        substitute=st.none() | people,
        until=st.sampled_from([None, NOON - timedelta(days=1), NOON + timedelta(days=1)]),
    ),
)


@given(who=st.frozensets(people), set_so=duties)
def test_nothing_is_lost(who: frozenset[MemberId], set_so: dict[MemberId, Duty]) -> None:
    told = told_of_work(who, set_so, NOON, UTC)
    assert told <= who
    usual = {member: set_so.get(member, Duty(member=member)) for member in who}
    for member in who - told:
        duty = usual[member]
        others = [each for each in who if not usual[each].is_away(NOON)]
        assert others if duty.is_away(NOON) else duty.has_digest


def test_who_is_away_is_left_in_peace_unless_all_are() -> None:
    away = {
        each: Duty(member=each, substitute=SECOND, until=NOON + timedelta(days=1))
        for each in (FIRST, SECOND)
    }
    assert told_of_work([FIRST, SECOND], {FIRST: away[FIRST]}, NOON, UTC) == {SECOND}
    assert told_of_work([FIRST, SECOND], away, NOON, UTC) == {FIRST, SECOND}
    lists = {each: replace(duty, how=How.DIGEST) for each, duty in away.items()}
    assert told_of_work([FIRST, SECOND], lists, NOON, UTC) == {FIRST, SECOND}
    later = NOON + timedelta(days=2)
    assert told_of_work([FIRST, SECOND], away, later, UTC) == {FIRST, SECOND}


def test_a_list_alone_and_quiet_hours_hold_messages_back() -> None:
    alone = Duty(member=FIRST, how=How.DIGEST)
    quiet = Duty(member=SECOND, quiet=AFTERNOON)
    assert told_of_work([FIRST, SECOND], {FIRST: alone, SECOND: quiet}, NOON, UTC) == frozenset()
    both = Duty(member=FIRST, how=How.BOTH)
    assert told_of_work([FIRST], {FIRST: both}, NOON, UTC) == {FIRST}

"""Many measures by one moderator within minutes wait for a second person (п. 5.12.7)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.brakes import (
    MOST_HELD,
    against_haste,
    against_holding,
    answer,
    are_over,
    is_kept,
)
from rules.case import Granted, Refused
from rules.ids import ChatId, HeldNumber, MemberId, MessageId, RuleNumber
from rules.policy import Brakes
from rules.vocabulary.bases import Refusal
from rules.vocabulary.brakes import (
    NOT_BRAKED,
    TOO_MUCH_WAITS,
    Act,
    BrakeReleased,
    Held,
    HeldDropped,
    TooFast,
)
from rules.vocabulary.people import NOT_MODERATOR, OWN_CASE, Standing
from rules.vocabulary.violations import MessageRemoved, RemoveMessage
from tests.rules.people import COLLEAGUE, STUDENT, TEACHER, an_actor

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
USUAL = Brakes()
SECOND = timedelta(seconds=1)

REMOVAL = RemoveMessage(
    by=an_actor(TEACHER, Standing.MODERATOR), rule=RuleNumber(3), message=MessageId(7)
)
WAITS = Held(
    number=HeldNumber(1),
    chat=ChatId(1),
    member=STUDENT,
    by=TEACHER,
    measures=(REMOVAL,),
    at=NOW,
)


def acts(*ages: timedelta) -> list[Act]:
    return [Act(chat=ChatId(1), kind=MessageRemoved, at=NOW - age) for age in ages]


def test_the_eleventh_within_five_minutes_waits() -> None:
    ten = [n * 20 * SECOND for n in range(1, 11)]
    assert against_haste(acts(*ten[:9]), USUAL, NOW) is None
    assert against_haste(acts(*ten), USUAL, NOW) == TooFast(measures=10, within=USUAL.within)


def test_what_one_act_records_counts_once() -> None:
    assert against_haste(acts(*[SECOND] * 30), USUAL, NOW) is None


def test_both_parts_of_one_act_are_done_or_none() -> None:
    ages = (0 * SECOND, *(n * 20 * SECOND for n in range(1, 10)))
    assert against_haste(acts(*ages), USUAL, NOW) is None


@given(ages=st.lists(st.integers(1, 900), unique=True, max_size=40))
def test_only_what_is_recent_counts(ages: list[int]) -> None:
    recent = [age for age in ages if age < 300]
    found = against_haste(acts(*(age * SECOND for age in ages)), USUAL, NOW)
    assert (found is not None) == (len(recent) >= 10)


def test_what_is_kept_has_an_end_and_is_kept_once() -> None:
    again = replace(WAITS, number=HeldNumber(2), at=NOW + SECOND)
    other = replace(WAITS, measures=(replace(REMOVAL, message=MessageId(8)),))
    full = [replace(WAITS, number=HeldNumber(n)) for n in range(MOST_HELD)]
    assert is_kept(again, [WAITS])
    assert not is_kept(other, [WAITS])
    assert against_holding(other, full[1:]) is None
    assert against_holding(other, full) == TOO_MUCH_WAITS
    assert against_holding(again, full) is None


@pytest.mark.parametrize(
    ("who", "standing", "waiting", "refusal"),
    [
        (COLLEAGUE, Standing.MODERATOR, (WAITS,), None),
        (COLLEAGUE, Standing.ADMINISTRATOR, (WAITS,), None),
        (COLLEAGUE, Standing.MEMBER, (WAITS,), NOT_MODERATOR),
        (TEACHER, Standing.ADMINISTRATOR, (WAITS,), OWN_CASE),
        (COLLEAGUE, Standing.MODERATOR, (), NOT_BRAKED),
    ],
)
@pytest.mark.parametrize("confirms", [True, False])
def test_another_moderator_answers_while_something_waits(
    who: MemberId,
    standing: Standing,
    waiting: tuple[Held, ...],
    refusal: Refusal | None,
    confirms: bool,
) -> None:
    by = an_actor(who, standing)
    ruling = answer(TEACHER, by, waiting, confirms=confirms)
    if refusal is not None:
        assert ruling == Refused(refusal)
    elif confirms:
        assert ruling == Granted((BrakeReleased(member=TEACHER, by=by.member),))
    else:
        assert ruling == Granted((HeldDropped(member=TEACHER, by=by.member, acts=1),))


def test_the_term_runs_from_the_first() -> None:
    later = replace(WAITS, at=NOW + USUAL.waits)
    assert not are_over([WAITS, later], USUAL, NOW + USUAL.waits)
    assert are_over([WAITS, later], USUAL, NOW + USUAL.waits + SECOND)
    assert not are_over([], USUAL, NOW)

"""How long what is kept: nothing that a measure rests on is ever due."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.ids import BlockNumber, RuleNumber, ViolationNumber, VoteNumber
from rules.keeping import (
    NOTHING_ALIVE,
    Alive,
    Record,
    alive_in,
    due_for_erasing,
    matters,
    words_due,
)
from rules.policy import ForDays, Keeping, SinceDayOfYear, valid_since, valid_until
from rules.policy_file import load_policy
from rules.vocabulary.acquaintance import Acknowledged, PolicyAnnounced
from rules.vocabulary.apologies import ApologyMade
from rules.vocabulary.blocks import BlockDeclined, BlockImposed, BlockProposed, Lift
from rules.vocabulary.people import Standing
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationRecorded
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, NOW, ZONE
from tests.rules.people import STUDENT, TEACHER
from tests.rules.policy_text import GIVEN, complaint
from tests.rules.records import an_ended_block, numbers
from tests.rules.voting import a_vote

KEEPING = Keeping()


def recorded(number: int) -> ViolationRecorded:
    return ViolationRecorded(
        number=ViolationNumber(number),
        member=STUDENT,
        by=TEACHER,
        rule=RuleNumber(1),
        message=None,
        note="",
    )


def record(number: int, fact: Fact, days: int = 0) -> Record:
    return Record(number=number, at=NOW - days * DAY, fact=fact)


def numbers_of(kind: str, alive: Alive) -> set[object]:
    return {number for each, number in alive.threads if each == kind}


def test_a_violation_matters_while_it_counts() -> None:
    alive = alive_in(a_case_of(2), NOW)
    assert numbers_of("violation", alive) == {1, 2}
    assert matters(recorded(2), alive)
    assert not matters(recorded(3), alive)


def test_what_a_block_in_force_rests_on_matters() -> None:
    alive = alive_in(a_blocked_case(votes=(a_vote(),)), NOW)
    assert numbers_of("violation", alive) == {1, 2, 3, 4}
    assert numbers_of("block", alive) == {1}
    assert numbers_of("vote", alive) == {1}


def test_a_block_that_is_over_matters_no_more_unless_its_violations_count_again() -> None:
    over, annulled = (
        alive_in(a_blocked_case(blocks=(an_ended_block(lift=lift),)), NOW)
        for lift in (Lift.EXPIRED, Lift.ANNULLED)
    )
    assert over == Alive(threads=frozenset({("version", "1")}))
    assert numbers_of("block", annulled) == {1}


def test_the_acknowledgement_in_force_matters_while_they_are_there() -> None:
    known = Acknowledged(member=STUDENT, by=STUDENT, version="1")
    assert matters(known, alive_in(a_case(), NOW))
    assert not matters(known, alive_in(a_case(standing=Standing.LEFT), NOW))
    assert not matters(replace(known, version="0"), alive_in(a_case(), NOW))


def test_what_names_nobody_is_never_due() -> None:
    told = record(1, PolicyAnnounced(version="1"), 5000)
    assert due_for_erasing([told], NOTHING_ALIVE, NOW, None) == ()


def test_a_proposal_never_outlives_what_answered_it() -> None:
    old, new = numbers(1, 2, 3, 4), numbers(5, 6, 7, 8)
    imposed = BlockImposed(
        number=BlockNumber(1), member=STUDENT, by=TEACHER, grounds=old, ends_at=NOW
    )
    records = [
        record(1, BlockProposed(member=STUDENT, by=None, grounds=old)),
        record(2, BlockDeclined(member=STUDENT, by=TEACHER, grounds=old)),
        record(3, BlockProposed(member=STUDENT, by=None, grounds=new)),
        record(4, imposed),
    ]
    alive = Alive(threads=frozenset({("violation", 5)}))
    assert due_for_erasing(records, alive, NOW, None) == (1, 2)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3000)), max_size=12),
    st.frozensets(st.integers(1, 9)),
    st.integers(31, 3000),
)
def test_only_what_is_ripe_and_does_not_matter_is_due(
    given_: list[tuple[int, int]], counting: frozenset[int], days: int
) -> None:
    keeping = Keeping(journal=timedelta(days=days))
    alive = Alive(threads=frozenset(("violation", number) for number in counting))
    records = [
        record(place, recorded(number), age) for place, (number, age) in enumerate(given_, start=1)
    ]
    due = due_for_erasing(records, alive, NOW, keeping)
    asked = due_for_erasing(records, alive, NOW, None)
    assert set(due) <= set(asked)
    for each, (number, age) in zip(records, given_, strict=True):
        assert (each.number in asked) == (number not in counting)
        assert (each.number in due) == (number not in counting and age >= days)


def test_words_go_before_names_but_not_before_the_vote_is_over() -> None:
    apology = ApologyMade(
        vote=VoteNumber(1),
        block=BlockNumber(1),
        member=STUDENT,
        by=STUDENT,
        text="Простите",
        closes_at=NOW,
    )
    assert words_due(record(1, apology, 90), NOTHING_ALIVE, NOW, KEEPING)
    assert not words_due(record(1, apology, 89), NOTHING_ALIVE, NOW, KEEPING)
    open_vote = Alive(undecided=frozenset({("vote", 1)}))
    assert not words_due(record(1, apology, 90), open_vote, NOW, KEEPING)


@given(
    st.one_of(
        st.integers(1, 999).map(lambda days: ForDays(days=days)),
        st.dates().map(lambda day: SinceDayOfYear(month=day.month, day=min(day.day, 28))),
    ),
    st.integers(0, 2000),
)
def test_a_violation_counts_until_it_counts_no_more(
    validity: ForDays | SinceDayOfYear, days: int
) -> None:
    at = NOW - days * DAY
    until = valid_until(validity, at, ZONE)
    second = timedelta(seconds=1)
    assert valid_since(validity, until - second, ZONE) <= at
    assert valid_since(validity, until + second, ZONE) > at


def test_an_older_policy_file_keeps_as_usual() -> None:
    assert load_policy(GIVEN, "правила.toml").keeping == KEEPING


def test_the_terms_are_read() -> None:
    table = '[keeping]\ntexts = "5 weeks"\njournal = "3660 days"\n'
    policy = load_policy(GIVEN.replace("[undo]", f"{table}[undo]"), "правила.toml")
    assert policy.keeping == Keeping(texts=35 * DAY, journal=3660 * DAY)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('texts = "30 days"', "не меньше 31 дня"),
        ('journal = "3661 days"', "не больше 3660 дней"),
        ('acknowledgements = "1 month"', "месяцы бывают разными"),
        ('names = "1 day"', "неизвестный ключ keeping.names"),
        ("texts = 90", "время пишется"),
    ],
)
def test_a_wrong_term_is_refused_with_its_line_and_clause(line: str, said: str) -> None:
    words = complaint(GIVEN.replace("[undo]", f"[keeping]\n{line}\n[undo]"))
    assert said in words
    assert "строка 25" in words
    assert "5.12.7" in words

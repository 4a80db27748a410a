"""п. 5.10.1: figures say what the facts say, however the facts are told apart."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.figures import Figures, Terms, Uncounted, figures_of, in_time
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    RuleNumber,
    SuspicionNumber,
    ViolationNumber,
)
from rules.policy import Answers
from rules.repeats import repeats_in
from rules.vocabulary.acquaintance import Acknowledged
from rules.vocabulary.apologies import ApologyMade
from rules.vocabulary.appeals import AppealGranted, AppealMade, AppealUpheld
from rules.vocabulary.blocks import BlockImposed, BlockLifted, Lift
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.suspicions import Settlement, SuspicionRaised, SuspicionSettled
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    MessageErased,
    MessageRemoved,
    ReplaceViolation,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from tests.rules.asking import granted
from tests.rules.builders import a_case
from tests.rules.moments import NOW
from tests.rules.people import A_TEACHER, STUDENT, TEACHER
from tests.rules.records import a_violation, numbers

KINDS: tuple[type[Any], ...] = (
    Acknowledged,
    ApologyMade,
    AppealGranted,
    AppealMade,
    AppealUpheld,
    BlockImposed,
    BlockLifted,
    Reminded,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
seconds = st.integers(0, 86_400)


def removed(after: int) -> MessageRemoved:
    return MessageRemoved(
        message=MessageId(7),
        member=STUDENT,
        by=TEACHER,
        rule=RuleNumber(3),
        posted_at=NOW - timedelta(seconds=after),
    )


erased = st.builds(MessageErased, posted_at=st.none() | st.just(NOW - timedelta(seconds=5)))
facts = st.one_of(*(st.from_type(kind) for kind in KINDS), erased, seconds.map(removed))
told = st.lists(facts.map(lambda fact: (NOW, fact)), max_size=30)


@given(told, told)
def test_figures_of_two_chats_add_up(
    one: list[tuple[Any, Fact]], other: list[tuple[Any, Fact]]
) -> None:
    assert figures_of(one) + figures_of(other) == figures_of([*one, *other])
    assert figures_of(one) + Figures() == figures_of(one)


@given(told, st.randoms())
def test_their_order_does_not_matter(entries: list[tuple[Any, Fact]], chance: Any) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert figures_of(shuffled) == figures_of(entries)


@given(told)
def test_the_rules_add_up_to_the_violations(entries: list[tuple[Any, Fact]]) -> None:
    figures = figures_of(entries)
    assert sum(figures.by_rule.values()) == figures.violations
    assert figures.violations == sum(isinstance(fact, ViolationRecorded) for _, fact in entries)
    assert len(figures.delays) <= figures.removals


@given(st.lists(seconds, min_size=1, max_size=40))
def test_so_many_removals_were_done_within(delays: list[int]) -> None:
    figures = figures_of([(NOW, removed(after)) for after in delays])
    for share in (0.5, 0.9):
        within = figures.delay(share)
        assert within in delays
        assert within is not None
        assert sum(each <= within for each in delays) >= share * len(delays)
        assert sum(each < within for each in delays) < share * len(delays)


def test_without_removals_there_is_no_delay() -> None:
    assert Figures().delay(0.5) is None


@pytest.mark.parametrize(
    ("how", "name"),
    [(Lift.EXPIRED, "expired"), (Lift.FORGIVEN, "forgiven"), (Lift.ANNULLED, "revoked")],
)
def test_each_end_of_a_block_is_counted_apart(how: Lift, name: str) -> None:
    lifted = BlockLifted(number=BlockNumber(1), member=STUDENT, by=None, how=how)
    ended: Any = {"expired": 0, "forgiven": 0, "revoked": 0, name: 1}
    assert figures_of([(NOW, lifted)]) == Figures(**ended)


def test_what_was_reinstated_is_annulled_no_more() -> None:
    number = ViolationNumber(1)
    annulled = ViolationAnnulled(number=number, member=STUDENT, by=TEACHER, reason="ошибка")
    back = ViolationReinstated(number=number, member=STUDENT, by=TEACHER)
    assert figures_of([(NOW, annulled), (NOW, back)]) == Figures()


def test_a_block_that_was_undone_is_no_block_of_the_report() -> None:
    imposed = BlockImposed(
        number=BlockNumber(1),
        member=STUDENT,
        by=TEACHER,
        grounds=numbers(1, 2, 3, 4),
        ends_at=NOW + timedelta(days=7),
    )
    lifted = BlockLifted(number=BlockNumber(1), member=STUDENT, by=TEACHER, how=Lift.ANNULLED)
    undone = Uncounted(blocks=frozenset({BlockNumber(1)}))

    assert figures_of([(NOW, imposed), (NOW, lifted)], undone) == Figures(revoked=1)
    # also where it was undone after the period that is reported
    assert figures_of([(NOW, imposed)], undone) == Figures()


def test_a_correction_is_one_violation_by_the_rule_that_was_broken() -> None:
    case = a_case(violations=(a_violation(1, message=MessageId(7), at=NOW),))
    request = ReplaceViolation(by=A_TEACHER, number=ViolationNumber(1), rule=RuleNumber(2))
    one = ViolationRecorded(
        number=ViolationNumber(1),
        member=STUDENT,
        by=TEACHER,
        rule=RuleNumber(1),
        message=MessageId(7),
        note="",
    )
    story = [(NOW, fact) for fact in (one, *granted(case, request))]
    left = repeats_in(
        (
            a_violation(1, message=MessageId(7), annulled=True),
            a_violation(5, message=MessageId(7), replaces=ViolationNumber(1)),
        )
    )

    assert left == {1}
    assert figures_of(story, Uncounted(violations=left)) == Figures(
        violations=1, by_rule=Counter({RuleNumber(2): 1})
    )


def test_of_old_records_of_one_message_the_oldest_is_counted() -> None:
    several = [a_violation(number, message=MessageId(7)) for number in (1, 2, 3)]
    annulled = a_violation(4, message=MessageId(8), annulled=True)
    anew = a_violation(5, message=MessageId(8))

    assert repeats_in([*several, annulled, anew]) == {2, 3}


def test_what_was_answered_in_time() -> None:
    terms = Terms(answers=Answers(), zone=UTC, now=NOW + timedelta(days=30))
    monday = datetime(2026, 11, 30, 10, tzinfo=UTC)

    def card(number: int) -> SuspicionRaised:
        return SuspicionRaised(
            number=SuspicionNumber(number), member=MemberId(1), found=(), acts_at=monday
        )

    def settled(number: int) -> SuspicionSettled:
        return SuspicionSettled(
            number=SuspicionNumber(number),
            member=MemberId(1),
            how=Settlement.CLEARED,
            by=MemberId(2),
        )

    day = timedelta(days=1)
    story: list[tuple[datetime, Fact]] = [
        *((monday, card(number)) for number in (1, 2, 3)),
        (monday + day, settled(1)),
        (monday + 1.5 * day, settled(2)),
    ]
    counted = in_time(story, terms, monday + 7 * day)
    assert (counted.cards, counted.cards_in_time) == (3, 1)
    # the third is not late yet
    early = in_time(story, replace(terms, now=monday + timedelta(hours=2)), monday + 7 * day)
    assert (early.cards, early.cards_in_time) == (2, 1)

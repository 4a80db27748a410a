"""п. 5.10.1: figures say what the facts say, however the facts are told apart."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cases.measures import Lift
from rules.facts import Fact
from rules.facts.acquaintance import Acknowledged
from rules.facts.apologies import ApologyMade
from rules.facts.appeals import AppealGranted, AppealMade, AppealUpheld
from rules.facts.blocks import BlockImposed, BlockLifted
from rules.facts.reminders import Reminded
from rules.facts.violations import (
    MessageErased,
    MessageRemoved,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from rules.figures import Figures, figures_of
from rules.ids import BlockNumber, MessageId, RuleNumber, ViolationNumber
from tests.rules.builders import NOW, STUDENT, TEACHER

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

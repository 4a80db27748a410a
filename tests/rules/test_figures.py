"""п. 5.10.1: figures say what the facts say, however the facts are told apart."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.figures import (
    NOTHING,
    Awaited,
    Figures,
    Terms,
    Uncounted,
    answered_in_time,
    earliest,
    figures_of,
)
from rules.ids import (
    AppealNumber,
    BlockNumber,
    MemberId,
    MessageId,
    RuleNumber,
    SignalNumber,
    SuspicionNumber,
    ViolationNumber,
)
from rules.repeats import repeats_in
from rules.vocabulary.acquaintance import Acknowledged
from rules.vocabulary.apologies import ApologyMade
from rules.vocabulary.appeals import AppealGranted, AppealMade, AppealUpheld
from rules.vocabulary.blocks import BlockImposed, BlockLifted, Lift
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.signals import Door, SignalMoved, SignalRaised, Stage
from rules.vocabulary.suspicions import (
    Settlement,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
)
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


MONDAY = datetime(2026, 11, 30, 10, tzinfo=UTC)
DAY = timedelta(days=1)
TERMS = Terms(policy=a_case().policy, zone=UTC, now=MONDAY + 365 * DAY)
EVER = (MONDAY - 365 * DAY, MONDAY + 364 * DAY)


def card(number: int) -> SuspicionRaised:
    return SuspicionRaised(
        number=SuspicionNumber(number), member=MemberId(1), found=(), acts_at=MONDAY
    )


def settled(number: int, by: MemberId | None = TEACHER) -> SuspicionSettled:
    return SuspicionSettled(
        number=SuspicionNumber(number), member=MemberId(1), how=Settlement.CLEARED, by=by
    )


def test_what_was_answered_in_time() -> None:
    story: list[tuple[datetime, Fact]] = [
        *((MONDAY, card(number)) for number in (1, 2, 3, 4)),
        (MONDAY + DAY, settled(1)),
        (MONDAY + 1.5 * DAY, settled(2)),
        (MONDAY + DAY, settled(4, by=None)),
    ]
    counted = answered_in_time(story, TERMS, *EVER)
    assert (counted.awaited[Awaited.CARD], counted.in_time[Awaited.CARD]) == (3, 1)
    # the third is not late yet, nor was the second answered
    early = replace(TERMS, now=MONDAY + timedelta(hours=2))
    assert answered_in_time(story[:4], early, *EVER) == NOTHING


def reopened(by: MemberId | None) -> SuspicionReopened:
    return SuspicionReopened(number=SuspicionNumber(1), member=MemberId(1), by=by)


@pytest.mark.parametrize(
    ("by", "again", "counted"),
    [
        # an answer that was taken back is none
        (TEACHER, None, (1, 0)),
        (TEACHER, 0.5, (1, 1)),
        (TEACHER, 9, (1, 0)),
        # more was found after the answer, which remains
        (None, None, (1, 1)),
    ],
)
def test_an_answer_that_was_taken_back(
    by: MemberId | None, again: float | None, counted: tuple[int, int]
) -> None:
    story: list[tuple[datetime, Fact]] = [
        (MONDAY, card(1)),
        (MONDAY + 0.1 * DAY, settled(1)),
        (MONDAY + 0.2 * DAY, reopened(by)),
    ]
    if again is not None:
        story.append((MONDAY + again * DAY, settled(1)))
    figures = answered_in_time(story, TERMS, *EVER)
    assert (figures.awaited[Awaited.CARD], figures.in_time[Awaited.CARD]) == counted


def test_a_card_that_the_bot_settled_and_opened_again_waits_for_an_answer() -> None:
    story: list[tuple[datetime, Fact]] = [
        (MONDAY, card(1)),
        (MONDAY + 0.1 * DAY, settled(1, by=None)),
        (MONDAY + 0.2 * DAY, reopened(None)),
        (MONDAY + 9 * DAY, settled(1)),
    ]
    figures = answered_in_time(story, TERMS, *EVER)
    assert (figures.awaited[Awaited.CARD], figures.in_time[Awaited.CARD]) == (1, 0)


def test_an_appeal_that_needed_no_decision_is_not_counted() -> None:
    fell = AppealGranted(number=AppealNumber(1), member=STUDENT, by=TEACHER, reason="", fell=True)
    made = AppealMade(
        number=AppealNumber(1), member=STUDENT, by=STUDENT, text="не я", violation=None, block=None
    )
    assert answered_in_time([(MONDAY, made), (MONDAY + DAY, fell)], TERMS, *EVER) == NOTHING


@pytest.mark.parametrize(
    ("door", "kind"), [(Door.SAFETY, Awaited.DANGER), (Door.MODERATORS, Awaited.CALL)]
)
@pytest.mark.parametrize(("minutes", "in_time"), [(29, 1), (31, 0)])
def test_danger_has_a_term_of_its_own(
    door: Door, kind: Awaited, minutes: int, in_time: int
) -> None:
    number = SignalNumber(1)
    story: list[tuple[datetime, Fact]] = [
        (MONDAY, SignalRaised(number=number, door=door)),
        (MONDAY + timedelta(minutes=5), SignalRaised(number=number, door=door)),
        (
            MONDAY + timedelta(minutes=minutes),
            SignalMoved(number=number, stage=Stage.SEEN, by=TEACHER),
        ),
    ]
    counted = answered_in_time(story, TERMS, *EVER)
    assert counted.awaited == {kind: 1}
    assert counted.in_time[kind] == (in_time if door is Door.SAFETY else 1)


@given(
    raised=st.lists(st.integers(0, 60 * 24), max_size=8),
    answered=st.lists(st.none() | st.integers(0, 200), min_size=8, max_size=8),
    by_bot=st.sets(st.integers(0, 7)),
    cuts=st.sets(st.integers(-10, 90 * 24), max_size=6),
)
def test_each_card_belongs_to_one_period(
    raised: list[int], answered: list[int | None], by_bot: set[int], cuts: set[int]
) -> None:
    story: list[tuple[datetime, Fact]] = []
    for number, (hour, after) in enumerate(zip(raised, answered, strict=False)):
        story.append((MONDAY + timedelta(hours=hour), card(number)))
        if after is not None:
            by = None if number in by_bot else TEACHER
            story.append((MONDAY + timedelta(hours=hour + after), settled(number, by)))
    story.sort(key=lambda each: each[0])
    edges = [EVER[0], *(MONDAY + timedelta(hours=cut) for cut in sorted(cuts)), EVER[1]]
    parts = []
    for since, until in pairwise(edges):
        seen = [(at, fact) for at, fact in story if earliest(TERMS, since) <= at < until]
        parts.append(answered_in_time(seen, TERMS, since, until))
    whole = answered_in_time(story, TERMS, *EVER)
    assert sum(parts, NOTHING) == whole
    # what the bot settled in time needed no answer
    needless = sum(
        number in by_bot
        and after is not None
        and MONDAY + timedelta(hours=hour + after)
        <= TERMS.due(Awaited.CARD, MONDAY + timedelta(hours=hour))
        for number, (hour, after) in enumerate(zip(raised, answered, strict=False))
    )
    assert whole.awaited[Awaited.CARD] == len(raised) - needless

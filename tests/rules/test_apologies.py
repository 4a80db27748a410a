"""п. 5.12.6: an apology is put before the participants, one at a time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rules.apologies import LONGEST_APOLOGY
from rules.case import Case
from rules.decide import decide
from rules.ids import BlockNumber, VoteNumber
from rules.vocabulary.apologies import (
    APOLOGY_EMPTY,
    NOT_BLOCKED,
    NOT_THEIR_APOLOGY,
    Apologise,
    ApologyMade,
    ApologyTooLong,
    ApologyTooSoon,
    Outcome,
    VoteRuns,
)
from rules.vocabulary.people import Standing
from rules.vocabulary.refusal import Refusal
from tests.rules.builders import (
    CLASSMATE,
    DAY,
    HOUR,
    INSTANT,
    NOW,
    STUDENT,
    a_block,
    a_blocked_case,
    a_case,
    a_closed_vote,
    a_policy,
    a_vote,
    an_ended_block,
    facts_of,
    refusal_of,
)

SORRY = Apologise(by=STUDENT, text="  Простите меня ")
VOTE = a_vote()


def voting(**changes: Any) -> Case:
    return a_blocked_case(votes=(a_vote(**changes),))


def test_an_apology_is_put_before_the_participants() -> None:
    assert facts_of(decide(a_blocked_case(), SORRY, NOW)) == (
        ApologyMade(
            vote=VoteNumber(2),
            block=BlockNumber(1),
            member=STUDENT,
            by=STUDENT,
            text="Простите меня",
            closes_at=NOW + DAY,
        ),
    )


def test_a_vote_lasts_as_long_as_the_college_says() -> None:
    case = a_blocked_case(policy=a_policy(vote_length=HOUR))

    (fact,) = facts_of(decide(case, SORRY, NOW))

    assert isinstance(fact, ApologyMade)
    assert fact.closes_at == NOW + HOUR


def test_a_vote_does_not_outlast_the_block() -> None:
    case = a_blocked_case(blocks=(a_block(ends_at=NOW + HOUR),))

    (fact,) = facts_of(decide(case, SORRY, NOW))

    assert isinstance(fact, ApologyMade)
    assert fact.closes_at == NOW + HOUR


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        (a_case(), NOT_BLOCKED),
        (a_blocked_case(blocks=(an_ended_block(),)), NOT_BLOCKED),
        (a_blocked_case(blocks=(a_block(ends_at=NOW),)), NOT_BLOCKED),
        (voting(), VoteRuns(closes_at=VOTE.closes_at)),
    ],
    ids=["never blocked", "block ended", "term just over", "vote runs"],
)
def test_an_apology_has_a_block_and_no_vote_yet(case: Case, refusal: Refusal) -> None:
    assert refusal_of(decide(case, SORRY, NOW)) == refusal


def test_nobody_apologises_in_anothers_place() -> None:
    request = replace(SORRY, by=CLASSMATE)

    assert refusal_of(decide(a_blocked_case(), request, NOW)) == NOT_THEIR_APOLOGY


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.MODERATOR])
def test_the_blocked_person_apologises_whatever_they_became(standing: Standing) -> None:
    assert facts_of(decide(a_blocked_case(standing=standing), SORRY, NOW))


def test_an_apology_has_words() -> None:
    request = replace(SORRY, text=" \n ")

    assert refusal_of(decide(a_blocked_case(), request, NOW)) == APOLOGY_EMPTY


def test_an_apology_fits_into_a_message() -> None:
    longest = replace(SORRY, text="а" * LONGEST_APOLOGY)
    longer = replace(SORRY, text="а" * (LONGEST_APOLOGY + 1))

    assert facts_of(decide(a_blocked_case(), longest, NOW))
    assert refusal_of(decide(a_blocked_case(), longer, NOW)) == ApologyTooLong(most=LONGEST_APOLOGY)


def test_after_a_refusal_comes_a_pause() -> None:
    case = a_blocked_case(votes=(a_closed_vote(),))
    possible_at = NOW + timedelta(days=3)

    too_soon = decide(case, SORRY, possible_at - INSTANT)

    assert refusal_of(too_soon) == ApologyTooSoon(possible_at=possible_at)
    assert facts_of(decide(case, SORRY, possible_at))


def test_the_pause_is_counted_from_the_last_refusal() -> None:
    earlier = a_closed_vote(number=VoteNumber(1), closed_at=NOW - 3 * DAY)
    case = a_blocked_case(votes=(earlier, a_closed_vote(number=VoteNumber(2))))

    refusal = refusal_of(decide(case, SORRY, NOW + DAY))

    assert refusal == ApologyTooSoon(possible_at=NOW + 3 * DAY)


@pytest.mark.parametrize(
    "vote",
    [
        a_closed_vote(block=BlockNumber(7)),
        a_closed_vote(Outcome.OBSOLETE),
        a_closed_vote(Outcome.FORGIVEN),
    ],
    ids=["of an earlier block", "obsolete", "forgiven"],
)
def test_only_a_refusal_in_this_block_brings_a_pause(vote: object) -> None:
    assert facts_of(decide(a_blocked_case(votes=(vote,)), SORRY, NOW))

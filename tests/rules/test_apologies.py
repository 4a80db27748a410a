"""п. 5.12.6: an apology is put before the participants, one at a time."""

from dataclasses import replace
from typing import Any

import pytest

from rules.apologies import LONGEST_APOLOGY
from rules.case import Case
from rules.ids import BlockNumber, VoteNumber
from rules.vocabulary import apologies
from rules.vocabulary.bases import Refusal
from rules.vocabulary.people import Standing
from tests.rules.asking import granted, refused, sole
from tests.rules.builders import a_blocked_case, a_case
from tests.rules.moments import DAY, HOUR, INSTANT, NOW
from tests.rules.people import STUDENT
from tests.rules.policies import a_policy
from tests.rules.records import a_block, an_ended_block
from tests.rules.voting import a_closed_vote, a_vote

SORRY = apologies.Apologise(by=STUDENT, text="  Простите меня ")
VOTE = a_vote()


def voting(**changes: Any) -> Case:
    return a_blocked_case(votes=(a_vote(**changes),))


def test_an_apology_is_put_before_the_participants() -> None:
    assert granted(a_blocked_case(), SORRY) == (
        apologies.ApologyMade(
            vote=VoteNumber(2),
            block=BlockNumber(1),
            member=STUDENT,
            by=STUDENT,
            text="Простите меня",
            closes_at=NOW + DAY,
        ),
    )


@pytest.mark.parametrize(
    "changes",
    [{"policy": a_policy(vote_length=HOUR)}, {"blocks": (a_block(ends_at=NOW + HOUR),)}],
    ids=["as long as the college says", "and does not outlast the block"],
)
def test_a_vote_lasts(changes: dict[str, Any]) -> None:
    made = sole(apologies.ApologyMade, granted(a_blocked_case(**changes), SORRY))
    assert made.closes_at == NOW + HOUR


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        (a_case(), apologies.NOT_BLOCKED),
        (a_blocked_case(blocks=(an_ended_block(),)), apologies.NOT_BLOCKED),
        (a_blocked_case(blocks=(a_block(ends_at=NOW),)), apologies.NOT_BLOCKED),
        (voting(), apologies.VoteRuns(closes_at=VOTE.closes_at)),
    ],
    ids=["never blocked", "block ended", "term just over", "vote runs"],
)
def test_an_apology_has_a_block_and_no_vote_yet(case: Case, refusal: Refusal) -> None:
    assert refused(case, SORRY) == refusal


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.MODERATOR])
def test_the_blocked_person_apologises_whatever_they_became(standing: Standing) -> None:
    assert granted(a_blocked_case(standing=standing), SORRY)


def test_an_apology_has_words_that_fit_into_a_message() -> None:
    longer = replace(SORRY, text="а" * (LONGEST_APOLOGY + 1))
    assert granted(a_blocked_case(), replace(SORRY, text="а" * LONGEST_APOLOGY))
    assert refused(a_blocked_case(), longer) == apologies.ApologyTooLong(most=LONGEST_APOLOGY)
    assert refused(a_blocked_case(), replace(SORRY, text=" \n ")) == apologies.APOLOGY_EMPTY


def test_after_a_refusal_comes_a_pause() -> None:
    case, over = a_blocked_case(votes=(a_closed_vote(),)), NOW + 3 * DAY
    assert refused(case, SORRY, over - INSTANT) == apologies.ApologyTooSoon(possible_at=over)
    assert granted(case, SORRY, over)


def test_the_pause_is_counted_from_the_last_refusal() -> None:
    earlier = a_closed_vote(number=VoteNumber(1), closed_at=NOW - 3 * DAY)
    case = a_blocked_case(votes=(earlier, a_closed_vote(number=VoteNumber(2))))
    assert refused(case, SORRY, NOW + DAY) == apologies.ApologyTooSoon(possible_at=NOW + 3 * DAY)


@pytest.mark.parametrize(
    "vote",
    [
        a_closed_vote(block=BlockNumber(7)),
        a_closed_vote(apologies.Outcome.OBSOLETE),
        a_closed_vote(apologies.Outcome.FORGIVEN),
    ],
    ids=["of an earlier block", "obsolete", "forgiven"],
)
def test_only_a_refusal_in_this_block_brings_a_pause(vote: object) -> None:
    assert granted(a_blocked_case(votes=(vote,)), SORRY)

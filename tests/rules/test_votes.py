"""п. 5.12.6: an apology, objections, silence is consent."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from rules.cases import Actor, Case, Choice, Lift, Outcome, Standing
from rules.decide import decide
from rules.facts import ApologyMade, BlockLifted, VoteCast, VoteClosed
from rules.ids import BlockNumber, MemberId, VoteNumber
from rules.refusals import (
    ApologyEmpty,
    ApologyTooLong,
    ApologyTooSoon,
    JoinedAfterwards,
    NotAVoter,
    NotBlocked,
    NotTheirApology,
    Refusal,
    SaidAlready,
    VoteOnOneself,
    VoteOver,
    VoteRuns,
)
from rules.requests import Apologise, CastVote, CloseVote
from rules.votes import LONGEST_APOLOGY
from tests.rules.builders import (
    A_CLASSMATE,
    A_TEACHER,
    CLASSMATE,
    DAY,
    HOUR,
    INSTANT,
    MINUTE,
    NOW,
    STUDENT,
    TEACHER,
    a_block,
    a_blocked_case,
    a_case,
    a_closed_vote,
    a_policy,
    a_vote,
    an_actor,
    an_ended_block,
    ballots,
    facts_of,
    refusal_of,
)

SORRY = Apologise(by=STUDENT, text="  Простите меня ")
CLOSE = CloseVote(vote=VoteNumber(1))
VOTE = a_vote()


def voting(**changes: Any) -> Case:
    return a_blocked_case(votes=(a_vote(**changes),))


def objection(by: Actor = A_CLASSMATE, choice: Choice = Choice.OBJECT) -> CastVote:
    return CastVote(by=by, vote=VoteNumber(1), choice=choice)


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
        (a_case(), NotBlocked()),
        (a_blocked_case(blocks=(an_ended_block(),)), NotBlocked()),
        (a_blocked_case(blocks=(a_block(ends_at=NOW),)), NotBlocked()),
        (voting(), VoteRuns(closes_at=VOTE.closes_at)),
    ],
    ids=["never blocked", "block ended", "term just over", "vote runs"],
)
def test_an_apology_has_a_block_and_no_vote_yet(case: Case, refusal: Refusal) -> None:
    assert refusal_of(decide(case, SORRY, NOW)) == refusal


def test_nobody_apologises_in_anothers_place() -> None:
    request = replace(SORRY, by=CLASSMATE)

    assert refusal_of(decide(a_blocked_case(), request, NOW)) == NotTheirApology()


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.MODERATOR])
def test_the_blocked_person_apologises_whatever_they_became(standing: Standing) -> None:
    assert facts_of(decide(a_blocked_case(standing=standing), SORRY, NOW))


def test_an_apology_has_words() -> None:
    request = replace(SORRY, text=" \n ")

    assert refusal_of(decide(a_blocked_case(), request, NOW)) == ApologyEmpty()


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


@pytest.mark.parametrize("choice", Choice)
def test_a_participant_says_what_they_think(choice: Choice) -> None:
    assert facts_of(decide(voting(), objection(choice=choice), NOW)) == (
        VoteCast(vote=VoteNumber(1), member=STUDENT, by=CLASSMATE, choice=choice),
    )


@pytest.mark.parametrize("standing", [Standing.MODERATOR, Standing.ADMINISTRATOR])
def test_a_moderator_in_the_chat_is_a_participant(standing: Standing) -> None:
    assert facts_of(decide(voting(), objection(an_actor(TEACHER, standing)), NOW))


@pytest.mark.parametrize("choice", Choice)
def test_what_was_said_can_be_changed(choice: Choice) -> None:
    other = Choice.CONSENT if choice is Choice.OBJECT else Choice.OBJECT
    case = voting(ballots=ballots((TEACHER, other), (CLASSMATE, choice)))

    assert facts_of(decide(case, objection(choice=other), NOW))


@pytest.mark.parametrize("choice", Choice)
def test_saying_it_again_changes_nothing(choice: Choice) -> None:
    case = voting(ballots=ballots((CLASSMATE, choice)))

    refusal = refusal_of(decide(case, objection(choice=choice), NOW))

    assert refusal == SaidAlready(choice=choice)


def test_the_blocked_person_does_not_vote() -> None:
    by = an_actor(STUDENT, Standing.MEMBER)

    assert refusal_of(decide(voting(), objection(by, Choice.CONSENT), NOW)) == VoteOnOneself()


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.OUTSIDER, Standing.COMMUNITY])
def test_only_participants_vote(standing: Standing) -> None:
    by = an_actor(MemberId(12), standing)

    assert refusal_of(decide(voting(), objection(by), NOW)) == NotAVoter()


def test_an_administrator_who_is_not_in_the_chat_does_not_vote() -> None:
    by = an_actor(MemberId(12), Standing.ADMINISTRATOR, joined_at=None)

    assert refusal_of(decide(voting(), objection(by), NOW)) == NotAVoter()


def test_whoever_joined_after_the_vote_began_does_not_vote() -> None:
    def joined(at: datetime) -> CastVote:
        return objection(an_actor(CLASSMATE, Standing.MEMBER, joined_at=at))

    assert facts_of(decide(voting(), joined(VOTE.opened_at), NOW))
    assert refusal_of(decide(voting(), joined(VOTE.opened_at + INSTANT), NOW)) == (
        JoinedAfterwards()
    )


@pytest.mark.parametrize(
    "case",
    [
        a_blocked_case(),
        a_blocked_case(votes=(a_vote(number=VoteNumber(2)),)),
        a_blocked_case(votes=(a_closed_vote(),)),
        voting(closes_at=NOW),
    ],
    ids=["no vote", "another vote", "closed", "time over"],
)
def test_only_a_running_vote_is_voted_in(case: Case) -> None:
    assert refusal_of(decide(case, objection(), NOW)) == VoteOver()


def test_there_is_voting_until_the_last_moment() -> None:
    assert facts_of(decide(voting(closes_at=NOW + INSTANT), objection(), NOW))


def test_silence_is_consent() -> None:
    assert facts_of(decide(voting(closes_at=NOW), CLOSE, NOW)) == (
        VoteClosed(
            vote=VoteNumber(1), member=STUDENT, outcome=Outcome.FORGIVEN, objections=0, consents=0
        ),
        BlockLifted(number=BlockNumber(1), member=STUDENT, by=None, how=Lift.FORGIVEN),
    )


def test_one_standing_objection_keeps_the_block() -> None:
    said = ballots(
        (TEACHER, Choice.CONSENT), (CLASSMATE, Choice.OBJECT), (MemberId(12), Choice.CONSENT)
    )

    assert facts_of(decide(voting(closes_at=NOW, ballots=said), CLOSE, NOW)) == (
        VoteClosed(
            vote=VoteNumber(1), member=STUDENT, outcome=Outcome.KEPT, objections=1, consents=2
        ),
    )


def test_consents_alone_lift_the_block() -> None:
    said = ballots((TEACHER, Choice.CONSENT), (CLASSMATE, Choice.CONSENT))

    closed, lifted = facts_of(decide(voting(closes_at=NOW, ballots=said), CLOSE, NOW))

    assert isinstance(closed, VoteClosed)
    assert (closed.objections, closed.consents) == (0, 2)
    assert isinstance(lifted, BlockLifted)


def test_a_vote_does_not_close_before_its_time() -> None:
    case = voting(closes_at=NOW + INSTANT)

    assert refusal_of(decide(case, CLOSE, NOW)) == VoteRuns(closes_at=NOW + INSTANT)


@pytest.mark.parametrize(
    "case",
    [
        a_blocked_case(),
        a_blocked_case(votes=(a_vote(number=VoteNumber(2), closes_at=NOW),)),
        a_blocked_case(votes=(a_closed_vote(),)),
    ],
    ids=["no vote", "another vote", "closed"],
)
def test_only_a_running_vote_closes(case: Case) -> None:
    assert refusal_of(decide(case, CLOSE, NOW)) == VoteOver()


@pytest.mark.parametrize("said", [(), ballots((CLASSMATE, Choice.OBJECT))])
@pytest.mark.parametrize(
    "block", [a_block(ends_at=NOW), an_ended_block(ends_at=NOW)], ids=["just over", "ended"]
)
def test_a_vote_decides_nothing_about_a_block_that_is_over(said: object, block: object) -> None:
    case = a_blocked_case(blocks=(block,), votes=(a_vote(closes_at=NOW - MINUTE, ballots=said),))

    (fact,) = facts_of(decide(case, CLOSE, NOW))

    assert isinstance(fact, VoteClosed)
    assert fact.outcome is Outcome.OBSOLETE


def test_a_vote_that_closes_late_still_forgives_while_the_block_runs() -> None:
    case = voting(closes_at=NOW - 2 * DAY)

    assert len(facts_of(decide(case, CLOSE, NOW))) == 2


def test_an_actor_may_consent_as_a_teacher() -> None:
    assert facts_of(decide(voting(), objection(A_TEACHER, Choice.CONSENT), NOW))

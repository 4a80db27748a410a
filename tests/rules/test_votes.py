"""п. 5.12.6: one standing objection keeps the block, silence is consent."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from rules.case import Case
from rules.ids import BlockNumber, MemberId, MessageId, VoteNumber
from rules.vocabulary.apologies import (
    JOINED_AFTERWARDS,
    NOT_A_VOTER,
    VOTE_ON_ONESELF,
    VOTE_OVER,
    CastVote,
    Choice,
    CloseVote,
    Outcome,
    SaidAlready,
    VoteCast,
    VoteClosed,
    VoteRuns,
)
from rules.vocabulary.blocks import BlockLifted, Lift
from rules.vocabulary.people import Actor, Standing
from tests.rules.asking import granted, refused, sole
from tests.rules.builders import a_block, a_blocked_case, an_ended_block
from tests.rules.moments import DAY, INSTANT, MINUTE, NOW
from tests.rules.people import A_CLASSMATE, A_TEACHER, CLASSMATE, STUDENT, TEACHER, an_actor
from tests.rules.voting import a_closed_vote, a_vote, ballots

CLOSE = CloseVote(vote=VoteNumber(1))
VOTE = a_vote()


def voting(**changes: Any) -> Case:
    return a_blocked_case(votes=(a_vote(**changes),))


def objection(by: Actor = A_CLASSMATE, choice: Choice = Choice.OBJECT) -> CastVote:
    return CastVote(by=by, vote=VoteNumber(1), choice=choice)


@pytest.mark.parametrize("choice", Choice)
def test_a_participant_says_what_they_think(choice: Choice) -> None:
    assert granted(voting(), objection(choice=choice)) == (
        VoteCast(vote=VoteNumber(1), member=STUDENT, by=CLASSMATE, choice=choice),
    )


@pytest.mark.parametrize("standing", [Standing.MODERATOR, Standing.ADMINISTRATOR])
def test_a_moderator_in_the_chat_is_a_participant(standing: Standing) -> None:
    assert granted(voting(), objection(an_actor(TEACHER, standing)))


@pytest.mark.parametrize("choice", Choice)
def test_what_was_said_can_be_changed(choice: Choice) -> None:
    other = Choice.CONSENT if choice is Choice.OBJECT else Choice.OBJECT
    case = voting(ballots=ballots((TEACHER, other), (CLASSMATE, choice)))
    assert granted(case, objection(choice=other))


@pytest.mark.parametrize("choice", Choice)
def test_saying_it_again_changes_nothing(choice: Choice) -> None:
    case = voting(ballots=ballots((CLASSMATE, choice)))
    assert refused(case, objection(choice=choice)) == SaidAlready(choice=choice)


def test_the_blocked_person_does_not_vote() -> None:
    by = an_actor(STUDENT, Standing.MEMBER)
    assert refused(voting(), objection(by, Choice.CONSENT)) == VOTE_ON_ONESELF


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.OUTSIDER, Standing.COMMUNITY])
def test_only_participants_vote(standing: Standing) -> None:
    by = an_actor(MemberId(12), standing)
    assert refused(voting(), objection(by)) == NOT_A_VOTER


def test_an_administrator_who_is_not_in_the_chat_does_not_vote() -> None:
    by = an_actor(MemberId(12), Standing.ADMINISTRATOR, joined_at=None)
    assert refused(voting(), objection(by)) == NOT_A_VOTER


def test_whoever_objected_left_and_came_back_can_take_it_back() -> None:
    case = voting(ballots=ballots((CLASSMATE, Choice.OBJECT)))
    back = an_actor(CLASSMATE, Standing.MEMBER, joined_at=NOW - MINUTE)
    assert granted(case, objection(back, Choice.CONSENT)) == (
        VoteCast(vote=VoteNumber(1), member=STUDENT, by=CLASSMATE, choice=Choice.CONSENT),
    )


def test_whoever_joined_after_the_vote_began_does_not_vote() -> None:
    def joined(at: datetime) -> CastVote:
        return objection(an_actor(CLASSMATE, Standing.MEMBER, joined_at=at))

    assert granted(voting(), joined(VOTE.opened_at))
    assert refused(voting(), joined(VOTE.opened_at + INSTANT)) == (JOINED_AFTERWARDS)


def test_the_order_of_messages_says_who_joined_after_the_vote_began() -> None:
    """In one second the clock says nothing, and clocks differ by minutes."""

    def joined(message: int, at: datetime) -> CastVote:
        by = replace(
            an_actor(CLASSMATE, Standing.MEMBER, joined_at=at), joined_message=MessageId(message)
        )
        return replace(objection(by), announced=MessageId(50))

    in_its_second = VOTE.opened_at.replace(microsecond=0)
    for at in (in_its_second, VOTE.opened_at + MINUTE):
        assert granted(voting(), joined(49, at))
    for at in (in_its_second, VOTE.opened_at - MINUTE):
        assert refused(voting(), joined(51, at)) == JOINED_AFTERWARDS


def test_a_vote_sent_anew_lets_nobody_in_who_joined_long_after_it_began() -> None:
    by = replace(
        an_actor(CLASSMATE, Standing.MEMBER, joined_at=VOTE.opened_at + 10 * MINUTE),
        joined_message=MessageId(60),
    )
    anew = replace(objection(by), announced=MessageId(90))
    assert refused(voting(), anew) == JOINED_AFTERWARDS


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
    assert refused(case, objection()) == VOTE_OVER


def test_there_is_voting_until_the_last_moment() -> None:
    assert granted(voting(closes_at=NOW + INSTANT), objection())


def test_silence_is_consent() -> None:
    assert granted(voting(closes_at=NOW), CLOSE) == (
        VoteClosed(
            vote=VoteNumber(1), member=STUDENT, outcome=Outcome.FORGIVEN, objections=0, consents=0
        ),
        BlockLifted(number=BlockNumber(1), member=STUDENT, by=None, how=Lift.FORGIVEN),
    )


def test_one_standing_objection_keeps_the_block() -> None:
    said = ballots(
        (TEACHER, Choice.CONSENT), (CLASSMATE, Choice.OBJECT), (MemberId(12), Choice.CONSENT)
    )
    assert granted(voting(closes_at=NOW, ballots=said), CLOSE) == (
        VoteClosed(
            vote=VoteNumber(1), member=STUDENT, outcome=Outcome.KEPT, objections=1, consents=2
        ),
    )


def test_consents_alone_lift_the_block() -> None:
    said = ballots((TEACHER, Choice.CONSENT), (CLASSMATE, Choice.CONSENT))

    closed, lifted = granted(voting(closes_at=NOW, ballots=said), CLOSE)

    assert isinstance(closed, VoteClosed)
    assert (closed.objections, closed.consents) == (0, 2)
    assert isinstance(lifted, BlockLifted)


def test_a_vote_does_not_close_before_its_time() -> None:
    case = voting(closes_at=NOW + INSTANT)
    assert refused(case, CLOSE) == VoteRuns(closes_at=NOW + INSTANT)


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
    assert refused(case, CLOSE) == VOTE_OVER


@pytest.mark.parametrize("said", [(), ballots((CLASSMATE, Choice.OBJECT))])
@pytest.mark.parametrize(
    "block", [a_block(ends_at=NOW), an_ended_block(ends_at=NOW)], ids=["just over", "ended"]
)
def test_a_vote_decides_nothing_about_a_block_that_is_over(said: object, block: object) -> None:
    case = a_blocked_case(blocks=(block,), votes=(a_vote(closes_at=NOW - MINUTE, ballots=said),))
    assert sole(VoteClosed, granted(case, CLOSE)).outcome is Outcome.OBSOLETE


def test_a_vote_that_closes_late_still_forgives_while_the_block_runs() -> None:
    case = voting(closes_at=NOW - 2 * DAY)
    assert len(granted(case, CLOSE)) == 2


def test_an_actor_may_consent_as_a_teacher() -> None:
    assert granted(voting(), objection(A_TEACHER, Choice.CONSENT))

"""п. 5.12.6: one standing objection keeps the block, silence is consent."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from rules.case import Case
from rules.ids import BlockNumber, MemberId, MessageId, VoteNumber
from rules.vocabulary import apologies
from rules.vocabulary.apologies import Choice
from rules.vocabulary.bases import Refusal
from rules.vocabulary.blocks import BlockLifted, Lift
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.unions import Request
from tests.rules.asking import granted, refused, sole
from tests.rules.builders import a_blocked_case
from tests.rules.moments import DAY, INSTANT, MINUTE, NOW
from tests.rules.people import A_CLASSMATE, CLASSMATE, STUDENT, TEACHER, an_actor
from tests.rules.records import a_block, an_ended_block
from tests.rules.voting import a_closed_vote, a_vote, ballots

ANOTHER = MemberId(12)
CLOSE = apologies.CloseVote(vote=VoteNumber(1))
VOTE = a_vote()


def voting(**changes: Any) -> Case:
    return a_blocked_case(votes=(a_vote(**changes),))


def objection(by: Actor = A_CLASSMATE, choice: Choice = Choice.OBJECT) -> apologies.CastVote:
    return apologies.CastVote(by=by, vote=VoteNumber(1), choice=choice)


@pytest.mark.parametrize("choice", Choice)
def test_a_participant_says_what_they_think(choice: Choice) -> None:
    assert granted(voting(), objection(choice=choice)) == (
        apologies.VoteCast(vote=VoteNumber(1), member=STUDENT, by=CLASSMATE, choice=choice),
    )


@pytest.mark.parametrize("standing", [Standing.MODERATOR, Standing.ADMINISTRATOR])
@pytest.mark.parametrize("choice", Choice)
def test_a_moderator_in_the_chat_is_a_participant(standing: Standing, choice: Choice) -> None:
    assert granted(voting(), objection(an_actor(TEACHER, standing), choice))


@pytest.mark.parametrize("choice", Choice)
def test_what_was_said_can_be_changed(choice: Choice) -> None:
    other = Choice.CONSENT if choice is Choice.OBJECT else Choice.OBJECT
    case = voting(ballots=ballots((TEACHER, other), (CLASSMATE, choice)))
    assert granted(case, objection(choice=other))


@pytest.mark.parametrize("choice", Choice)
def test_saying_it_again_changes_nothing(choice: Choice) -> None:
    case = voting(ballots=ballots((CLASSMATE, choice)))
    assert refused(case, objection(choice=choice)) == apologies.SaidAlready(choice=choice)


NOT_VOTERS: dict[str, tuple[Actor, Refusal]] = {
    "the blocked person": (an_actor(STUDENT, Standing.MEMBER), apologies.VOTE_ON_ONESELF),
    "who left": (an_actor(ANOTHER, Standing.LEFT), apologies.NOT_A_VOTER),
    "an outsider": (an_actor(ANOTHER, Standing.OUTSIDER), apologies.NOT_A_VOTER),
    "a community": (an_actor(ANOTHER, Standing.COMMUNITY), apologies.NOT_A_VOTER),
    "an administrator who is not in the chat": (
        an_actor(ANOTHER, Standing.ADMINISTRATOR, joined_at=None),
        apologies.NOT_A_VOTER,
    ),
}


@pytest.mark.parametrize(("by", "refusal"), NOT_VOTERS.values(), ids=NOT_VOTERS)
@pytest.mark.parametrize("choice", Choice)
def test_only_participants_vote(by: Actor, refusal: Refusal, choice: Choice) -> None:
    assert refused(voting(), objection(by, choice)) == refusal


def test_whoever_objected_left_and_came_back_can_take_it_back() -> None:
    case = voting(ballots=ballots((CLASSMATE, Choice.OBJECT)))
    back = an_actor(CLASSMATE, Standing.MEMBER, joined_at=NOW - MINUTE)
    assert granted(case, objection(back, Choice.CONSENT)) == (
        apologies.VoteCast(vote=VoteNumber(1), member=STUDENT, by=CLASSMATE, choice=Choice.CONSENT),
    )


def test_whoever_joined_after_the_vote_began_does_not_vote() -> None:
    def joined(at: datetime) -> apologies.CastVote:
        return objection(an_actor(CLASSMATE, Standing.MEMBER, joined_at=at))

    assert granted(voting(), joined(VOTE.opened_at))
    assert refused(voting(), joined(VOTE.opened_at + INSTANT)) == (apologies.JOINED_AFTERWARDS)


def test_the_order_of_messages_says_who_joined_after_the_vote_began() -> None:
    """In one second the clock says nothing, and clocks differ by minutes."""

    def joined(message: int, at: datetime) -> apologies.CastVote:
        by = replace(
            an_actor(CLASSMATE, Standing.MEMBER, joined_at=at), joined_message=MessageId(message)
        )
        return replace(objection(by), announced=MessageId(50))

    in_its_second = VOTE.opened_at.replace(microsecond=0)
    for at in (in_its_second, VOTE.opened_at + MINUTE):
        assert granted(voting(), joined(49, at))
    for at in (in_its_second, VOTE.opened_at - MINUTE):
        assert refused(voting(), joined(51, at)) == apologies.JOINED_AFTERWARDS


def test_a_vote_sent_anew_lets_nobody_in_who_joined_long_after_it_began() -> None:
    by = replace(
        an_actor(CLASSMATE, Standing.MEMBER, joined_at=VOTE.opened_at + 10 * MINUTE),
        joined_message=MessageId(60),
    )
    anew = replace(objection(by), announced=MessageId(90))
    assert refused(voting(), anew) == apologies.JOINED_AFTERWARDS


@pytest.mark.parametrize("request_", [objection(), CLOSE], ids=["say", "close"])
@pytest.mark.parametrize(
    "votes",
    [(), (a_vote(number=VoteNumber(2), closes_at=NOW),), (a_closed_vote(),)],
    ids=["no vote", "another vote", "closed"],
)
def test_only_a_running_vote_is_voted_in_and_closes(
    votes: tuple[apologies.Vote, ...], request_: Request
) -> None:
    assert refused(a_blocked_case(votes=votes), request_) == apologies.VOTE_OVER


def test_there_is_voting_until_the_last_moment() -> None:
    assert granted(voting(closes_at=NOW + INSTANT), objection())
    assert refused(voting(closes_at=NOW), objection()) == apologies.VOTE_OVER


def test_silence_is_consent() -> None:
    assert granted(voting(closes_at=NOW), CLOSE) == (
        apologies.VoteClosed(
            vote=VoteNumber(1),
            member=STUDENT,
            outcome=apologies.Outcome.FORGIVEN,
            objections=0,
            consents=0,
        ),
        BlockLifted(number=BlockNumber(1), member=STUDENT, by=None, how=Lift.FORGIVEN),
    )


def test_one_standing_objection_keeps_the_block() -> None:
    said = ballots((TEACHER, Choice.CONSENT), (CLASSMATE, Choice.OBJECT), (ANOTHER, Choice.CONSENT))
    assert granted(voting(closes_at=NOW, ballots=said), CLOSE) == (
        apologies.VoteClosed(
            vote=VoteNumber(1),
            member=STUDENT,
            outcome=apologies.Outcome.KEPT,
            objections=1,
            consents=2,
        ),
    )


def test_consents_alone_lift_the_block() -> None:
    said = ballots((TEACHER, Choice.CONSENT), (CLASSMATE, Choice.CONSENT))

    closed, lifted = granted(voting(closes_at=NOW, ballots=said), CLOSE)

    assert isinstance(closed, apologies.VoteClosed)
    assert (closed.objections, closed.consents) == (0, 2)
    assert isinstance(lifted, BlockLifted)


def test_a_vote_does_not_close_before_its_time() -> None:
    case = voting(closes_at=NOW + INSTANT)
    assert refused(case, CLOSE) == apologies.VoteRuns(closes_at=NOW + INSTANT)


@pytest.mark.parametrize("said", [(), ballots((CLASSMATE, Choice.OBJECT))])
@pytest.mark.parametrize(
    "block", [a_block(ends_at=NOW), an_ended_block(ends_at=NOW)], ids=["just over", "ended"]
)
def test_a_vote_decides_nothing_about_a_block_that_is_over(said: object, block: object) -> None:
    case = a_blocked_case(blocks=(block,), votes=(a_vote(closes_at=NOW - MINUTE, ballots=said),))
    assert sole(apologies.VoteClosed, granted(case, CLOSE)).outcome is apologies.Outcome.OBSOLETE


def test_a_vote_that_closes_late_still_forgives_while_the_block_runs() -> None:
    case = voting(closes_at=NOW - 2 * DAY)
    assert len(granted(case, CLOSE)) == 2

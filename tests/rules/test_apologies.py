"""п. 5.12.6: an apology is put before the participants, or first before a moderator."""

from dataclasses import replace
from typing import Any

import pytest

from rules.apologies import LONGEST_APOLOGY, forbidden
from rules.case import Case
from rules.detectors.registry import Detector
from rules.ids import BlockNumber, VoteNumber
from rules.vocabulary import apologies
from rules.vocabulary.bases import Refusal
from rules.vocabulary.blocks import Lift
from rules.vocabulary.people import Standing
from tests.rules.asking import granted, refused, sole
from tests.rules.builders import a_blocked_case, a_case
from tests.rules.moments import DAY, HOUR, INSTANT, MINUTE, NOW
from tests.rules.people import STUDENT
from tests.rules.policies import a_policy
from tests.rules.records import a_block, an_ended_block
from tests.rules.suspected import a_detection
from tests.rules.voting import a_closed_vote, a_vote
from tests.rules.ways import HELD, PUBLISH, REJECT, RUDE, WAITING

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


VOTING = a_blocked_case(votes=(a_vote(),))


def test_what_a_detector_holds_waits() -> None:
    assert granted(a_blocked_case(), RUDE) == (
        apologies.ApologyWithheld(
            block=BlockNumber(1),
            member=STUDENT,
            by=STUDENT,
            text="Сами такие",
            found=(Detector.OBSCENITY,),
        ),
    )


def test_what_no_rule_forbids_is_published() -> None:
    conduct = a_policy().conduct
    unwatched = replace(conduct, rules=tuple(replace(r, detectors=()) for r in conduct.rules))
    case = a_blocked_case(policy=a_policy(conduct=unwatched))

    assert sole(apologies.ApologyMade, granted(case, RUDE))


def test_a_word_of_the_chats_own_list_names_its_rule() -> None:
    conduct = a_policy().conduct
    listed = a_detection(Detector.WORDLIST, rule=1)
    assert forbidden(conduct, [listed]) == (Detector.WORDLIST,)


@pytest.mark.parametrize("publish", [True, False])
def test_a_moderator_decides(publish: bool) -> None:
    decided, *more = granted(WAITING, replace(PUBLISH, publish=publish))

    assert isinstance(decided, apologies.WithheldDecided)
    assert decided.published is publish
    assert [fact.text for fact in more if isinstance(fact, apologies.ApologyMade)] == [
        HELD.text
    ] * publish


@pytest.mark.parametrize(
    "case",
    [
        replace(WAITING, withheld=replace(HELD, decided=True)),
        replace(WAITING, withheld=replace(HELD, block=BlockNumber(7))),
        replace(WAITING, blocks=(a_block(ends_at=NOW),)),
        a_case(withheld=HELD),
        replace(WAITING, votes=(a_vote(opened_at=HELD.at),)),
        replace(WAITING, votes=(a_closed_vote(opened_at=HELD.at),)),
    ],
)
def test_it_waits_no_more(case: Case) -> None:
    assert refused(case, PUBLISH) == apologies.WITHHELD_OVER


def test_what_waits_keeps_nobody_from_writing_anew() -> None:
    assert sole(
        apologies.ApologyMade, granted(WAITING, apologies.Apologise(by=STUDENT, text="Простите"))
    )


def test_a_pause_and_a_vote_hold_for_what_waits_as_well() -> None:
    assert isinstance(refused(VOTING, RUDE), apologies.VoteRuns)
    assert refused(a_case(), RUDE) == apologies.NOT_BLOCKED


def test_moderators_read_so_many_within_the_pause_and_other_words_go_at_once() -> None:
    pause = a_policy().apology_pause
    old, *lately = (NOW - pause, NOW - 2 * DAY, NOW - DAY, NOW - MINUTE)
    often = a_blocked_case(withheld_at=(old, *lately))
    words = (Detector.OBSCENITY,)

    assert refused(often, RUDE) == apologies.WithheldTooOften(
        found=words, possible_at=NOW - 2 * DAY + pause
    )
    assert granted(often, apologies.Apologise(by=STUDENT, text="Простите"))
    assert granted(replace(often, withheld_at=(old, *lately[1:])), RUDE)


def test_words_for_one_block_are_none_for_the_next() -> None:
    """A block was undone, and its author blocked anew, while the words waited to be sent."""
    anew = a_blocked_case(blocks=(an_ended_block(lift=Lift.ANNULLED), a_block(2)))
    sorry = apologies.Apologise(by=STUDENT, text="Простите", block=BlockNumber(1))

    assert refused(anew, sorry) == apologies.ANOTHER_BLOCK
    assert granted(anew, replace(sorry, block=BlockNumber(2)))
    assert granted(anew, replace(sorry, block=None))


def test_a_vote_on_no_apology_ends() -> None:
    assert granted(VOTING, REJECT) == (
        apologies.ApologyRejected(vote=VoteNumber(1), member=STUDENT, by=REJECT.by.member),
    )


@pytest.mark.parametrize(
    "case",
    [
        a_blocked_case(),
        a_blocked_case(votes=(a_closed_vote(),)),
        a_blocked_case(votes=(a_vote(closes_at=NOW),)),
        a_blocked_case(votes=(a_vote(number=VoteNumber(2)),)),
    ],
)
def test_once_and_only_while_the_vote_is_open(case: Case) -> None:
    assert refused(case, REJECT) == apologies.VOTE_OVER


def test_after_that_the_pause_holds() -> None:
    rejected = a_closed_vote(outcome=apologies.Outcome.REJECTED, closed_at=NOW - DAY)
    case = a_blocked_case(votes=(rejected,))
    assert refused(
        case, apologies.Apologise(by=STUDENT, text="Простите")
    ) == apologies.ApologyTooSoon(possible_at=NOW + 2 * DAY)

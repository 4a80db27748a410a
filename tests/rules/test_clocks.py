"""п. 5.12.5: a clock that is wrong, or was, lengthens no block and imposes none."""

from datetime import timedelta

import pytest

from rules.cases.chat import Silence
from rules.decide import decide
from rules.facts.blocks import BlockShortened
from rules.facts.silence import SilenceEnded
from rules.facts.violations import MessageRemoved
from rules.ids import BlockNumber, RuleNumber, SuspicionNumber, VoteNumber
from rules.refusals.blocks import ClocksApart, TermRuns
from rules.requests import Request
from rules.requests.apologies import CloseVote
from rules.requests.blocks import ImposeBlock, ShortenBlock
from rules.requests.invitations import MakeInvitation
from rules.requests.silence import BeginSilence, EndSilence
from rules.requests.suspicions import EnforceSuspicion
from rules.requests.violations import RecordViolation
from rules.responses import Response
from rules.terms import Span, Unit
from tests.rules.builders import (
    A_TEACHER,
    DAY,
    HOUR,
    INSTANT,
    MINUTE,
    NOW,
    ONE_DAY,
    STUDENT,
    a_block,
    a_blocked_case,
    a_case,
    a_case_of,
    a_found,
    a_suspected_case,
    a_vote,
    facts_of,
    refusal_of,
)


def test_a_block_that_a_wrong_clock_imposed_counts_from_now_on() -> None:
    """Clock 20 days ahead, a block of a month, clock corrected: a month in all, not 51 days."""
    shorten = ShortenBlock(number=BlockNumber(1))
    for length, expected in ((30 * DAY, 30 * DAY), (3 * DAY, 3 * DAY), (31 * DAY, 30 * DAY)):
        block = a_block(at=NOW + 20 * DAY, ends_at=NOW + 20 * DAY + length)
        case = a_blocked_case(blocks=(block,))

        assert facts_of(decide(case, shorten, NOW)) == (
            BlockShortened(number=BlockNumber(1), member=STUDENT, ends_at=NOW + expected),
        )


@pytest.mark.parametrize("ago", [timedelta(0), INSTANT, DAY])
def test_a_block_that_has_begun_keeps_its_term(ago: timedelta) -> None:
    case = a_blocked_case(blocks=(a_block(at=NOW - ago),))

    assert refusal_of(decide(case, ShortenBlock(number=BlockNumber(1)), NOW)) == TermRuns(
        ends_at=a_block().ends_at
    )


@pytest.mark.parametrize("ahead", [6 * MINUTE, -6 * MINUTE, 20 * DAY])
@pytest.mark.parametrize(
    "request_",
    [
        ImposeBlock(by=A_TEACHER, term=ONE_DAY),
        RecordViolation(by=A_TEACHER, rule=RuleNumber(1)),
        BeginSilence(by=A_TEACHER, term=Span(count=5, unit=Unit.MINUTE)),
        MakeInvitation(by=A_TEACHER, digest="d", single=False),
    ],
)
def test_what_carries_a_term_or_counts_is_refused_while_the_clock_is_wrong(
    request_: Request, ahead: timedelta
) -> None:
    assert facts_of(decide(a_case_of(4, clock_ahead=5 * MINUTE), request_, NOW))
    assert refusal_of(decide(a_case_of(4, clock_ahead=ahead), request_, NOW)) == (
        ClocksApart(ahead=ahead)
    )


def test_a_wrong_clock_closes_no_vote_and_corrects_no_block() -> None:
    voting = a_blocked_case(votes=(a_vote(closes_at=NOW),), clock_ahead=20 * DAY)
    future = a_blocked_case(blocks=(a_block(at=NOW + DAY),), clock_ahead=-DAY)

    assert isinstance(refusal_of(decide(voting, CloseVote(vote=VoteNumber(1)), NOW)), ClocksApart)
    assert isinstance(
        refusal_of(decide(future, ShortenBlock(number=BlockNumber(1)), NOW)), ClocksApart
    )


def test_what_a_wrong_clock_does_not_let_count_is_removed_all_the_same() -> None:
    found = a_found(response=Response.COUNT)
    enforce = EnforceSuspicion(number=SuspicionNumber(1))

    facts = facts_of(decide(a_suspected_case(found, clock_ahead=DAY), enforce, NOW))

    assert [type(fact) for fact in facts] == [MessageRemoved]


def test_a_silence_that_seems_to_begin_in_the_future_is_over() -> None:
    case = a_case(silence=Silence(at=NOW + DAY, ends_at=NOW + DAY + HOUR))

    assert facts_of(decide(case, EndSilence(by=None), NOW)) == (SilenceEnded(by=None),)

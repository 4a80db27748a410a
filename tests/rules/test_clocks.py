"""п. 5.12.5, 5.12.6: a clock that is wrong, or was, lengthens nothing and ends nothing early."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rules.case import Case
from rules.ids import (
    BlockNumber,
    InvitationNumber,
    MessageId,
    RuleNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.responses import Response
from rules.settings import Kind
from rules.times import Hold, Span, Unit
from rules.vocabulary import apologies, blocks
from rules.vocabulary.appeals import MakeAppeal
from rules.vocabulary.chats import AdoptChat
from rules.vocabulary.invitations import AcceptInvitation, Invitation, MakeInvitation
from rules.vocabulary.people import TOO_LATE_TO_UNDO, Standing
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.silence import BeginSilence, EndSilence, Silence, SilenceEnded, SilentAlready
from rules.vocabulary.suspicions import (
    EnforceSuspicion,
    RaiseSuspicion,
    ReopenSuspicion,
    Settlement,
    SuspicionRaised,
)
from rules.vocabulary.undoing import TheBlock, TheViolation, Undo
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import MessageRemoved, Recent, RecordViolation
from tests.rules.asking import first, granted, refused, sole
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, HOUR, INSTANT, MINUTE, NOW, ONE_DAY, SECOND
from tests.rules.people import A_CLASSMATE, A_TEACHER, CLASSMATE, STUDENT
from tests.rules.records import a_block, a_violation
from tests.rules.suspected import (
    a_detection,
    a_found,
    a_suspected_case,
    a_suspicion,
    a_watched_case,
)
from tests.rules.voting import a_closed_vote, a_vote
from tests.rules.ways import PUBLISH, WAITING

SHORTEN = blocks.ShortenBlock(number=BlockNumber(1))


@pytest.mark.parametrize(("days", "left"), [(30, 30), (3, 3), (31, 30)])
def test_a_block_that_a_wrong_clock_imposed_counts_from_now_on(days: int, left: int) -> None:
    """Clock 20 days ahead, a block of a month, clock corrected: a month in all, not 51 days."""
    block = a_block(at=NOW + 20 * DAY, ends_at=NOW + (20 + days) * DAY)
    assert granted(a_blocked_case(blocks=(block,)), SHORTEN) == (
        blocks.BlockShortened(number=BlockNumber(1), member=STUDENT, ends_at=NOW + left * DAY),
    )


@pytest.mark.parametrize("ago", [timedelta(0), INSTANT, DAY])
def test_a_block_that_has_begun_keeps_its_term(ago: timedelta) -> None:
    case = a_blocked_case(blocks=(a_block(at=NOW - ago),))
    assert refused(case, SHORTEN) == blocks.TermRuns(ends_at=a_block().ends_at)


@pytest.mark.parametrize("ahead", [6 * MINUTE, -6 * MINUTE, 20 * DAY])
@pytest.mark.parametrize(
    "request_",
    [
        blocks.ImposeBlock(by=A_TEACHER, term=ONE_DAY),
        RecordViolation(by=A_TEACHER, rule=RuleNumber(1)),
        BeginSilence(by=A_TEACHER, term=Span(count=5, unit=Unit.MINUTE)),
        MakeInvitation(by=A_TEACHER, digest="d", single=False),
        AdoptChat(by=A_TEACHER, kind=Kind.SUBJECT, group=""),
    ],
)
def test_what_carries_a_term_or_counts_is_refused_while_the_clock_is_wrong(
    request_: Request, ahead: timedelta
) -> None:
    assert granted(a_case_of(4, clock_ahead=5 * MINUTE), request_)
    assert refused(a_case_of(4, clock_ahead=ahead), request_) == (blocks.ClocksApart(ahead=ahead))


def test_a_wrong_clock_closes_no_vote_and_corrects_no_block() -> None:
    voting = a_blocked_case(votes=(a_vote(closes_at=NOW),), clock_ahead=20 * DAY)
    close = apologies.CloseVote(vote=VoteNumber(1))
    assert refused(voting, close) == blocks.ClocksApart(ahead=20 * DAY)
    future = a_blocked_case(blocks=(a_block(at=NOW + DAY),), clock_ahead=-DAY)
    assert refused(future, SHORTEN) == blocks.ClocksApart(ahead=-DAY)


def test_what_a_wrong_clock_does_not_let_count_is_removed_all_the_same() -> None:
    case = a_suspected_case(a_found(response=Response.COUNT), clock_ahead=DAY)
    assert sole(MessageRemoved, granted(case, EnforceSuspicion(number=SuspicionNumber(1))))


def test_a_silence_that_seems_to_begin_in_the_future_is_over() -> None:
    case = a_case(silence=Silence(at=NOW + DAY, ends_at=NOW + DAY + HOUR))
    assert granted(case, EndSilence(by=None)) == (SilenceEnded(by=None),)


AHEAD = 20 * DAY
RECENTLY = NOW + AHEAD
"""A moment ago, by a clock that was so far ahead and is right by now."""


@pytest.mark.parametrize("ahead", [6 * MINUTE, -6 * MINUTE])
def test_an_apology_that_waits_is_published_once_the_clocks_agree(ahead: timedelta) -> None:
    case = replace(WAITING, clock_ahead=ahead)

    assert granted(WAITING, PUBLISH)
    assert refused(case, PUBLISH) == blocks.ClocksApart(ahead=ahead)
    # its author may write anew
    assert granted(case, replace(PUBLISH, publish=False))


OVERDUE: list[tuple[Case, Request]] = [
    (a_case_of(1), MakeAppeal(by=STUDENT, text="Не я", violation=ViolationNumber(1))),
    (
        a_blocked_case(votes=(a_vote(),)),
        apologies.CastVote(by=A_CLASSMATE, vote=VoteNumber(1), choice=apologies.Choice.OBJECT),
    ),
    (a_blocked_case(votes=(a_vote(),)), apologies.RejectApology(by=A_TEACHER, vote=VoteNumber(1))),
    (
        a_blocked_case(votes=(a_closed_vote(apologies.Outcome.UNOPPOSED),)),
        apologies.DecideLift(by=A_TEACHER, vote=VoteNumber(1), lift=True),
    ),
    (WAITING, replace(PUBLISH, publish=False)),
    (
        a_case(
            standing=Standing.OUTSIDER,
            present=False,
            invitation=Invitation(
                number=InvitationNumber(1), single=False, expires_at=NOW + 7 * DAY
            ),
        ),
        AcceptInvitation(version="1"),
    ),
    (
        a_blocked_case(blocks=(a_block(at=NOW),)),
        Undo(by=A_TEACHER, act=TheBlock(number=BlockNumber(1))),
    ),
    (
        a_case(suspicion=a_suspicion(settled=Settlement.CLEARED, settled_at=NOW)),
        ReopenSuspicion(by=A_TEACHER, number=SuspicionNumber(1)),
    ),
]


@pytest.mark.parametrize(("case", "request_"), OVERDUE)
def test_nothing_is_too_late_by_a_clock_that_is_known_to_be_ahead(
    case: Case, request_: Request
) -> None:
    assert granted(case, request_)
    assert granted(replace(case, clock_ahead=60 * DAY), request_, NOW + 60 * DAY)
    # it is by a clock that is right, or behind
    for ahead in (timedelta(0), -DAY):
        assert refused(replace(case, clock_ahead=ahead), request_, NOW + 60 * DAY)


def test_no_block_ends_early_by_a_clock_that_is_known_to_be_ahead() -> None:
    case, expire = a_blocked_case(), blocks.ExpireBlock(number=BlockNumber(1))
    ends_at = a_block().ends_at

    assert refused(replace(case, clock_ahead=AHEAD), expire, ends_at) == blocks.TermRuns(
        ends_at=ends_at
    )
    assert granted(case, expire, ends_at)
    assert granted(replace(case, clock_ahead=AHEAD), expire, ends_at + AHEAD)


def test_a_vote_that_a_wrong_clock_opened_counts_from_now_on() -> None:
    vote = a_vote(opened_at=RECENTLY, closes_at=RECENTLY + DAY)
    shorten = apologies.ShortenVote(vote=VoteNumber(1))

    def closes_at(ends_at: datetime) -> datetime:
        case = a_blocked_case(votes=(vote,), blocks=(a_block(ends_at=ends_at),))
        fact = sole(apologies.VoteShortened, granted(case, shorten))
        return fact.closes_at

    assert closes_at(NOW + 7 * DAY) == NOW + DAY
    assert closes_at(NOW + HOUR) == NOW + HOUR
    begun = a_blocked_case(votes=(a_vote(opened_at=NOW),))
    assert isinstance(refused(begun, shorten), apologies.VoteRuns)


def test_what_is_dated_after_now_is_in_no_span_that_ends_now() -> None:
    """It would be there for twenty days: questions, quiet periods, bursts, and what is undone."""
    record = RecordViolation(by=A_TEACHER, rule=RuleNumber(1))
    just = a_violation(1, at=RECENTLY, message=None)
    assert granted(a_case(violations=(just,)), record)

    undo = Undo(by=A_TEACHER, act=TheViolation(number=ViolationNumber(1)))
    assert refused(a_case(violations=(just,)), undo) == TOO_LATE_TO_UNDO

    cleared = a_case(suspicion=a_suspicion(settled=Settlement.CLEARED, settled_at=RECENTLY))
    reopen = ReopenSuspicion(by=A_TEACHER, number=SuspicionNumber(1))
    assert refused(cleared, reopen) == TOO_LATE_TO_UNDO

    reason = a_closed_vote(closed_at=RECENTLY)
    assert granted(
        a_blocked_case(votes=(reason,)), apologies.Apologise(by=STUDENT, text="Простите")
    )

    raised = RaiseSuspicion(message=MessageId(9), posted_at=NOW, detections=(a_detection(),))
    latest = a_suspicion(last_at=RECENTLY)
    assert first(SuspicionRaised, granted(a_watched_case(suspicion=latest), raised))


def test_what_is_dated_after_now_heats_no_chat_and_keeps_none_quiet() -> None:
    def reminds(at: datetime, reminded_at: datetime | None = None) -> bool:
        recent = tuple(Recent(member=CLASSMATE, at=at) for _ in range(2))
        case = a_case(recent=recent, last_reminder_at=reminded_at)
        record = RecordViolation(by=A_TEACHER, rule=RuleNumber(1))
        return any(isinstance(each, Reminded) for each in granted(case, record))

    assert reminds(NOW - MINUTE)
    assert not reminds(RECENTLY)
    assert not reminds(NOW - MINUTE, NOW - MINUTE)
    assert reminds(NOW - MINUTE, RECENTLY)


def test_a_silence_of_a_wrong_clock_keeps_nobody_from_beginning_another() -> None:
    wrong = Silence(at=RECENTLY, ends_at=RECENTLY + HOUR)
    begin = BeginSilence(by=A_TEACHER, term=Span(count=5, unit=Unit.MINUTE))

    assert granted(a_case(silence=wrong), begin)
    running = Silence(at=NOW - MINUTE, ends_at=NOW + HOUR)
    assert refused(a_case(silence=running), begin) == (SilentAlready(ends_at=NOW + HOUR))


def test_a_hold_that_begins_in_the_future_covers_nothing_written_now() -> None:
    """The order of messages settles what clocks that agree leave in doubt, and no more."""
    hold = Hold(since=NOW, until=NOW + DAY, announced=MessageId(10))

    assert hold.covers(NOW - 2 * SECOND, MessageId(11))
    assert not hold.covers(NOW - 2 * SECOND, MessageId(9))
    assert not replace(hold, since=RECENTLY, until=RECENTLY + DAY).covers(NOW, MessageId(11))

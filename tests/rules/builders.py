"""Cases, people and policies of which a test says only what matters to it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from rules.case import Case, Numbers
from rules.conduct import Conduct, Rule
from rules.decide import decide
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector, Label
from rules.ids import (
    AppealNumber,
    BlockNumber,
    ChatId,
    InvitationNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.policy import Heat, Policy, SinceDayOfYear
from rules.responses import Response
from rules.rulings import Granted, Refused, Ruling
from rules.settings import OF_DETECTOR, Blocks
from rules.terms import ONE_MONTH, Span, Unit
from rules.vocabulary import suspicions
from rules.vocabulary.apologies import Ballot, Choice, Outcome, Vote
from rules.vocabulary.blocks import Block, Lift, Proposal, ProposalState
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.refusal import Refusal
from rules.vocabulary.unions import Fact, Request
from rules.vocabulary.violations import Violation

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Saratov")
LONG_AGO = datetime(2026, 9, 1, 6, tzinfo=UTC)

CHAT = ChatId(2_000_000_001)
STUDENT = MemberId(10)
CLASSMATE = MemberId(11)
TEACHER = MemberId(1)
COLLEAGUE = MemberId(2)

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)

ONE_DAY = Span(count=1, unit=Unit.DAY)
ONE_WEEK = Span(count=1, unit=Unit.WEEK)

LANGUAGES = ("ru", "en")


def a_rule(number: int, **changes: Any) -> Rule:
    told = {language: f"{language} {number}" for language in LANGUAGES}
    return replace(Rule(number=RuleNumber(number), title=told, text=told), **changes)


CONDUCT = Conduct(
    rules=(
        a_rule(1, detectors=(Detector.LINK, Detector.FLOOD)),
        a_rule(2, detectors=(Detector.OBSCENITY,), gravity=2),
        a_rule(3, detectors=(Detector.INSULT,), gravity=3, personal=True),
    )
)
"""Nobody watches for personal data here, nor for late hours."""

POLICY = Policy(
    version="1",
    conduct=CONDUCT,
    threshold=3,
    validity=SinceDayOfYear(month=9, day=1),
    blocks=Blocks.PROPOSED,
    terms=(ONE_DAY, ONE_WEEK, ONE_MONTH),
    greatest_term=ONE_MONTH,
    ladder=(ONE_DAY, ONE_WEEK, ONE_MONTH),
    vote_length=timedelta(hours=24),
    apology_pause=timedelta(days=3),
    reminder_quiet=timedelta(minutes=30),
    heat=Heat(violations=3, people=2, within=timedelta(minutes=10)),
    gathering=timedelta(seconds=30),
    undo_window=timedelta(minutes=10),
)


def a_policy(**changes: Any) -> Policy:
    return replace(POLICY, **changes)


def an_actor(
    member: MemberId = TEACHER,
    standing: Standing = Standing.MODERATOR,
    joined_at: datetime | None = LONG_AGO,
) -> Actor:
    return Actor(member=member, standing=standing, joined_at=joined_at)


A_TEACHER = an_actor()
A_CLASSMATE = an_actor(CLASSMATE, Standing.MEMBER)


def a_violation(number: int, **changes: Any) -> Violation:
    """One of yesterday's, later by a minute for each number."""
    usual = Violation(
        number=ViolationNumber(number),
        member=STUDENT,
        rule=RuleNumber(1),
        at=NOW - DAY + number * MINUTE,
        by=TEACHER,
    )
    return replace(usual, **changes)


def violations(numbers: Iterable[int], **changes: Any) -> tuple[Violation, ...]:
    return tuple(a_violation(number, **changes) for number in numbers)


def a_block(number: int = 1, **changes: Any) -> Block:
    """One of an hour ago, for a week, on violations 1 to 4."""
    usual = Block(
        number=BlockNumber(number),
        member=STUDENT,
        at=NOW - HOUR,
        ends_at=NOW - HOUR + 7 * DAY,
        by=TEACHER,
        grounds=numbers(1, 2, 3, 4),
    )
    return replace(usual, **changes)


def an_ended_block(number: int = 1, lift: Lift = Lift.EXPIRED, **changes: Any) -> Block:
    """One that ended an hour ago."""
    usual: dict[str, Any] = {"at": NOW - DAY, "ends_at": NOW - HOUR, "lifted_at": NOW - HOUR}
    return a_block(number, lift=lift, **(usual | changes))


def numbers(*given: int) -> tuple[ViolationNumber, ...]:
    return tuple(ViolationNumber(number) for number in given)


def a_vote(number: int = 1, **changes: Any) -> Vote:
    """One that opened half an hour ago on block 1, for a day."""
    usual = Vote(
        number=VoteNumber(number),
        block=BlockNumber(1),
        text="Простите",
        opened_at=NOW - HOUR / 2,
        closes_at=NOW - HOUR / 2 + DAY,
    )
    return replace(usual, **changes)


def a_closed_vote(outcome: Outcome = Outcome.KEPT, **changes: Any) -> Vote:
    """One that closed just now."""
    usual: dict[str, Any] = {
        "opened_at": NOW - DAY,
        "closes_at": NOW,
        "closed_at": NOW,
        "outcome": outcome,
    }
    return a_vote(**(usual | changes))


def ballots(*said: tuple[MemberId, Choice]) -> tuple[Ballot, ...]:
    return tuple(Ballot(member=member, choice=choice) for member, choice in said)


def a_proposal(state: ProposalState = ProposalState.OPEN, **changes: Any) -> Proposal:
    """A proposal on violations 1 to 4, of five minutes ago."""
    usual = Proposal(
        grounds=numbers(1, 2, 3, 4),
        state=state,
        at=NOW - 5 * MINUTE,
        closed_at=None if state is ProposalState.OPEN else NOW - MINUTE,
    )
    return replace(usual, **changes)


NEXT = Numbers(
    violation=ViolationNumber(5),
    block=BlockNumber(2),
    vote=VoteNumber(2),
    reminder=ReminderNumber(2),
    invitation=InvitationNumber(2),
    appeal=AppealNumber(2),
    suspicion=SuspicionNumber(2),
)
"""What the chat's next entries get when the builders' first ones are there."""


def a_case(**changes: Any) -> Case:
    """A student of whom nothing is recorded."""
    usual = Case(
        chat=CHAT, member=STUDENT, standing=Standing.MEMBER, policy=POLICY, zone=ZONE, next=NEXT
    )
    return replace(usual, **changes)


def a_case_of(count: int, **changes: Any) -> Case:
    """A student with so many violations that count."""
    return a_case(violations=violations(range(1, count + 1)), **changes)


def a_blocked_case(**changes: Any) -> Case:
    """A student who is blocked for a week, since an hour ago."""
    carried = violations(range(1, 5), carried_by=BlockNumber(1))
    usual: dict[str, Any] = {"violations": carried, "blocks": (a_block(),)}
    return a_case(**(usual | changes))


def a_detection(
    detector: Detector = Detector.OBSCENITY, certainty: float = 1.0, **changes: Any
) -> Detection:
    """A word that stands there as it is."""
    usual = Detection(detector=detector, label=Label.OBSCENE, certainty=certainty)
    return replace(usual, **changes)


def a_found(message: int = 7, rule: int = 2, **changes: Any) -> suspicions.Found:
    """Something that moderators are to see, of a second ago."""
    usual = suspicions.Found(
        message=MessageId(message),
        posted_at=NOW - SECOND,
        detector=Detector.OBSCENITY,
        label=Label.OBSCENE,
        certainty=100,
        rule=RuleNumber(rule),
        response=Response.HINT,
    )
    return replace(usual, **changes)


def a_suspicion(*found: suspicions.Found, **changes: Any) -> suspicions.Suspicion:
    """One of a second ago that nobody has acted upon."""
    usual = suspicions.Suspicion(
        number=SuspicionNumber(1),
        member=STUDENT,
        at=NOW - SECOND,
        last_at=NOW - SECOND,
        found=frozenset(found or (a_found(),)),
        acts_at=NOW + SECOND,
    )
    return replace(usual, **changes)


def a_watched_case(response: Response = Response.COUNT, **changes: Any) -> Case:
    """A student in a chat that wants so much to follow from whatever is detected."""
    wanted = dict.fromkeys(OF_DETECTOR.values(), response.value)
    return a_case(**({"values": wanted} | changes))


def a_suspected_case(*found: suspicions.Found, **changes: Any) -> Case:
    """A student of whom that was found a second ago, in a chat that counts what is certain."""
    return a_watched_case(**({"suspicion": a_suspicion(*found)} | changes))


def facts_of(ruling: Ruling) -> tuple[Fact, ...]:
    assert isinstance(ruling, Granted), ruling
    return ruling.facts


def granted(case: Case, request: Request, now: datetime = NOW) -> tuple[Fact, ...]:
    """The facts by which the policy grants a request; there are always some."""
    facts = facts_of(decide(case, request, now))
    assert facts
    return facts


def refused(case: Case, request: Request, now: datetime = NOW) -> Refusal:
    """Why the policy refuses a request."""
    ruling = decide(case, request, now)
    assert isinstance(ruling, Refused), ruling
    return ruling.reason


Kind = TypeVar("Kind")


def sole(kind: type[Kind], facts: Iterable[Fact]) -> Kind:
    """The only fact there is, of that kind."""
    (fact,) = facts
    assert isinstance(fact, kind), fact
    return fact


def first(kind: type[Kind], facts: Sequence[Fact]) -> Kind:
    return sole(kind, facts[:1])


def last(kind: type[Kind], facts: Sequence[Fact]) -> Kind:
    return sole(kind, facts[-1:])


def suspect(*detections: Detection, message: int = 7) -> suspicions.RaiseSuspicion:
    return suspicions.RaiseSuspicion(
        message=MessageId(message),
        posted_at=NOW - SECOND,
        detections=detections or (a_detection(),),
    )


def found_by(case: Case, *detections: Detection) -> tuple[suspicions.Found, ...]:
    raised, *_ = granted(case, suspect(*detections))
    assert isinstance(raised, suspicions.SuspicionRaised | suspicions.SuspicionGrown)
    return raised.found


COUNTED: dict[str, Any] = {
    "settled": suspicions.Settlement.COUNTED,
    "settled_at": NOW - SECOND,
    "violation": ViolationNumber(5),
}
CLEARED: dict[str, Any] = {"settled": suspicions.Settlement.CLEARED, "settled_at": NOW}


def settled(**changes: Any) -> Case:
    return a_suspected_case(suspicion=a_suspicion(**changes))

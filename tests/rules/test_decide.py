"""The door: every refusal and every fact has its way to it, and cites its clause."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from rules.case import Case
from rules.clauses import Clause
from rules.decide import decide
from rules.ids import (
    BlockNumber,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.settings import Blocks
from rules.times import Span, Unit
from rules.vocabulary import (
    acquaintance,
    apologies,
    blocks,
    brakes,
    guardians,
    leavers,
    people,
    reporters,
    signals,
    spread,
    suspensions,
    undoing,
    violations,
)
from rules.vocabulary.acquaintance import (
    Acknowledge,
    AskForAcknowledgement,
    PolicyAnnounced,
    ShowRules,
)
from rules.vocabulary.bases import RefusalKey
from rules.vocabulary.brakes import BrakeFact
from rules.vocabulary.families import FamilyFact, RosterFact
from rules.vocabulary.guardians import GuardianFact
from rules.vocabulary.invitations import OpenInvitation
from rules.vocabulary.journal import DataForgotten, GapNoted
from rules.vocabulary.leavers import ExpulsionFact, LeaverFact
from rules.vocabulary.people import Standing
from rules.vocabulary.reminders import Remind
from rules.vocabulary.reminders import Reminder as Given
from rules.vocabulary.reporters import ReporterFact
from rules.vocabulary.signals import SignalFact
from rules.vocabulary.suspensions import SuspensionFact
from rules.vocabulary.unions import Fact, Request
from tests.rules.asking import facts_of, granted, refused
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, HOUR, LONG_AGO, NOW, ONE_DAY
from tests.rules.people import A_CLASSMATE, A_TEACHER, CLASSMATE, STUDENT, TEACHER, an_actor
from tests.rules.policies import a_policy
from tests.rules.records import a_block, a_proposal, a_violation, the_violations
from tests.rules.refusals import REFUSALS, refusals_of
from tests.rules.voting import a_closed_vote, a_vote, ballots
from tests.rules.ways import AGAINST_ONE, GRANTED_OF_SUBJECTS, WAYS_OF_SUBJECTS

RECORD = violations.RecordViolation(by=A_TEACHER, rule=RuleNumber(1))
ANNUL = violations.AnnulViolation(by=A_TEACHER, number=ViolationNumber(1), reason="ошибка")
ABOUT_THE_SEVENTH = replace(RECORD, message=MessageId(7))
REPLACE = violations.ReplaceViolation(by=A_TEACHER, number=ViolationNumber(1), rule=RuleNumber(2))
REMOVE = violations.RemoveMessage(by=A_TEACHER, rule=RuleNumber(1), message=MessageId(7))
BLOCK = blocks.ImposeBlock(by=A_TEACHER, term=ONE_DAY)
SORRY = apologies.Apologise(by=STUDENT, text="Простите")
OBJECT = apologies.CastVote(by=A_CLASSMATE, vote=VoteNumber(1), choice=apologies.Choice.OBJECT)
CLOSE = apologies.CloseVote(vote=VoteNumber(1))
KNOW = Acknowledge(version="1", addressed=None)
UNDO = undoing.Undo(by=A_TEACHER, act=undoing.TheViolation(number=ViolationNumber(1)))

VOTING = a_blocked_case(votes=(a_vote(),))
REMOVED = a_case(
    removal=violations.Removal(
        message=MessageId(7), member=STUDENT, rule=RuleNumber(1), at=NOW, by=TEACHER
    )
)
REMINDED = a_case(reminder=Given(number=ReminderNumber(1), to=STUDENT, at=NOW, by=TEACHER))
OF_THE_SEVENTH = a_case(violations=(a_violation(1, message=MessageId(7)),))
AHEAD = a_blocked_case(blocks=(a_block(at=NOW + DAY, ends_at=NOW + 8 * DAY),))
UNBLOCK = undoing.Undo(by=A_TEACHER, act=undoing.TheBlock(number=BlockNumber(1)))
DECLINED = a_proposal(blocks.ProposalState.DECLINED, closed_at=NOW)
CORRECTED = a_case(
    violations=(
        a_violation(1, annulled=True, annulled_at=NOW),
        a_violation(5, at=NOW, replaces=ViolationNumber(1)),
    )
)
ANNULLED = a_case(violations=(a_violation(1, annulled=True, annulled_at=NOW),))

WAYS: dict[RefusalKey, tuple[Case, Request]] = {
    people.NOT_MODERATOR: (a_case(), replace(RECORD, by=A_CLASSMATE)),
    people.OWN_CASE: (a_case(member=TEACHER, standing=Standing.MODERATOR), RECORD),
    people.OWN_FAMILY: (a_case(family=frozenset({TEACHER})), RECORD),
    people.OWN_GRIEVANCE: (
        a_case(),
        replace(RECORD, rule=RuleNumber(3), aimed_at=frozenset({TEACHER})),
    ),
    people.AGAINST_MODERATOR: (a_case(standing=Standing.MODERATOR), RECORD),
    people.NOT_PARTICIPANT: (a_case(standing=Standing.OUTSIDER), RECORD),
    violations.RuleMissing: (a_case(), replace(RECORD, rule=None)),
    violations.NoSuchRule: (a_case(), replace(RECORD, rule=RuleNumber(9))),
    violations.REASON_MISSING: (a_case_of(1), replace(ANNUL, reason="")),
    violations.NoSuchViolation: (a_case(), ANNUL),
    violations.AlreadyAnnulled: (ANNULLED, ANNUL),
    violations.ALREADY_REMOVED: (REMOVED, REMOVE),
    violations.AlreadyRecorded: (OF_THE_SEVENTH, ABOUT_THE_SEVENTH),
    violations.AlreadyGround: (a_blocked_case(), REPLACE),
    violations.JustRecorded: (a_case(violations=(a_violation(1, at=NOW),)), RECORD),
    violations.UnderAppeal: (a_case_of(1, appeals=(AGAINST_ONE,)), REPLACE),
    blocks.ClocksApart: (a_case_of(4, clock_ahead=20 * DAY), BLOCK),
    blocks.TooFewViolations: (a_case_of(3), BLOCK),
    blocks.TermTooLong: (a_case_of(4), replace(BLOCK, term=Span(count=2, unit=Unit.MONTH))),
    blocks.TERM_NOT_AHEAD: (a_case_of(4), replace(BLOCK, term=Span(count=0, unit=Unit.DAY))),
    blocks.AlreadyBlocked: (a_blocked_case(), BLOCK),
    blocks.NOTHING_PROPOSED: (a_case(), blocks.DeclineBlock(by=A_TEACHER)),
    apologies.NOT_BLOCKED: (a_case(), SORRY),
    blocks.TermRuns: (a_blocked_case(), blocks.ExpireBlock(number=BlockNumber(1))),
    apologies.APOLOGY_EMPTY: (a_blocked_case(), replace(SORRY, text="")),
    apologies.ApologyTooLong: (a_blocked_case(), replace(SORRY, text="а" * 1001)),
    apologies.NOT_THEIR_APOLOGY: (a_blocked_case(), replace(SORRY, by=CLASSMATE)),
    apologies.VoteRuns: (VOTING, CLOSE),
    apologies.ApologyTooSoon: (a_blocked_case(votes=(a_closed_vote(),)), SORRY),
    apologies.VOTE_OVER: (a_blocked_case(), OBJECT),
    apologies.NOT_A_VOTER: (VOTING, replace(OBJECT, by=an_actor(CLASSMATE, Standing.LEFT, None))),
    apologies.VOTE_ON_ONESELF: (VOTING, replace(OBJECT, by=an_actor(STUDENT, Standing.MEMBER))),
    apologies.JOINED_AFTERWARDS: (
        VOTING,
        replace(OBJECT, by=an_actor(CLASSMATE, Standing.MEMBER, joined_at=NOW)),
    ),
    apologies.SaidAlready: (
        a_blocked_case(votes=(a_vote(ballots=ballots((CLASSMATE, apologies.Choice.OBJECT))),)),
        OBJECT,
    ),
    people.NOT_ADDRESSED: (a_case(), replace(KNOW, addressed=frozenset({CLASSMATE}))),
    people.ACKNOWLEDGED_ALREADY: (a_case(acknowledged=frozenset({"1"})), KNOW),
    acquaintance.EVERYBODY_KNOWS: (a_case(), AskForAcknowledgement(members=(), by=A_TEACHER)),
    acquaintance.ASKED_TODAY: (
        a_case(),
        AskForAcknowledgement(members=(STUDENT,), by=A_TEACHER, asked_at=NOW),
    ),
    people.NOTICE_OUTDATED: (a_case(), replace(KNOW, version="0")),
    people.TOO_LATE_TO_UNDO: (a_case_of(1), UNDO),
    people.NOTHING_TO_UNDO: (a_case(), UNDO),
    **WAYS_OF_SUBJECTS,
}
"""For each refusal, a case and a request that meet it at `NOW`."""

GRANTED: list[tuple[Case, Request]] = [
    (a_case(), ShowRules()),
    (a_case(), KNOW),
    (a_case(), Remind(by=A_TEACHER, rule=None, to=None)),
    (a_case_of(3), RECORD),
    (OF_THE_SEVENTH, REPLACE),
    (
        a_case(policy=a_policy(blocks=Blocks.AUTOMATIC), violations=the_violations([1, 2, 3])),
        RECORD,
    ),
    (a_blocked_case(), ANNUL),
    (a_case(), REMOVE),
    (a_blocked_case(), violations.EraseMessage(message=MessageId(8), posted_at=NOW)),
    (a_case_of(4), BLOCK),
    (a_case_of(4, proposal=a_proposal()), blocks.DeclineBlock(by=A_TEACHER)),
    (a_blocked_case(blocks=(a_block(ends_at=NOW),)), blocks.ExpireBlock(number=BlockNumber(1))),
    (AHEAD, blocks.ShortenBlock(number=BlockNumber(1))),
    (a_blocked_case(), SORRY),
    (VOTING, OBJECT),
    (a_blocked_case(votes=(a_vote(closes_at=NOW),)), CLOSE),
    (
        a_blocked_case(votes=(a_vote(opened_at=NOW + DAY),)),
        apologies.ShortenVote(vote=VoteNumber(1)),
    ),
    (ANNULLED, undoing.Undo(by=A_TEACHER, act=undoing.TheAnnulment(number=ViolationNumber(1)))),
    (REMINDED, undoing.Undo(by=A_TEACHER, act=undoing.TheReminder(number=ReminderNumber(1)))),
    (REMOVED, undoing.Undo(by=A_TEACHER, act=undoing.TheRemoval(message=MessageId(7)))),
    (a_case(violations=(a_violation(1, at=NOW),)), UNDO),
    (CORRECTED, undoing.Undo(by=A_TEACHER, act=undoing.TheReplacement(number=ViolationNumber(5)))),
    (a_blocked_case(blocks=(a_block(at=NOW),)), UNBLOCK),
    (a_case_of(4, proposal=DECLINED), undoing.Undo(by=A_TEACHER, act=undoing.TheRefusalToBlock())),
    *GRANTED_OF_SUBJECTS,
]
"""What is granted at `NOW`; together every kind of fact."""

OF_THE_COLLEGE = {
    kind
    for subject in (
        FamilyFact,
        RosterFact,
        GuardianFact,
        LeaverFact,
        ExpulsionFact,
        SignalFact,
        SuspensionFact,
        ReporterFact,
        BrakeFact,
    )
    for kind in get_args(subject)
}
"""What is about more than one member in one chat has a door of its own (`test_leavers`,
`test_signals`)."""


def test_every_refusal_has_its_way() -> None:
    asked_of_permissions = {people.ONLY_ONESELF, people.NotAsked}
    of_leavers = {
        key
        for module in (brakes, guardians, leavers, reporters, signals, suspensions)
        for key in refusals_of(module).values()
    }
    of_no_member = of_leavers | {spread.SPREAD_OVER}
    assert set(WAYS) == {key for _, key in REFUSALS} - of_no_member - asked_of_permissions


@pytest.mark.parametrize("key", WAYS, ids=str)
def test_a_refusal_is_met_and_cites_its_clause(key: RefusalKey) -> None:
    case, request = WAYS[key]

    refusal = refused(case, request)

    assert refusal.key == key
    assert refusal.clause in Clause


def test_every_kind_of_fact_is_granted_and_cites_its_clause() -> None:
    facts = [fact for case, request in GRANTED for fact in granted(case, request)]

    # nobody asks the policy about a member for these
    unasked = {PolicyAnnounced, DataForgotten, GapNoted}
    assert {type(fact) for fact in facts} == set(get_args(Fact)) - unasked - OF_THE_COLLEGE
    assert all(fact.clause in Clause for fact in facts)


def test_every_kind_of_request_is_granted() -> None:
    # who opens an invitation only looks at it
    assert {type(request) for _, request in GRANTED} == set(get_args(Request)) - {OpenInvitation}


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "Europe/Saratov"])
def test_a_ruling_does_not_depend_on_the_zone_that_now_is_told_in(zone: str) -> None:
    before_the_clocks_change = datetime(2026, 11, 1, 4, tzinfo=UTC)
    case = replace(
        a_blocked_case(blocks=(a_block(ends_at=before_the_clocks_change + 99 * HOUR),)),
        violations=the_violations(range(1, 5), at=LONG_AGO),
    )
    free = replace(case, blocks=())
    hours = blocks.ImposeBlock(by=A_TEACHER, term=Span(count=48, unit=Unit.HOUR))

    for asked_of, request in ((case, SORRY), (free, hours), (free, BLOCK)):
        there = decide(asked_of, request, before_the_clocks_change.astimezone(ZoneInfo(zone)))
        assert there == decide(asked_of, request, before_the_clocks_change)
        assert facts_of(there)

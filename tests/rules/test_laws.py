"""Laws of section 5.12 for any case, also one that no story leads to."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rules.case import Case, Granted, Numbers, Refused, Ruling
from rules.decide import decide
from rules.ids import (
    AppealNumber,
    BlockNumber,
    InvitationNumber,
    MemberId,
    ReminderNumber,
    RuleNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.policy import ForDays, SinceDayOfYear, valid_since
from rules.settings import Blocks
from rules.times import Span, Term, Unit, Until
from rules.vocabulary.apologies import Apologise, CastVote, Choice, CloseVote, Outcome, VoteClosed
from rules.vocabulary.blocks import (
    Block,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    ExpireBlock,
    ImposeBlock,
    Lift,
)
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.violations import (
    AnnulViolation,
    RecordViolation,
    Violation,
    ViolationRecorded,
)
from tests.rules.builders import a_case
from tests.rules.moments import DAY, NOW
from tests.rules.people import A_TEACHER, CLASSMATE, STUDENT, TEACHER
from tests.rules.policies import a_policy
from tests.rules.records import a_block, a_violation, an_ended_block
from tests.rules.voting import a_vote, ballots
from tests.rules.watch import a_month_after

members = st.sampled_from([STUDENT, CLASSMATE, TEACHER])
actors = st.builds(
    lambda member, standing: Actor(member=member, standing=standing, joined_at=NOW - DAY),
    members,
    st.sampled_from(Standing),
)
policies = st.builds(
    a_policy,
    threshold=st.integers(3, 5),
    blocks=st.sampled_from(Blocks),
    validity=st.sampled_from([SinceDayOfYear(month=9, day=1), ForDays(days=30)]),
    greatest_term=st.sampled_from([Span(count=1, unit=Unit.WEEK), Span(count=1, unit=Unit.MONTH)]),
)
terms: st.SearchStrategy[Term] = st.builds(
    lambda count, unit: Span(count=count, unit=unit), st.integers(-2, 1000), st.sampled_from(Unit)
) | st.integers(-100, 2_000_000).map(lambda n: Until(moment=NOW + timedelta(minutes=n / 10)))


@st.composite
def cases(draw: st.DrawFn, running: st.SearchStrategy[bool]) -> Case:
    """A member with violations and blocks in any mixture, a block in force or not."""
    ended = [
        an_ended_block(number, draw(st.sampled_from(Lift)), grounds=())
        for number in range(1, draw(st.integers(1, 4)))
    ]
    blocks: list[Block] = list(ended)
    if draw(running):
        blocks.append(a_block(len(ended) + 1, grounds=()))
    carriers = st.none() | st.sampled_from([None, *(block.number for block in blocks)])
    violations = tuple(
        _violation(number, draw(st.booleans()), draw(carriers), draw(st.integers(0, 100)))
        for number in range(1, draw(st.integers(1, 12)))
    )
    return a_case(
        standing=draw(st.sampled_from([Standing.MEMBER] * 3 + list(Standing))),
        policy=draw(policies),
        zone=ZoneInfo(draw(st.sampled_from(["Europe/Saratov", "America/New_York"]))),
        violations=violations,
        blocks=tuple(
            replace(block, grounds=tuple(v.number for v in violations if _by(v, block)))
            for block in blocks
        ),
        next=Numbers(
            violation=ViolationNumber(len(violations) + 1),
            block=BlockNumber(len(blocks) + 1),
            vote=VoteNumber(1),
            reminder=ReminderNumber(1),
            invitation=InvitationNumber(1),
            appeal=AppealNumber(1),
            suspicion=SuspicionNumber(1),
        ),
    )


def _violation(number: int, fell: bool, carrier: BlockNumber | None, days: int) -> Violation:
    at = NOW - days * DAY
    fallen: dict[str, Any] = {"annulled": True, "annulled_at": at} if fell else {}
    return a_violation(number, at=at, carried_by=carrier, **fallen)


def _by(violation: Violation, block: Block) -> bool:
    return violation.carried_by == block.number


free = cases(st.just(False))
blocked = cases(st.just(True))
any_case = cases(st.booleans())


def imposed_by(ruling: Ruling) -> list[BlockImposed]:
    facts = ruling.facts if isinstance(ruling, Granted) else ()
    return [fact for fact in facts if isinstance(fact, BlockImposed)]


def lifted_by(ruling: Ruling) -> list[BlockLifted]:
    facts = ruling.facts if isinstance(ruling, Granted) else ()
    return [fact for fact in facts if isinstance(fact, BlockLifted)]


def counts(case: Case) -> set[ViolationNumber]:
    """Give what counts towards a block, reckoned anew."""
    void = {block.number for block in case.blocks if block.lift is Lift.ANNULLED}
    since = valid_since(case.policy.validity, NOW, case.zone)
    standing = (each for each in case.violations if not each.annulled and each.at >= since)
    return {each.number for each in standing if each.carried_by in {None, *void}}


@given(any_case, actors, terms)
def test_a_block_has_its_four_grounds_and_ends_within_a_month(
    case: Case, by: Actor, term: Term
) -> None:
    for fact in imposed_by(decide(case, ImposeBlock(by=by, term=term), NOW)):
        assert case.block is None
        assert by.standing in {Standing.MODERATOR, Standing.ADMINISTRATOR}
        assert by.member != case.member
        assert case.standing in {Standing.MEMBER, Standing.LEFT}
        assert set(fact.grounds) == counts(case)
        assert len(fact.grounds) == len(set(fact.grounds)) > case.policy.threshold >= 3
        assert NOW < fact.ends_at <= a_month_after(NOW, case.zone)


@given(free, terms)
def test_a_block_is_refused_only_for_a_reason(case: Case, term: Term) -> None:
    case = replace(case, standing=Standing.MEMBER)
    day = ImposeBlock(by=A_TEACHER, term=Span(count=1, unit=Unit.DAY))

    refused = isinstance(decide(case, day, NOW), Refused)

    assert refused is (len(counts(case)) <= case.policy.threshold)


@given(any_case, st.sampled_from([RuleNumber(1), RuleNumber(9), None]))
def test_what_follows_from_a_violation_has_its_four_grounds(
    case: Case, rule: RuleNumber | None
) -> None:
    ruling = decide(case, RecordViolation(by=A_TEACHER, rule=rule), NOW)
    if isinstance(ruling, Granted):
        recorded, *followed = ruling.facts
        assert isinstance(recorded, ViolationRecorded)
        assert rule == RuleNumber(1)
        assert case.standing in {Standing.MEMBER, Standing.LEFT}
        expected = counts(case) | {recorded.number}
        due = case.block is None and len(expected) > case.policy.threshold
        measures = [f for f in followed if isinstance(f, BlockProposed | BlockImposed)]
        assert len(measures) == due
        for measure in measures:
            assert set(measure.grounds) == expected
            if isinstance(measure, BlockImposed):
                assert NOW < measure.ends_at <= a_month_after(NOW, case.zone)


@given(blocked, st.integers(1, 12))
def test_a_block_falls_exactly_when_too_few_grounds_stand(case: Case, number: int) -> None:
    case = replace(case, standing=Standing.MEMBER)
    block, annulled = case.block, case.violation(ViolationNumber(number))
    request = AnnulViolation(by=A_TEACHER, number=ViolationNumber(number), reason="ошибка")

    ruling = decide(case, request, NOW)

    assert block is not None
    if annulled is None or annulled.annulled:
        assert isinstance(ruling, Refused)
        return
    left = sum(not v.annulled for v in case.violations if v.carried_by == block.number) - 1
    falls = annulled.carried_by == block.number and left <= case.policy.threshold
    assert bool(lifted_by(ruling)) is falls


votes = st.lists(
    st.tuples(st.integers(20, 30).map(MemberId), st.sampled_from(Choice)),
    max_size=6,
    unique_by=lambda said: said[0],
)


@given(blocked, votes, st.integers(-60, 60), st.integers(-60, 60))
def test_an_objection_that_stands_always_keeps_the_block(
    case: Case, said: list[tuple[MemberId, Choice]], closes: int, ends: int
) -> None:
    block = case.block
    assert block is not None
    running = replace(block, ends_at=NOW + timedelta(minutes=ends))
    vote = a_vote(
        block=block.number,
        closes_at=NOW + timedelta(minutes=closes),
        ballots=ballots(*said),
    )
    case = replace(case, blocks=(*case.blocks[:-1], running), votes=(vote,))

    ruling = decide(case, CloseVote(vote=VoteNumber(1)), NOW)

    objections = [choice for _, choice in said].count(Choice.OBJECT)
    forgiven = [fact for fact in lifted_by(ruling) if fact.how is Lift.FORGIVEN]
    assert bool(forgiven) is (closes <= 0 < ends and not objections)
    if isinstance(ruling, Granted):
        closed = ruling.facts[0]
        assert isinstance(closed, VoteClosed)
        assert closed.objections == objections
        assert closed.consents == len(said) - objections
        assert (closed.outcome is Outcome.KEPT) is (ends > 0 and objections > 0)


@given(blocked, st.integers(-1000, 1000))
def test_no_block_expires_before_its_time(case: Case, minutes: int) -> None:
    block = case.block
    assert block is not None
    at = block.ends_at + timedelta(minutes=minutes)

    lifted = lifted_by(decide(case, ExpireBlock(number=block.number), at))

    assert bool(lifted) is (minutes >= 0)


@given(any_case, actors, terms, votes, st.sampled_from(Choice))
def test_a_ruling_is_the_same_each_time(
    case: Case, by: Actor, term: Term, said: list[tuple[MemberId, Choice]], choice: Choice
) -> None:
    case = replace(case, votes=(a_vote(ballots=ballots(*said)),))
    for request in (
        ImposeBlock(by=by, term=term),
        RecordViolation(by=by, rule=RuleNumber(1)),
        CastVote(by=by, vote=VoteNumber(1), choice=choice),
        Apologise(by=by.member, text="Простите"),
    ):
        assert decide(case, request, NOW) == decide(replace(case), replace(request), NOW)

"""Moderators, members and time play at random; the laws of section 5.12 hold throughout."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from rules.cases import Actor, Choice, Lift, Outcome, Standing
from rules.clauses import Clause
from rules.decide import decide
from rules.facts import BlockImposed, BlockLifted, Fact, VoteClosed
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.policy import Blocks, ForDays, Heat, SinceDayOfYear
from rules.requests import (
    Acknowledge,
    AnnulViolation,
    Apologise,
    CastVote,
    CloseVote,
    DeclineBlock,
    EraseMessage,
    ExpireBlock,
    ImposeBlock,
    RecordViolation,
    Remind,
    RemoveMessage,
    Request,
    ShowRules,
    TheAnnulment,
    TheBlock,
    TheRefusalToBlock,
    TheReminder,
    TheRemoval,
    TheViolation,
    Undo,
)
from rules.rulings import Granted, Refused
from rules.terms import ONE_MONTH, Span, Unit, Until
from tests.rules.builders import a_policy
from tests.rules.keeper import Keeper
from tests.rules.watch import Watch

TEACHER, COLLEAGUE, HEAD = MemberId(1), MemberId(2), MemberId(3)
STUDENT, CLASSMATE, THIRD = MemberId(10), MemberId(11), MemberId(12)
CHANNEL, STRANGER = MemberId(-5), MemberId(99)

EVERYONE = {
    TEACHER: Standing.MODERATOR,
    COLLEAGUE: Standing.MODERATOR,
    HEAD: Standing.ADMINISTRATOR,
    STUDENT: Standing.MEMBER,
    CLASSMATE: Standing.MEMBER,
    THIRD: Standing.MEMBER,
    CHANNEL: Standing.COMMUNITY,
    STRANGER: Standing.OUTSIDER,
}

# most of what happens is done by teachers and concerns one student
someone = st.sampled_from([STUDENT] * 5 + [CLASSMATE, TEACHER, THIRD, CHANNEL, STRANGER])
asking = st.sampled_from([TEACHER] * 4 + [COLLEAGUE, HEAD, STUDENT, CLASSMATE])
anyone = st.sampled_from(sorted(EVERYONE))
ground = st.sampled_from([RuleNumber(1), RuleNumber(2), RuleNumber(3), RuleNumber(9), None])
spans = st.builds(
    lambda count, unit: Span(count=count, unit=unit), st.integers(-1, 45), st.sampled_from(Unit)
)
pauses = st.one_of(
    st.integers(0, 60).map(lambda n: timedelta(minutes=n)),
    st.integers(1, 30).map(lambda n: timedelta(hours=n)),
    st.integers(1, 40).map(lambda n: timedelta(days=n)),
)


class Chat(RuleBasedStateMachine):
    """A chat in which anyone may ask for anything at any time."""

    reached: ClassVar[set[object]] = set()

    @initialize(
        blocks=st.sampled_from(Blocks),
        threshold=st.sampled_from([3, 3, 4]),
        validity=st.sampled_from([SinceDayOfYear(month=2, day=1), ForDays(days=20)]),
        greatest=st.sampled_from([ONE_MONTH, Span(count=3, unit=Unit.DAY)]),
        zone=st.sampled_from(["Europe/Saratov", "America/New_York"]),
        start=st.sampled_from([(2026, 10, 30), (2027, 1, 30), (2028, 1, 31), (2027, 3, 31)]),
    )
    def open(
        self,
        blocks: Blocks,
        threshold: int,
        validity: SinceDayOfYear | ForDays,
        greatest: Span,
        zone: str,
        start: tuple[int, int, int],
    ) -> None:
        self.now = datetime(*start, 9, tzinfo=UTC)
        policy = a_policy(
            blocks=blocks,
            threshold=threshold,
            validity=validity,
            greatest_term=greatest,
            heat=Heat(violations=3, people=1, within=timedelta(minutes=10)),
        )
        self.chat = Keeper(policy, ZoneInfo(zone))
        self.watch = Watch(self.chat)
        for member, standing in EVERYONE.items():
            joined_at = None if member in {HEAD, STRANGER} else self.now
            self.chat.people[member] = Actor(member=member, standing=standing, joined_at=joined_at)

    def ask(self, about: MemberId, request: Request) -> None:
        case = self.chat.case(about, request)
        match decide(case, request, self.now):
            case Granted(facts=facts):
                self.watch.facts(request, facts, self.now)
                for fact in facts:
                    self.chat.record(fact, self.now)
                    self.reached.update(marks_of(fact))
            case Refused(reason=reason):
                assert reason.clause in Clause

    def latest_block(self) -> BlockNumber:
        return BlockNumber(max(len(self.chat.blocks), 1))

    def latest_vote(self) -> VoteNumber:
        return VoteNumber(max(len(self.chat.votes), 1))

    @rule(pause=pauses)
    def time_passes(self, pause: timedelta) -> None:
        self.now += pause

    @rule(slack=st.sampled_from([timedelta(0), timedelta(microseconds=1), timedelta(hours=1)]))
    def the_clock_rings(self, slack: timedelta) -> None:
        votes = [vote for vote in self.chat.votes.values() if vote.outcome is None]
        blocks = [block for block in self.chat.blocks.values() if block.lift is None]
        moments = [vote.closes_at for vote in votes] + [block.ends_at for block in blocks]
        if moments:
            self.now = max(self.now, min(moments) + slack)
        for vote in votes:
            if vote.closes_at <= self.now:
                self.ask(self.chat.blocks[vote.block].member, CloseVote(vote=vote.number))
        for block in blocks:
            if block.ends_at <= self.now:
                self.ask(block.member, ExpireBlock(number=block.number))

    @rule(about=someone, by=asking, rule=ground, times=st.integers(1, 4))
    def record(self, about: MemberId, by: MemberId, rule: RuleNumber | None, times: int) -> None:
        for _ in range(times):
            self.ask(about, RecordViolation(by=self.chat.actor(by), rule=rule))

    @rule(about=someone, by=asking, back=st.integers(0, 6), reason=st.sampled_from(["ошибка", ""]))
    def annul(self, about: MemberId, by: MemberId, back: int, reason: str) -> None:
        number = ViolationNumber(len(self.chat.violations) - back)
        self.ask(about, AnnulViolation(by=self.chat.actor(by), number=number, reason=reason))

    @rule(about=someone, by=asking, term=spans)
    def impose(self, about: MemberId, by: MemberId, term: Span) -> None:
        self.ask(about, ImposeBlock(by=self.chat.actor(by), term=term))

    @rule(about=someone, by=asking, ahead=pauses)
    def impose_until(self, about: MemberId, by: MemberId, ahead: timedelta) -> None:
        term = Until(moment=self.now + ahead)
        self.ask(about, ImposeBlock(by=self.chat.actor(by), term=term))

    @rule(about=someone, by=asking)
    def decline(self, about: MemberId, by: MemberId) -> None:
        self.ask(about, DeclineBlock(by=self.chat.actor(by)))

    @rule(about=someone)
    def expire(self, about: MemberId) -> None:
        self.ask(about, ExpireBlock(number=self.latest_block()))

    @rule(about=someone, by=st.sampled_from([None, CLASSMATE]))
    def apologise(self, about: MemberId, by: MemberId | None) -> None:
        self.ask(about, Apologise(by=by or about, text="Простите"))

    @precondition(lambda self: self.chat.votes)
    @rule(about=someone, by=anyone, choice=st.sampled_from(Choice))
    def say(self, about: MemberId, by: MemberId, choice: Choice) -> None:
        request = CastVote(by=self.chat.actor(by), vote=self.latest_vote(), choice=choice)
        self.ask(about, request)

    @rule(about=someone)
    def close(self, about: MemberId) -> None:
        self.ask(about, CloseVote(vote=self.latest_vote()))

    @rule(about=someone, by=asking, rule=ground, all_=st.booleans())
    def remind(self, about: MemberId, by: MemberId, rule: RuleNumber | None, all_: bool) -> None:
        self.ask(about, Remind(by=self.chat.actor(by), rule=rule, to=None if all_ else about))

    @rule(about=someone, by=asking, rule=ground, message=st.integers(1, 3))
    def remove(self, about: MemberId, by: MemberId, rule: RuleNumber | None, message: int) -> None:
        request = RemoveMessage(by=self.chat.actor(by), rule=rule, message=MessageId(message))
        self.ask(about, request)

    @rule(about=someone)
    def write(self, about: MemberId) -> None:
        self.ask(about, EraseMessage(message=MessageId(9)))

    @rule(about=anyone)
    def get_acquainted(self, about: MemberId) -> None:
        self.ask(about, ShowRules())
        self.ask(about, Acknowledge(version="1", addressed=None))

    @rule(
        about=someone,
        by=asking,
        back=st.integers(0, 4),
        kind=st.sampled_from(
            [TheViolation, TheAnnulment, TheBlock, TheRefusalToBlock, TheReminder, TheRemoval]
        ),
    )
    def undo(self, about: MemberId, by: MemberId, back: int, kind: type[object]) -> None:
        violation = ViolationNumber(len(self.chat.violations) - back)
        acts = {
            TheViolation: TheViolation(number=violation),
            TheAnnulment: TheAnnulment(number=violation),
            TheBlock: TheBlock(number=self.latest_block()),
            TheRefusalToBlock: TheRefusalToBlock(),
            TheReminder: TheReminder(number=ReminderNumber(len(self.chat.reminders))),
            TheRemoval: TheRemoval(message=MessageId(1)),
        }
        self.ask(about, Undo(by=self.chat.actor(by), act=acts[kind]))

    @rule(
        who=st.sampled_from([STUDENT, CLASSMATE, THIRD, COLLEAGUE]),
        standing=st.sampled_from([Standing.MEMBER, Standing.LEFT, Standing.MODERATOR]),
    )
    def become(self, who: MemberId, standing: Standing) -> None:
        before = self.chat.people[who]
        match standing, before.standing:
            case Standing.LEFT, _:
                joined_at = None
            case _, Standing.LEFT:
                joined_at = self.now
            case _:
                joined_at = before.joined_at
        self.chat.people[who] = replace(before, standing=standing, joined_at=joined_at)

    @invariant()
    def the_laws_hold(self) -> None:
        self.watch.state()


def marks_of(fact: Fact) -> set[object]:
    """Say what a run has been through, to see that the play gets everywhere."""
    match fact:
        case BlockLifted(how=how):
            return {type(fact), how}
        case VoteClosed(outcome=outcome):
            return {type(fact), outcome}
        case BlockImposed(by=by):
            return {type(fact), "automatic" if by is None else "by hand"}
        case _:
            return {type(fact)}


def test_the_laws_hold_whatever_people_and_time_do() -> None:
    Chat.reached.clear()

    # the same play each time: else now and then it would not get everywhere
    run_state_machine_as_test(
        Chat,
        settings=settings(
            max_examples=150,
            stateful_step_count=50,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert {*Lift, *Outcome, "automatic", "by hand"} <= Chat.reached
    assert {kind for kind in Chat.reached if isinstance(kind, type)} == set(Fact.__args__)

"""A chat in which moderators, members and time do at random whatever can be asked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from rules.case import Granted, Refused
from rules.clauses import Clause
from rules.decide import decide
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
    VoteNumber,
    WithheldNumber,
)
from rules.policy import ForDays, Heat, SinceDayOfYear
from rules.settings import Blocks
from rules.times import ONE_MONTH, Span, Unit, Until
from rules.vocabulary import apologies, undoing
from rules.vocabulary.acquaintance import Acknowledge, ShowRules
from rules.vocabulary.blocks import (
    BlockImposed,
    BlockLifted,
    DeclineBlock,
    ExpireBlock,
    ImposeBlock,
)
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.reminders import Remind
from rules.vocabulary.unions import Fact, Request
from rules.vocabulary.violations import (
    AnnulViolation,
    EraseMessage,
    RecordViolation,
    RemoveMessage,
    ReplaceViolation,
)
from tests.rules.keeper import Keeper
from tests.rules.policies import a_policy
from tests.rules.suspected import a_detection
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

KINDS = [
    undoing.TheViolation,
    undoing.TheAnnulment,
    undoing.TheReplacement,
    undoing.TheBlock,
    undoing.TheRefusalToBlock,
    undoing.TheReminder,
    undoing.TheRemoval,
]


# most of what happens is done by teachers and concerns one student
someone = st.sampled_from([STUDENT] * 5 + [CLASSMATE, TEACHER, THIRD, CHANNEL, STRANGER])
asking = st.sampled_from([TEACHER] * 4 + [COLLEAGUE, HEAD, STUDENT, CLASSMATE])
voters = st.sampled_from([TEACHER, CLASSMATE, THIRD, COLLEAGUE, *sorted(EVERYONE)])
voices = st.lists(st.tuples(voters, st.sampled_from(apologies.Choice)), max_size=3)
reasons = st.sampled_from(["ошибка", "ошибка", ""])
ground = st.sampled_from([RuleNumber(1)] * 3 + [RuleNumber(3), RuleNumber(9), None])
mistaken = st.sampled_from([None] * 5 + [STUDENT, CLASSMATE, TEACHER])
spans = st.builds(
    lambda count, unit: Span(count=count, unit=unit), st.integers(-1, 45), st.sampled_from(Unit)
)
BY_NAME, ONCE_MORE, NEW = -2, -1, 0
"""What is recorded: something without a message, the same if it is asked about, or a message that
is written just now; a number above counts back from the newest message."""

what = st.sampled_from([BY_NAME, ONCE_MORE, NEW, NEW, 1, 1, 2, 3, 4])
pauses = st.one_of(
    st.integers(0, 15).map(lambda n: timedelta(minutes=n)),
    st.integers(1, 30).map(lambda n: timedelta(hours=n)),
    st.sampled_from([3, 7, 20, 40]).map(lambda n: timedelta(days=n)),
)


class Chat(RuleBasedStateMachine):
    """A chat in which anyone may ask for anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.reached: set[str] = set()
        self.written: dict[MemberId, list[MessageId]] = {}

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
        self.watch = self.watcher()
        for member, standing in EVERYONE.items():
            joined_at = None if member in {HEAD, STRANGER} else self.now
            self.chat.people[member] = Actor(member=member, standing=standing, joined_at=joined_at)
        self.begin()

    def watcher(self) -> Watch:
        return Watch(self.chat)

    def begin(self) -> None:
        """What a play does before anything else."""

    def ask(self, about: MemberId, request: Request) -> None:
        case = self.chat.case(about, request)
        match decide(case, request, self.now):
            case Granted(facts=facts):
                self.watch.facts(request, facts, self.now)
                for fact in facts:
                    self.chat.record(fact, self.now)
                    self.reached.add(mark_of(fact))
                # what is done one after the other is not done at one moment
                self.now += timedelta(microseconds=1)
            case Refused(reason=reason):
                assert reason.clause in Clause

    def concerned(self, mistaken: MemberId | None) -> MemberId:
        """Give whom the chat's latest block is about, or whoever is taken for them."""
        if mistaken is not None or not self.chat.blocks:
            return mistaken or STUDENT
        return self.chat.blocks[self.latest_block()].member

    def latest_block(self) -> BlockNumber:
        return BlockNumber(max(len(self.chat.blocks), 1))

    def latest_vote(self) -> VoteNumber:
        return VoteNumber(max(len(self.chat.votes), 1))

    def violation_of(self, member: MemberId, back: int) -> ViolationNumber:
        """Give one of a member's violations, counted from the latest; or what is none."""
        theirs = [each.number for each in self.chat.violations.values() if each.member == member]
        return theirs[-1 - back] if back < len(theirs) else ViolationNumber(back + 100)

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
                self.ask(self.chat.blocks[vote.block].member, apologies.CloseVote(vote=vote.number))
        for block in blocks:
            if block.ends_at <= self.now:
                self.ask(block.member, ExpireBlock(number=block.number))

    def message_of(self, member: MemberId, back: int = NEW) -> MessageId:
        """Give a message of a member's: a new one, or the one so far back from the newest."""
        theirs = self.written.setdefault(member, [])
        if back == NEW or back > len(theirs):
            theirs.append(MessageId(1001 + sum(map(len, self.written.values()))))
            return theirs[-1]
        return theirs[-back]

    @rule(about=someone, by=asking, rule=ground, what=st.lists(what, min_size=1, max_size=4))
    def record(
        self, about: MemberId, by: MemberId, rule: RuleNumber | None, what: list[int]
    ) -> None:
        for each in what:
            request = RecordViolation(
                by=self.chat.actor(by),
                rule=rule,
                message=None if each < NEW else self.message_of(about, each),
                separate=each == ONCE_MORE,
            )
            self.ask(about, request)

    @rule(about=someone, by=asking, back=st.integers(0, 3), rule=ground)
    def correct(self, about: MemberId, by: MemberId, back: int, rule: RuleNumber | None) -> None:
        number = self.violation_of(about, back)
        self.ask(about, ReplaceViolation(by=self.chat.actor(by), number=number, rule=rule))

    @rule(about=someone, by=asking, back=st.integers(1, 4))
    def record_anew(self, about: MemberId, by: MemberId, back: int) -> None:
        """The violation of a message is annulled, another takes its place, the first comes back."""
        actor, message = self.chat.actor(by), self.message_of(about, back)
        known = self.chat.violations.values()
        standing = [each for each in known if each.message == message and not each.annulled]
        for each in standing:
            self.ask(about, AnnulViolation(by=actor, number=each.number, reason="ошибка"))
        self.ask(about, RecordViolation(by=actor, rule=RuleNumber(1), message=message))
        for each in standing:
            self.ask(about, undoing.Undo(by=actor, act=undoing.TheAnnulment(number=each.number)))

    @rule(about=st.sampled_from([STUDENT, STUDENT, CLASSMATE]), by=asking, days=st.integers(0, 20))
    def quarrel(self, about: MemberId, by: MemberId, days: int) -> None:
        self.record(about, by, RuleNumber(1), [NEW] * 4)
        if days:
            self.impose(about, by, Span(count=days, unit=Unit.DAY))
        else:
            self.ask(about, DeclineBlock(by=self.chat.actor(by)))

    @rule(mistaken=mistaken, by=asking, back=st.integers(0, 5), reason=reasons)
    def annul(self, mistaken: MemberId | None, by: MemberId, back: int, reason: str) -> None:
        about = self.concerned(mistaken)
        number = self.violation_of(about, back)
        self.ask(about, AnnulViolation(by=self.chat.actor(by), number=number, reason=reason))

    @rule(about=someone, by=asking, term=spans | pauses)
    def impose(self, about: MemberId, by: MemberId, term: Span | timedelta) -> None:
        ends = term if isinstance(term, Span) else Until(moment=self.now + term)
        self.ask(about, ImposeBlock(by=self.chat.actor(by), term=ends))

    @rule(voices=voices, patient=st.booleans())
    def be_sorry(self, voices: list[tuple[MemberId, apologies.Choice]], patient: bool) -> None:
        about = self.concerned(None)
        self.ask(about, EraseMessage(message=MessageId(9), posted_at=self.now))
        self.ask(about, apologies.Apologise(by=about, text="Простите"))
        for by, choice in voices:
            self.say(None, by, choice)
        if patient:
            self.the_clock_rings(timedelta(0))

    @rule(by=asking, publish=st.booleans())
    def be_rude(self, by: MemberId, publish: bool) -> None:
        """Apologise in words that the detectors hold, on which somebody then decides."""
        about, actor = self.concerned(None), self.chat.actor(by)
        self.ask(about, apologies.Apologise(by=about, text="Сами такие", found=(a_detection(),)))
        held = self.chat.withheld.get(about)
        number = WithheldNumber(0) if held is None else held.number
        self.ask(about, apologies.DecideWithheld(by=actor, number=number, publish=publish))

    @rule(by=asking)
    def reject(self, by: MemberId) -> None:
        actor = self.chat.actor(by)
        self.ask(self.concerned(None), apologies.RejectApology(by=actor, vote=self.latest_vote()))

    @rule(mistaken=mistaken, by=voters, choice=st.sampled_from(apologies.Choice))
    def say(self, mistaken: MemberId | None, by: MemberId, choice: apologies.Choice) -> None:
        request = apologies.CastVote(by=self.chat.actor(by), vote=self.latest_vote(), choice=choice)
        self.ask(self.concerned(mistaken), request)

    @rule(mistaken=mistaken, by=asking, kind=st.sampled_from(KINDS), fresh=st.booleans())
    def undo(
        self, mistaken: MemberId | None, by: MemberId, kind: type[undoing.Act], fresh: bool
    ) -> None:
        about, actor = self.concerned(mistaken), self.chat.actor(by)
        latest = self.violation_of(about, 0)
        message = MessageId(len(self.chat.removals) + fresh)
        written = self.message_of(about)
        doing: dict[type[undoing.Act], Request] = {
            undoing.TheViolation: RecordViolation(by=actor, rule=RuleNumber(1), message=written),
            undoing.TheReplacement: ReplaceViolation(by=actor, number=latest, rule=RuleNumber(3)),
            undoing.TheAnnulment: AnnulViolation(by=actor, number=latest, reason="ошибка"),
            undoing.TheBlock: ImposeBlock(by=actor, term=Span(count=1, unit=Unit.DAY)),
            undoing.TheRefusalToBlock: DeclineBlock(by=actor),
            undoing.TheReminder: Remind(by=actor, rule=None, to=about),
            undoing.TheRemoval: RemoveMessage(by=actor, rule=RuleNumber(1), message=message),
        }
        if fresh:
            self.ask(about, doing[kind])
        acts: dict[type[undoing.Act], undoing.Act] = {
            undoing.TheViolation: undoing.TheViolation(number=self.violation_of(about, 0)),
            undoing.TheAnnulment: undoing.TheAnnulment(number=latest),
            undoing.TheReplacement: undoing.TheReplacement(number=self.violation_of(about, 0)),
            undoing.TheBlock: undoing.TheBlock(number=self.latest_block()),
            undoing.TheRefusalToBlock: undoing.TheRefusalToBlock(),
            undoing.TheReminder: undoing.TheReminder(
                number=ReminderNumber(len(self.chat.reminders))
            ),
            undoing.TheRemoval: undoing.TheRemoval(message=message),
        }
        self.ask(about, undoing.Undo(by=actor, act=acts[kind]))

    @rule(about=someone, by=asking, rule=ground, what=st.integers(0, 8))
    def ask_for_something(
        self, about: MemberId, by: MemberId, rule: RuleNumber | None, what: int
    ) -> None:
        actor = self.chat.actor(by)
        anything: list[Request] = [
            DeclineBlock(by=actor),
            ExpireBlock(number=self.latest_block()),
            apologies.CloseVote(vote=self.latest_vote()),
            apologies.Apologise(by=by, text="Простите"),
            Remind(by=actor, rule=rule, to=about),
            Remind(by=actor, rule=rule, to=None),
            RemoveMessage(by=actor, rule=rule, message=MessageId(1)),
            ShowRules(),
            Acknowledge(version="1", addressed=None),
        ]
        self.ask(about, anything[what])

    @rule(
        who=st.sampled_from([STUDENT, CLASSMATE, THIRD, COLLEAGUE]),
        standing=st.sampled_from([None, Standing.MEMBER, Standing.LEFT, Standing.MODERATOR]),
    )
    def become(self, who: MemberId, standing: Standing | None) -> None:
        """Leave, come back, be made a moderator or a member; None: what they were at first."""
        before = self.chat.people[who]
        after = standing or EVERYONE[who]
        joined_at = self.now if before.joined_at is None else before.joined_at
        self.chat.people[who] = replace(
            before, standing=after, joined_at=None if after is Standing.LEFT else joined_at
        )

    @invariant()
    def the_laws_hold(self) -> None:
        self.watch.state()


def mark_of(fact: Fact) -> str:
    """Name a fact so that what a play has been through can be told."""
    match fact:
        case BlockLifted(how=how):
            return f"block {how}"
        case apologies.VoteClosed(outcome=outcome):
            return f"vote {outcome}"
        case BlockImposed(by=by):
            return "block by the bot" if by is None else "block by a moderator"
        case _:
            return type(fact).__name__

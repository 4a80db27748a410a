"""The tables follow from the journal: whatever is granted, they say what the facts say."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.case import Case, Granted
from rules.decide import decide
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector, Label
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
    WithheldNumber,
)
from rules.settings import Kind, Setting
from rules.times import Span, Unit
from rules.vocabulary import apologies, undoing
from rules.vocabulary.acquaintance import Acknowledge, ShowRules
from rules.vocabulary.blocks import DeclineBlock, ExpireBlock, ImposeBlock
from rules.vocabulary.chats import AdoptChat, ChangeSetting
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.reminders import Remind
from rules.vocabulary.suspicions import (
    ClearSuspicion,
    CountSuspicion,
    EnforceSuspicion,
    PresentSuspicion,
    RaiseSuspicion,
    RemoveSuspected,
    ReopenSuspicion,
    Settlement,
    Suspicion,
    SuspicionRequest,
)
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import AnnulViolation, RecordViolation, RemoveMessage
from storage.database import Storage, open_storage
from storage.subjects.suspicions import LATEST, DueSuspicion
from storage.verification import verify
from tests.databases import a_database
from tests.rules.keeper import Keeper
from tests.rules.people import CHAT
from tests.rules.policies import POLICY
from tests.rules.suspected import a_detection

ZONE = ZoneInfo("Europe/Saratov")
START = datetime(2026, 11, 1, 9, tzinfo=UTC)
TEACHER, STUDENT, CLASSMATE = MemberId(1), MemberId(10), MemberId(11)

Step = tuple[timedelta, MemberId, Request]

teacher = Actor(member=TEACHER, standing=Standing.MODERATOR, joined_at=START)
classmate = Actor(member=CLASSMATE, standing=Standing.MEMBER, joined_at=START)

acts = st.one_of(
    st.integers(1, 9).map(lambda n: undoing.TheViolation(number=ViolationNumber(n))),
    st.integers(1, 9).map(lambda n: undoing.TheAnnulment(number=ViolationNumber(n))),
    st.integers(1, 2).map(lambda n: undoing.TheBlock(number=BlockNumber(n))),
    st.just(undoing.TheRefusalToBlock()),
    st.integers(1, 3).map(lambda n: undoing.TheReminder(number=ReminderNumber(n))),
    st.integers(1, 3).map(lambda n: undoing.TheRemoval(message=MessageId(n))),
)
requests = st.one_of(
    *[st.integers(1, 3).map(lambda n: RecordViolation(by=teacher, rule=RuleNumber(n)))] * 4,
    st.integers(1, 9).map(
        lambda n: AnnulViolation(by=teacher, number=ViolationNumber(n), reason="ошибка")
    ),
    st.just(ImposeBlock(by=teacher, term=Span(count=2, unit=Unit.DAY))),
    st.just(DeclineBlock(by=teacher)),
    st.integers(1, 3).map(lambda n: ExpireBlock(number=BlockNumber(n))),
    st.just(apologies.Apologise(by=STUDENT, text="Простите")),
    st.just(apologies.Apologise(by=STUDENT, text="Сами такие", found=(a_detection(),))),
    st.builds(
        lambda n, publish: apologies.DecideWithheld(
            by=teacher, number=WithheldNumber(n), publish=publish
        ),
        st.integers(5, 12),
        st.booleans(),
    ),
    st.integers(1, 2).map(lambda n: apologies.RejectApology(by=teacher, vote=VoteNumber(n))),
    st.builds(
        lambda n, choice: apologies.CastVote(by=classmate, vote=VoteNumber(n), choice=choice),
        st.integers(1, 2),
        st.sampled_from(apologies.Choice),
    ),
    st.integers(1, 2).map(lambda n: apologies.CloseVote(vote=VoteNumber(n))),
    st.sampled_from([None, STUDENT]).map(lambda to: Remind(by=teacher, to=to, rule=None)),
    st.just(ShowRules()),
    st.just(Acknowledge(version=POLICY.version, addressed=None)),
    st.integers(1, 3).map(
        lambda n: RemoveMessage(by=teacher, rule=RuleNumber(1), message=MessageId(n))
    ),
    acts.map(lambda act: undoing.Undo(by=teacher, act=act)),
)
FIRST_FEW = st.integers(1, 6).map(SuspicionNumber)
detections = st.builds(
    Detection,
    detector=st.sampled_from([Detector.OBSCENITY, Detector.OBSCENITY, Detector.LINK]),
    label=st.just(Label.OBSCENE),
    certainty=st.sampled_from([0.6, 0.9, 1.0, 1.0]),
)
about_suspicions = st.one_of(
    *[
        st.builds(
            lambda message, found: RaiseSuspicion(
                message=MessageId(message), posted_at=START, detections=tuple(found)
            ),
            st.integers(1, 5),
            st.lists(detections, min_size=1, max_size=2),
        )
    ]
    * 3,
    FIRST_FEW.map(lambda n: EnforceSuspicion(number=n)),
    FIRST_FEW.map(lambda n: PresentSuspicion(number=n)),
    FIRST_FEW.map(lambda n: CountSuspicion(by=teacher, number=n)),
    FIRST_FEW.map(lambda n: RemoveSuspected(by=teacher, number=n)),
    FIRST_FEW.map(lambda n: ClearSuspicion(by=teacher, number=n)),
    FIRST_FEW.map(lambda n: ReopenSuspicion(by=teacher, number=n)),
)
BEGINNING: list[Step] = [
    (timedelta(0), TEACHER, AdoptChat(by=teacher, kind=Kind.OTHER, group="")),
    *(
        (timedelta(0), TEACHER, ChangeSetting(by=teacher, setting=setting, value="count"))
        for setting in (Setting("obscenity"), Setting("link"))
    ),
]
"""The chat wants counted what is certain."""

pauses = st.sampled_from(
    [timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=7), timedelta(days=1)]
)
steps = st.tuples(
    pauses, st.sampled_from([STUDENT] * 4 + [CLASSMATE]), st.one_of(requests, about_suspicions)
)


@pytest.mark.slow
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(steps, min_size=20, max_size=45))
def test_the_tables_say_what_the_facts_say(played: list[Step]) -> None:
    asyncio.run(play(played))


async def test_a_removal_is_known_by_its_message_alone() -> None:
    moment = timedelta(seconds=1)
    found = (a_detection(),)
    raised = RaiseSuspicion(message=MessageId(1), posted_at=START, detections=found)
    await play(
        [
            (moment, STUDENT, RemoveMessage(by=teacher, rule=RuleNumber(1), message=MessageId(1))),
            (moment, CLASSMATE, raised),
            (moment, CLASSMATE, RemoveSuspected(by=teacher, number=SuspicionNumber(1))),
            (moment, CLASSMATE, ShowRules()),
        ]
    )


async def play(played: list[Step]) -> None:
    keeper = Keeper(POLICY, ZONE)
    keeper.people = {
        TEACHER: teacher,
        CLASSMATE: classmate,
        STUDENT: Actor(member=STUDENT, standing=Standing.MEMBER, joined_at=START),
    }
    now = START
    with tempfile.TemporaryDirectory() as folder:
        async with a_database(Path(folder)) as url:
            async with open_storage(url) as storage:
                for pause, member, request in [*BEGINNING, *played]:
                    now += pause
                    await step(storage, keeper, member, request, now)
                await reads_as_kept(storage, keeper, now)
            verdict = await verify(url)
            assert verdict.faults == ()
            assert verdict.entries == len(keeper.journal)


async def reads_as_kept(storage: Storage, keeper: Keeper, now: datetime) -> None:
    """Check that what is open and due is read as the facts say."""
    kept = list(keeper.suspicions.all.values())

    def told(suspicions: list[Suspicion], doubtful: Sequence[Suspicion] = ()) -> list[DueSuspicion]:
        return [
            DueSuspicion(
                chat=CHAT,
                member=each.member,
                number=each.number,
                at=each.at,
                in_doubt=each in doubtful,
            )
            for each in suspicions
        ]

    async with storage.reading() as reading:
        pending = [each for each in kept if each.acts_at is not None and each.acts_at <= now]
        due = await reading.due_suspicions(now)
        assert sorted(due, key=lambda each: each.number) == told(pending)
        doubtful = [each for each in kept if _may_be_open(keeper, each)]
        unsettled = [each for each in kept if each in doubtful or _is_open(keeper, each)]
        expected = told(unsettled, doubtful)
        assert list(await reading.open_suspicions(CHAT)) == expected


def _is_open(keeper: Keeper, suspicion: Suspicion) -> bool:
    counted = [each.violation for each in suspicion.findings if each.violation is not None]
    return suspicion.settled is None or any(keeper.violations[each].annulled for each in counted)


def _may_be_open(keeper: Keeper, suspicion: Suspicion) -> bool:
    """Whether part of it was left as recorded before, and a record may have fallen since."""
    theirs = [each for each in keeper.violations.values() if each.member == suspicion.member]
    was_left = Settlement.LEFT in {each.how for each in suspicion.findings}
    fell = any(each.annulled for each in theirs)
    return was_left and fell and not _is_open(keeper, suspicion)


async def step(
    storage: Storage, keeper: Keeper, member: MemberId, request: Request, now: datetime
) -> None:
    expected = keeper.case(member, request)
    reminder, removal = named(request)
    suspicion = suspicion_named(request)
    async with storage.work() as work:
        case = await work.case(
            CHAT,
            member,
            policy=POLICY,
            zone=ZONE,
            now=now,
            standing=expected.standing,
            reminder=reminder,
            removal=removal,
            suspicion=suspicion,
            suspicions=True,
        )
        assert comparable(case, now) == comparable(expected, now)
        ruling = decide(case, request, now)
        if isinstance(ruling, Granted):
            await work.record(CHAT, ruling.facts, now=now, policy_version=POLICY.version)
            for fact in ruling.facts:
                keeper.record(fact, now)


def named(request: Request) -> tuple[ReminderNumber | None, MessageId | None]:
    match request:
        case undoing.Undo(act=undoing.TheReminder(number=number)):
            return number, None
        case undoing.Undo(act=undoing.TheRemoval(message=message)) | RemoveMessage(message=message):
            return None, message
        case _:
            return None, None


def suspicion_named(request: Request) -> SuspicionNumber | None:
    if isinstance(request, RaiseSuspicion):
        return LATEST
    return request.number if isinstance(request, SuspicionRequest) else None


def comparable(case: Case, now: datetime) -> Case:
    """Leave out what the keeper does not keep: whose note it was, and what is long past."""
    return replace(
        case,
        violations=tuple(replace(each, note="", message=None) for each in case.violations),
        votes=tuple(
            replace(each, ballots=tuple(sorted(each.ballots, key=lambda b: b.member)))
            for each in case.votes
        ),
        recent=tuple(each for each in case.recent if each.at > now - timedelta(minutes=10)),
    )

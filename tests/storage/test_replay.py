"""The tables follow from the journal: whatever is granted, they say what the facts say."""

import asyncio
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.cases import Case
from rules.cases.people import Actor, Standing
from rules.cases.votes import Choice
from rules.decide import decide
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.requests import Request
from rules.requests.acquaintance import Acknowledge, ShowRules
from rules.requests.apologies import Apologise, CastVote, CloseVote
from rules.requests.blocks import DeclineBlock, ExpireBlock, ImposeBlock
from rules.requests.reminders import Remind
from rules.requests.undoing import (
    TheAnnulment,
    TheBlock,
    TheRefusalToBlock,
    TheReminder,
    TheRemoval,
    TheViolation,
    Undo,
)
from rules.requests.violations import AnnulViolation, RecordViolation, RemoveMessage
from rules.rulings import Granted
from rules.terms import Span, Unit
from storage.database import Storage, open_storage
from storage.verification import verify
from tests.rules.builders import CHAT, POLICY
from tests.rules.keeper import Keeper

ZONE = ZoneInfo("Europe/Saratov")
START = datetime(2026, 11, 1, 9, tzinfo=UTC)
TEACHER, STUDENT, CLASSMATE = MemberId(1), MemberId(10), MemberId(11)

Step = tuple[timedelta, MemberId, Request]

teacher = Actor(member=TEACHER, standing=Standing.MODERATOR, joined_at=START)
classmate = Actor(member=CLASSMATE, standing=Standing.MEMBER, joined_at=START)

acts = st.one_of(
    st.integers(1, 9).map(lambda n: TheViolation(number=ViolationNumber(n))),
    st.integers(1, 9).map(lambda n: TheAnnulment(number=ViolationNumber(n))),
    st.integers(1, 2).map(lambda n: TheBlock(number=BlockNumber(n))),
    st.just(TheRefusalToBlock()),
    st.integers(1, 3).map(lambda n: TheReminder(number=ReminderNumber(n))),
    st.integers(1, 3).map(lambda n: TheRemoval(message=MessageId(n))),
)
requests = st.one_of(
    *[st.integers(1, 3).map(lambda n: RecordViolation(by=teacher, rule=RuleNumber(n)))] * 4,
    st.integers(1, 9).map(
        lambda n: AnnulViolation(by=teacher, number=ViolationNumber(n), reason="ошибка")
    ),
    st.just(ImposeBlock(by=teacher, term=Span(count=2, unit=Unit.DAY))),
    st.just(DeclineBlock(by=teacher)),
    st.integers(1, 3).map(lambda n: ExpireBlock(number=BlockNumber(n))),
    st.just(Apologise(by=STUDENT, text="Простите")),
    st.builds(
        lambda n, choice: CastVote(by=classmate, vote=VoteNumber(n), choice=choice),
        st.integers(1, 2),
        st.sampled_from(Choice),
    ),
    st.integers(1, 2).map(lambda n: CloseVote(vote=VoteNumber(n))),
    st.sampled_from([None, STUDENT]).map(lambda to: Remind(by=teacher, to=to, rule=None)),
    st.just(ShowRules()),
    st.just(Acknowledge(version=POLICY.version, addressed=None)),
    st.integers(1, 3).map(
        lambda n: RemoveMessage(by=teacher, rule=RuleNumber(1), message=MessageId(n))
    ),
    acts.map(lambda act: Undo(by=teacher, act=act)),
)
pauses = st.sampled_from([timedelta(minutes=1), timedelta(hours=7), timedelta(days=1)])
steps = st.tuples(pauses, st.sampled_from([STUDENT] * 4 + [CLASSMATE]), requests)


@pytest.mark.slow
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(steps, min_size=20, max_size=45))
def test_the_tables_say_what_the_facts_say(played: list[Step]) -> None:
    asyncio.run(play(played))


async def play(played: list[Step]) -> None:
    keeper = Keeper(POLICY, ZONE)
    keeper.people = {
        TEACHER: teacher,
        CLASSMATE: classmate,
        STUDENT: Actor(member=STUDENT, standing=Standing.MEMBER, joined_at=START),
    }
    now = START
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'bot.db'}"
        async with open_storage(url) as storage:
            for pause, member, request in played:
                now += pause
                await step(storage, keeper, member, request, now)
        verdict = await verify(url)
        assert verdict.faults == ()
        assert verdict.entries == len(keeper.journal)


async def step(
    storage: Storage, keeper: Keeper, member: MemberId, request: Request, now: datetime
) -> None:
    expected = keeper.case(member, request)
    reminder, removal = named(request)
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
        )
        assert comparable(case, now) == comparable(expected, now)
        ruling = decide(case, request, now)
        if isinstance(ruling, Granted):
            await work.record(CHAT, ruling.facts, now=now, policy_version=POLICY.version)
            for fact in ruling.facts:
                keeper.record(fact, now)


def named(request: Request) -> tuple[ReminderNumber | None, MessageId | None]:
    match request:
        case Undo(act=TheReminder(number=number)):
            return number, None
        case Undo(act=TheRemoval(message=message)) | RemoveMessage(message=message):
            return None, message
        case _:
            return None, None


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

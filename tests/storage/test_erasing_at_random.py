"""Whatever happened and whatever is erased, the tables say what the journal says."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.vocabulary.people import Actor, Standing
from storage.database import open_storage
from storage.erasing import Erasing
from storage.verification import verify
from tests.databases import a_database
from tests.rules.keeper import Keeper
from tests.rules.moments import DAY
from tests.rules.people import CHAT
from tests.rules.policies import POLICY
from tests.storage.test_replay import (
    BEGINNING,
    CLASSMATE,
    START,
    STUDENT,
    ZONE,
    Step,
    classmate,
    step,
    steps,
    teacher,
)


@pytest.mark.slow
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(steps, min_size=20, max_size=40), st.integers(0, 1300), st.integers(0, 3))
def test_whatever_happened_erasing_leaves_what_the_journal_says(
    played: list[Step], days: int, requests: int
) -> None:
    asyncio.run(play(played, days, requests))


async def play(played: list[Step], days: int, requests: int) -> None:
    keeper = Keeper(POLICY, ZONE)
    student = Actor(member=STUDENT, standing=Standing.MEMBER, joined_at=START)
    keeper.people = {person.member: person for person in (teacher, classmate, student)}
    now = START
    with tempfile.TemporaryDirectory() as folder:
        async with a_database(Path(folder)) as url:
            async with open_storage(url) as storage:
                for pause, member, request in [*BEGINNING, *played]:
                    now += pause
                    await step(storage, keeper, member, request, now)
                now += days * DAY
                async with storage.work() as work:
                    erasing = Erasing(work.connection, POLICY, ZONE, now)
                    before = await erasing.case(CHAT, STUDENT)
                    if requests & 1:
                        await erasing.about(CHAT, STUDENT)
                    if requests & 2:
                        await erasing.ballots_of(CHAT, CLASSMATE)
                    await erasing.due_in(CHAT)
                    after = await erasing.case(CHAT, STUDENT)
            assert after.counted(now) == before.counted(now)
            assert after.block == before.block
            assert after.vote == before.vote
            assert after.next == before.next
            assert (await verify(url)).faults == ()

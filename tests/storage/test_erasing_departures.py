"""Who left, who was expelled and whose parent somebody is: erased when it is settled and due."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.ids import COLLEGE, ChatId, DepartureNumber, ExpulsionNumber, MemberId
from rules.vocabulary.families import (
    FamilyLinked,
    FamilyUnlinked,
    Role,
    RosterEntryRemoved,
    RosterEntrySet,
)
from rules.vocabulary.leavers import (
    ExpelledByHand,
    ExpelledInvitedBack,
    LeaverNoted,
    MemberRemoved,
    RemovalOrdered,
)
from rules.vocabulary.unions import Fact
from storage.database import Storage
from storage.erasing import Erasing
from storage.verification import verify
from tests.rules.moments import NOW
from tests.rules.people import CHAT, STUDENT, TEACHER
from tests.rules.policies import POLICY
from tests.storage.recording import record

ZONE = ZoneInfo("Europe/Saratov")
MUCH_LATER = NOW + timedelta(days=1200)
MOTHER = MemberId(77)
FIRST = DepartureNumber(1)

NOTED = LeaverNoted(member=STUDENT, by=TEACHER)
ORDERED = RemovalOrdered(member=STUDENT, by=TEACHER, leaver=STUDENT, departure=FIRST)
REMOVED = MemberRemoved(member=STUDENT, by=TEACHER, leaver=STUDENT, departure=FIRST)
EXPELLED = ExpelledByHand(number=ExpulsionNumber(1), member=STUDENT, by=TEACHER)
INVITED = ExpelledInvitedBack(number=ExpulsionNumber(1), member=STUDENT, by=TEACHER)
LINKED = FamilyLinked(member=MOTHER, child=STUDENT, by=TEACHER)
UNLINKED = FamilyUnlinked(member=MOTHER, child=STUDENT, by=TEACHER)
LISTED = RosterEntrySet(member=STUDENT, name="Соколов Иван", role=Role.STUDENT, group="ИСП-21")
UNLISTED = RosterEntryRemoved(member=STUDENT)

Story = list[tuple[ChatId, Fact]]


async def erased_of(storage: Storage, story: Story, at: datetime = MUCH_LATER) -> list[Fact]:
    """Record the story, erase what is due; give the facts that lost their people."""
    for chat, fact in story:
        await record(storage, fact, chat=chat)
    async with storage.work() as work:
        for chat in {chat for chat, _ in story}:
            await Erasing(work.connection, POLICY, ZONE, at).due_in(chat)
    async with storage.reading() as reading:
        entries = [
            entry
            for chat in sorted({chat for chat, _ in story})
            for entry in await reading.entries(chat, limit=100)
        ]
    return [entry.fact for entry in entries if entry.erased]


@pytest.mark.parametrize(
    "story",
    [
        [(COLLEGE, NOTED), (CHAT, ORDERED), (CHAT, REMOVED)],
        [(CHAT, EXPELLED), (CHAT, INVITED)],
        [(COLLEGE, LINKED), (COLLEGE, UNLINKED)],
        [(COLLEGE, LISTED), (COLLEGE, UNLISTED)],
    ],
)
async def test_what_is_settled_goes_when_it_is_due(
    storage: Storage, url: str, story: Story
) -> None:
    assert len(await erased_of(storage, story)) == len(story)
    assert (await verify(url)).faults == ()


@pytest.mark.parametrize(
    "story",
    [
        [(COLLEGE, NOTED), (CHAT, ORDERED)],
        [(CHAT, EXPELLED)],
        [(COLLEGE, LINKED), (COLLEGE, UNLINKED), (COLLEGE, LINKED)],
        [(COLLEGE, LISTED), (COLLEGE, UNLISTED), (COLLEGE, LISTED)],
    ],
)
async def test_what_is_not_settled_stays(storage: Storage, url: str, story: Story) -> None:
    assert await erased_of(storage, story) == []
    assert (await verify(url)).faults == ()


async def test_nothing_goes_before_its_time(storage: Storage) -> None:
    story: Story = [(CHAT, EXPELLED), (CHAT, INVITED), (COLLEGE, NOTED)]
    assert await erased_of(storage, story, NOW + timedelta(days=300)) == []


async def test_the_tables_name_nobody_afterwards(storage: Storage) -> None:
    await erased_of(storage, [(COLLEGE, NOTED), (CHAT, ORDERED), (CHAT, REMOVED)])
    async with storage.reading() as reading:
        assert await reading.left([STUDENT]) == frozenset()
        assert await reading.removals_of(FIRST) == ()

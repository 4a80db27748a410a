"""What detectors found and were taught, and the chats' own lists, as the storage reads them."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.case import Case
from rules.detectors.registry import Detector, Label
from rules.ids import (
    NOBODY,
    ChatId,
    MemberId,
    MessageId,
    RuleNumber,
    SuspicionNumber,
)
from rules.responses import Response
from rules.vocabulary.people import Standing
from rules.vocabulary.suspicions import (
    Found,
    Settlement,
    Suspicion,
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
)
from rules.vocabulary.violations import MessageRemoved, RemovalWithdrawn, ViolationRecorded
from rules.vocabulary.wordlist import WordListed, WordUnlisted
from storage.database import Storage
from storage.erasing import Erasing
from storage.kinds import read_found, write_found
from storage.subjects.suspicions import LATEST, DueSuspicion
from storage.subjects.wordlist import ListedWord
from storage.verification import verify
from tests.rules.moments import MINUTE, NOW, SECOND
from tests.rules.people import CHAT, CLASSMATE, STUDENT, TEACHER
from tests.rules.policies import POLICY
from tests.rules.suspected import a_found
from tests.storage.recording import a_violation, record
from tests.storage.test_kinds import anything

ZONE = ZoneInfo("Europe/Saratov")
OTHER = ChatId(2_000_000_002)
FIRST, SECOND_ONE = SuspicionNumber(1), SuspicionNumber(2)


def raised(
    number: int = 1, member: MemberId = STUDENT, *found: Found, acts_at: datetime = NOW + SECOND
) -> SuspicionRaised:
    return SuspicionRaised(
        number=SuspicionNumber(number),
        member=member,
        found=found or (a_found(),),
        acts_at=acts_at,
    )


def presented(number: int = 1) -> SuspicionPresented:
    return SuspicionPresented(number=SuspicionNumber(number), member=STUDENT)


def cleared(number: int = 1, *taught: str) -> SuspicionSettled:
    return SuspicionSettled(
        number=SuspicionNumber(number),
        member=STUDENT,
        by=TEACHER,
        how=Settlement.CLEARED,
        taught=taught,
    )


def counted(by: MemberId | None) -> tuple[ViolationRecorded, SuspicionSettled]:
    recorded = a_violation(1, by=by, message=MessageId(7))
    settled = SuspicionSettled(
        number=FIRST, member=STUDENT, by=by, how=Settlement.COUNTED, violation=recorded.number
    )
    return recorded, settled


REOPENED = SuspicionReopened(number=FIRST, member=STUDENT, by=TEACHER)


async def case_of(
    storage: Storage, number: SuspicionNumber | None, member: MemberId = STUDENT
) -> Case:
    async with storage.reading() as reading:
        return await reading.case(
            CHAT,
            member,
            policy=POLICY,
            zone=ZONE,
            now=NOW + MINUTE,
            standing=Standing.MEMBER,
            suspicion=number,
        )


async def suspicion_of(storage: Storage, number: SuspicionNumber = FIRST) -> Suspicion:
    suspicion = (await case_of(storage, number)).suspicion
    assert suspicion is not None
    return suspicion


async def due(storage: Storage, at: datetime) -> list[SuspicionNumber]:
    async with storage.reading() as reading:
        return [each.number for each in await reading.due_suspicions(at)]


async def taught(storage: Storage, chat: ChatId = CHAT) -> set[str]:
    async with storage.reading() as reading:
        return set(await reading.taught(chat))


@given(st.frozensets(anything(Found).map(lambda f: replace(f, certainty=abs(f.certainty)))))
def test_what_was_found_comes_back(found: frozenset[Found]) -> None:
    told = write_found(found)

    assert read_found(told) == found
    assert write_found(sorted(found, key=repr, reverse=True)) == told


@pytest.mark.parametrize(("sure", "unsure"), [(90, 60), (60, 90)])
def test_what_was_read_is_written_as_what_was_made(sure: int, unsure: int) -> None:
    first = Found(
        message=MessageId(1),
        posted_at=NOW,
        detector=Detector.OBSCENITY,
        label=Label.OBSCENE,
        certainty=sure,
        rule=RuleNumber(2),
        response=Response.HINT,
    )
    second = replace(first, certainty=unsure)
    (read,) = read_found(write_found([first]))
    assert write_found([read, second]) == write_found([first, second])


async def test_a_suspicion_is_due_when_it_is_acted_upon(storage: Storage) -> None:
    await record(storage, raised(1, acts_at=NOW + 2 * SECOND), raised(2, acts_at=NOW + SECOND))

    assert await due(storage, NOW + SECOND / 2) == []
    assert await due(storage, NOW + SECOND) == [2]
    assert await due(storage, NOW + MINUTE) == [2, 1]
    async with storage.reading() as reading:
        assert await reading.next_due() == NOW + SECOND


async def test_what_was_presented_is_due_no_more(storage: Storage) -> None:
    await record(storage, raised(), presented())

    assert await due(storage, NOW + MINUTE) == []
    async with storage.reading() as reading:
        assert await reading.next_due() is None


async def test_what_grew_is_due_anew(storage: Storage) -> None:
    grown = SuspicionGrown(
        number=FIRST, member=STUDENT, found=(a_found(8),), acts_at=NOW + 9 * SECOND
    )
    await record(storage, raised(), presented())
    await record(storage, grown, at=NOW + 7 * SECOND)

    assert await due(storage, NOW + 9 * SECOND) == [1]
    suspicion = await suspicion_of(storage)
    assert (suspicion.at, suspicion.last_at) == (NOW, NOW + 7 * SECOND)
    assert suspicion.messages == (7, 8)


async def test_what_nobody_settled_is_open(storage: Storage) -> None:
    await record(storage, raised(1), raised(2, CLASSMATE), raised(3), cleared(3), *counted(None))
    await record(storage, raised(1), chat=OTHER)

    async with storage.reading() as reading:
        assert await reading.open_suspicions(CHAT) == (
            DueSuspicion(chat=CHAT, member=CLASSMATE, number=SECOND_ONE, at=NOW),
        )
        assert await reading.suspicion_owner(CHAT, SECOND_ONE) == CLASSMATE
        assert await reading.suspicion_owner(OTHER, SECOND_ONE) is None


async def test_what_is_reopened_is_open_and_teaches_no_more(storage: Storage) -> None:
    await record(storage, raised(1), raised(2), cleared(1, "a", "b"), cleared(2, "b", "c"))
    assert await taught(storage) == {"a", "b", "c"}
    assert await taught(storage, OTHER) == set()

    await record(storage, REOPENED)

    assert await taught(storage) == {"b", "c"}
    async with storage.reading() as reading:
        assert [each.number for each in await reading.open_suspicions(CHAT)] == [1]
    suspicion = await suspicion_of(storage)
    assert (suspicion.settled, suspicion.settled_at) == (None, None)


async def test_a_case_has_the_suspicion_that_is_named_or_the_latest(storage: Storage) -> None:
    await record(storage, raised(1), raised(2), raised(3, CLASSMATE))

    numbers = [
        None if case.suspicion is None else case.suspicion.number
        for case in [
            await case_of(storage, number)
            for number in (None, LATEST, FIRST, SECOND_ONE, SuspicionNumber(3), SuspicionNumber(9))
        ]
    ]

    assert numbers == [None, 2, 1, 2, None, None]
    assert (await case_of(storage, LATEST, TEACHER)).suspicion is None
    assert (await case_of(storage, None)).next.suspicion == 4


@pytest.mark.parametrize("by", [None, TEACHER])
async def test_who_counted_is_kept_and_nobody_for_the_bot(
    storage: Storage, by: MemberId | None
) -> None:
    await record(storage, raised(), *counted(by), at=NOW)

    case = await case_of(storage, FIRST)

    assert case.suspicion is not None
    assert (case.suspicion.violation, case.suspicion.counted_by) == (1, by)
    assert (case.suspicion.settled, case.suspicion.settled_at) == (Settlement.COUNTED, NOW)
    assert [each.by for each in case.violations] == [by]


async def test_what_was_removed_and_not_taken_back_is_told(storage: Storage) -> None:
    found = a_found(7), a_found(8), a_found(9)
    removed = [
        MessageRemoved(message=MessageId(n), member=STUDENT, by=None, rule=RuleNumber(2))
        for n in (7, 8, 5)
    ]
    back = RemovalWithdrawn(message=MessageId(8), member=STUDENT, by=TEACHER)
    await record(storage, raised(1, STUDENT, *found), *removed, back)

    assert (await suspicion_of(storage)).removed == {MessageId(7)}


async def test_a_chat_is_heated_once_by_what_became_a_violation(storage: Storage) -> None:
    await record(storage, raised(1), raised(2, CLASSMATE), raised(3), cleared(3), *counted(None))

    recent = (await case_of(storage, None)).recent

    assert sorted(each.member for each in recent) == [STUDENT, CLASSMATE]


async def test_a_chats_list_is_read_in_the_order_in_which_it_was_made(storage: Storage) -> None:
    def listed(entry: str, rule: int | None = None) -> WordListed:
        named = None if rule is None else RuleNumber(rule)
        return WordListed(by=TEACHER, entry=entry, rule=named)

    await record(storage, listed("я"), at=NOW)
    await record(storage, listed("а", 2), listed("б"), at=NOW + SECOND)
    await record(storage, WordUnlisted(by=TEACHER, entry="б"), at=NOW + 2 * SECOND)
    await record(storage, listed("я", 1), at=NOW + 3 * SECOND)
    await record(storage, listed("чужое"), chat=OTHER)

    async with storage.reading() as reading:
        assert await reading.wordlist(CHAT) == (
            ListedWord(entry="а", rule=RuleNumber(2)),
            ListedWord(entry="я", rule=RuleNumber(1)),
        )


async def test_whoever_is_forgotten_leaves_what_was_found_and_taught(
    storage: Storage, url: str
) -> None:
    await record(storage, raised(), presented(), cleared(1, "a"))

    async with storage.work() as work:
        assert await Erasing(work.connection, POLICY, ZONE, NOW).about(CHAT, STUDENT) == 0

    assert (await case_of(storage, FIRST)).suspicion is None
    assert await taught(storage) == {"a"}
    async with storage.reading() as reading:
        owner = await reading.suspicion_owner(CHAT, FIRST)
    assert owner is not None
    assert owner <= NOBODY
    verdict = await verify(url)
    assert (verdict.faults, verdict.erased) == ((), 3)


async def test_what_was_due_for_whoever_is_forgotten_does_not_stay_due(
    storage: Storage, url: str
) -> None:
    await record(storage, raised())
    async with storage.work() as work:
        await Erasing(work.connection, POLICY, ZONE, NOW).about(CHAT, STUDENT)
    async with storage.reading() as reading:
        (waiting,) = await reading.due_suspicions(NOW + MINUTE)

    await record(storage, SuspicionPresented(number=waiting.number, member=waiting.member))

    assert waiting.member <= NOBODY
    assert await due(storage, NOW + MINUTE) == []
    assert (await verify(url)).faults == ()

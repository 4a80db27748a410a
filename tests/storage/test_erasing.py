"""What is due is erased, what matters stays, and the journal still holds."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from rules.ids import (
    NOBODY,
    AppealNumber,
    BlockNumber,
    MessageId,
    RuleNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.vocabulary.acquaintance import Acknowledged
from rules.vocabulary.apologies import ApologyMade, Choice, Outcome, VoteCast, VoteClosed
from rules.vocabulary.appeals import AppealMade, AppealUpheld
from rules.vocabulary.blocks import BlockImposed, BlockLifted, Lift
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageRemoved
from storage.database import Storage, open_storage
from storage.erasing import Erasing, erase_passing, forget_name, forget_passing
from storage.kinds import FACTS, nameless, wordless, write
from storage.records import Names, Person
from storage.sqlite import file_of
from storage.subjects.acquaintance import acknowledgements
from storage.subjects.apologies import ballots, votes
from storage.subjects.violations import violations
from storage.verification import verify
from tests.databases import ON_POSTGRESQL, ask, change, contents, tamper
from tests.handlers.test_wording import FEW
from tests.rules.moments import DAY, NOW
from tests.rules.people import CHAT, CLASSMATE, STUDENT, TEACHER
from tests.rules.policies import POLICY
from tests.storage.recording import AS_BEFORE_3, a_violation, record
from tests.storage.test_kinds import anything

ZONE = ZoneInfo("Europe/Saratov")
MUCH_LATER = NOW + timedelta(days=1200)
SECRET = "Простите, это был мой брат"


FOUR = tuple(a_violation(number) for number in range(1, 5))
BLOCK = BlockImposed(
    number=BlockNumber(1),
    member=STUDENT,
    by=TEACHER,
    grounds=tuple(each.number for each in FOUR),
    ends_at=NOW + 3 * DAY,
)
APOLOGY = ApologyMade(
    vote=VoteNumber(1),
    block=BLOCK.number,
    member=STUDENT,
    by=STUDENT,
    text=SECRET,
    closes_at=NOW + DAY,
)
OBJECTION = VoteCast(vote=VoteNumber(1), member=STUDENT, by=CLASSMATE, choice=Choice.OBJECT)
CLOSED = VoteClosed(
    vote=VoteNumber(1), member=STUDENT, outcome=Outcome.KEPT, objections=1, consents=0
)
LIFTED = BlockLifted(number=BlockNumber(1), member=STUDENT, by=None, how=Lift.EXPIRED)
OVER: tuple[Fact, ...] = (*FOUR, BLOCK, APOLOGY, OBJECTION, CLOSED, LIFTED)


async def erase_due(storage: Storage, now: datetime) -> Erasing:
    async with storage.work() as work:
        erasing = Erasing(work.connection, POLICY, ZONE, now)
        await erasing.due_in(CHAT)
        await erase_passing(work.connection, POLICY, now)
    return erasing


async def whole(url: str, erased: int) -> None:
    verdict = await verify(url)
    assert verdict.faults == ()
    assert verdict.erased == erased


async def all_that_is_kept(url: str) -> bytes:
    file = file_of(url)
    if file is None:
        return repr(await contents(url)).encode()
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute("VACUUM")
    return file.read_bytes()


async def test_words_go_first_and_the_chain_holds(storage: Storage, url: str) -> None:
    await record(storage, *OVER)
    assert (await erase_due(storage, NOW + 89 * DAY)).words == 0
    erasing = await erase_due(storage, NOW + 91 * DAY)
    assert (erasing.words, erasing.entries) == (1, 0)
    await whole(url, 0)
    async with storage.reading() as reading:
        texts = (await reading.connection.execute(select(votes.c.text))).scalars().all()
        (entry,) = [e for e in await reading.entries(CHAT, limit=50) if e.number == 6]
    assert texts == [""]
    assert isinstance(entry.fact, ApologyMade)
    assert (entry.fact.text, entry.fact.member) == ("", STUDENT)
    assert SECRET.encode() not in await all_that_is_kept(url)


async def test_people_go_when_the_term_is_over_and_figures_stay(storage: Storage, url: str) -> None:
    await record(storage, *OVER)
    assert (await erase_due(storage, MUCH_LATER)).entries == len(OVER)
    await whole(url, len(OVER))
    async with storage.reading() as reading:
        rows = (await reading.connection.execute(select(violations))).all()
        assert [(row.rule, row.note) for row in rows] == [(2, "")] * 4
        assert all(row.member_id <= NOBODY for row in rows)
        assert (await reading.connection.execute(select(ballots))).all() == []
        entries = await reading.entries(CHAT, limit=50)
    assert all(entry.erased for entry in entries)
    assert [type(entry.fact) for entry in reversed(entries)] == [type(fact) for fact in OVER]
    assert (await erase_due(storage, MUCH_LATER)).entries == 0


async def test_what_is_in_force_stays_whatever_its_age(storage: Storage, url: str) -> None:
    # a block that nobody lifted, because the bot was off for years
    await record(storage, *FOUR, BLOCK, APOLOGY, OBJECTION)
    erasing = await erase_due(storage, MUCH_LATER)
    assert (erasing.entries, erasing.words) == (0, 0)
    await whole(url, 0)


async def test_after_erasing_the_journal_and_its_numbers_go_on(storage: Storage, url: str) -> None:
    await record(storage, *OVER)
    await erase_due(storage, MUCH_LATER)
    async with storage.work() as work:
        case = await Erasing(work.connection, POLICY, ZONE, MUCH_LATER).case(CHAT, STUDENT)
    assert case.next.violation == 5
    assert case.next.block == 2
    await record(storage, a_violation(5), at=MUCH_LATER)
    await whole(url, len(OVER))


async def test_an_acknowledgement_of_who_is_there_stays(storage: Storage, url: str) -> None:
    async with storage.work() as work:
        await work.add_member(CHAT, STUDENT, NOW)
        await work.add_member(CHAT, CLASSMATE, NOW)
        await work.drop_member(CHAT, CLASSMATE, NOW)
    await record(
        storage,
        *(
            Acknowledged(member=who, by=who, version=version)
            for who in (STUDENT, CLASSMATE)
            for version in ("0", POLICY.version)
        ),
    )
    assert (await erase_due(storage, MUCH_LATER)).entries == 3
    await whole(url, 3)
    async with storage.reading() as reading:
        rows = (await reading.connection.execute(select(acknowledgements))).all()
    assert [row.version for row in rows if row.member_id == STUDENT] == [POLICY.version]
    assert len(rows) == 4


async def test_on_request_what_counts_stays_and_the_rest_goes(storage: Storage, url: str) -> None:
    await record(storage, *OVER, a_violation(5), a_violation(6, CLASSMATE))
    async with storage.work() as work:
        erasing = Erasing(work.connection, POLICY, ZONE, NOW + 4 * DAY)
        assert await erasing.about(CHAT, STUDENT) == 1
        assert await erasing.ballots_of(CHAT, CLASSMATE) == 0
    await whole(url, len(OVER))
    async with storage.reading() as reading:
        assert await reading.count_entries(CHAT, STUDENT) == 1
        assert await reading.count_entries(CHAT, CLASSMATE) == 1


async def test_a_vote_that_is_open_keeps_its_voters(storage: Storage, url: str) -> None:
    await record(storage, *FOUR, BLOCK, APOLOGY, OBJECTION)
    async with storage.work() as work:
        erasing = Erasing(work.connection, POLICY, ZONE, NOW)
        assert await erasing.ballots_of(CHAT, CLASSMATE) == 1
    await whole(url, 0)


async def test_a_name_goes_with_the_last_entry(storage: Storage) -> None:
    names = Names.undeclined("Иван")
    person = Person(member=STUDENT, names=names, screen_name="ivan", private=None)
    await record(storage, *OVER)
    async with storage.work() as work:
        await work.put_people([person])
        await work.put_dialogue(STUDENT, "apology", {}, now=NOW, ends_at=NOW + DAY)
        await forget_passing(work.connection, STUDENT)
        assert not await forget_name(work.connection, STUDENT)
        assert await work.dialogue(STUDENT, NOW) is None
        await Erasing(work.connection, POLICY, ZONE, NOW + 4 * DAY).about(CHAT, STUDENT)
        assert await forget_name(work.connection, STUDENT)
        assert await work.people([STUDENT]) == {}


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE journal SET payload = '{}'",
        "UPDATE journal SET payload = '', salt = '', erased_ms = 5",
        "UPDATE journal SET rest = '{}', salt = ''",
        "UPDATE journal SET member_id = NULL, salt = ''",
        "UPDATE journal SET hash = '', salt = ''",
        "DELETE FROM journal",
    ],
)
async def test_the_journal_allows_no_other_change(storage: Storage, url: str, act: str) -> None:
    await record(storage, *OVER)
    with pytest.raises(DBAPIError, match="only grows"):
        await change(url, act)


async def test_what_was_erased_cannot_be_written_again(storage: Storage, url: str) -> None:
    await record(storage, *OVER)
    await erase_due(storage, MUCH_LATER)
    with pytest.raises(DBAPIError, match="only grows"):
        await change(url, "UPDATE journal SET member_id = 7")


@pytest.mark.parametrize(
    ("erased_at", "change", "fault"),
    [
        (
            MUCH_LATER,
            "UPDATE journal SET rest = replace(rest, '\"rule\":2', '\"rule\":3')",
            "изменена",
        ),
        (MUCH_LATER, "UPDATE journal SET member_id = 7 WHERE number = 3", "изменена"),
        (MUCH_LATER, "UPDATE journal SET payload = '{}' WHERE number = 3", "изменена"),
        (
            NOW + 91 * DAY,
            'UPDATE journal SET payload = replace(payload, \'"text":""\', \'"text":"а"\')',
            "запись 6: изменена",
        ),
    ],
)
async def test_an_erased_entry_that_was_changed_shows(
    storage: Storage, url: str, erased_at: datetime, change: str, fault: str
) -> None:
    await record(storage, *OVER)
    await erase_due(storage, erased_at)
    await tamper(url, change)
    assert any(fault in each for each in (await verify(url)).faults)


@pytest.mark.parametrize("name", FACTS)
@FEW
@given(data=st.data())
def test_nobody_remains_of_any_fact(name: str, data: st.DataObject) -> None:
    fact = data.draw(anything(FACTS[name]))
    rest = json.loads(write(nameless(fact)))
    assert {rest.get("member"), rest.get("by")} <= {0, None}
    assert not {rest.get(word) for word in ("text", "note", "reason")} - {"", None}
    assert json.loads(wordless(write(fact))) == {
        key: "" if key == "text" else value for key, value in json.loads(write(fact)).items()
    }


@pytest.mark.slow
@pytest.mark.skipif(ON_POSTGRESQL, reason="it was never in use on PostgreSQL")
async def test_a_database_of_before_is_chained_anew(url: str) -> None:
    async with open_storage(url) as storage:
        await record(storage, *OVER)
    await tamper(url, *AS_BEFORE_3)
    async with open_storage(url) as storage:
        await whole(url, 0)
        await record(storage, a_violation(5))
        assert (await erase_due(storage, MUCH_LATER)).entries == len(OVER) + 1
    await whole(url, len(OVER) + 1)


async def test_who_asked_for_a_violation_is_forgotten_too(url: str) -> None:
    async with open_storage(url) as storage:
        await record(storage, replace(a_violation(1), asked_by=CLASSMATE), a_violation(2))
        assert (await erase_due(storage, MUCH_LATER)).entries == 2
    await whole(url, 2)
    first, second = await ask(url, "SELECT asked_by_id FROM violations ORDER BY number")
    assert first[0] <= NOBODY
    assert second[0] is None


async def test_removals_of_one_message_twice_are_told_apart(storage: Storage, url: str) -> None:
    for days, member in ((0, STUDENT), (700, CLASSMATE)):
        removed = MessageRemoved(
            message=MessageId(5), member=member, by=TEACHER, rule=RuleNumber(1)
        )
        await record(storage, removed, at=NOW + days * DAY)
    assert (await erase_due(storage, MUCH_LATER)).entries == 1
    await whole(url, 1)


@pytest.mark.parametrize("decided", [False, True])
async def test_what_an_open_appeal_is_about_can_be_read(storage: Storage, decided: bool) -> None:
    number = AppealNumber(1)
    made = AppealMade(
        number=number,
        member=STUDENT,
        by=STUDENT,
        violation=ViolationNumber(1),
        block=None,
        text="не я",
    )
    broken = a_violation(1, message=MessageId(5))
    upheld = AppealUpheld(number=number, member=STUDENT, by=TEACHER, reason="он")
    async with storage.work() as work:
        facts: list[Fact] = [broken, made]
        facts += [upheld] if decided else []
        await work.record(CHAT, facts, now=NOW, policy_version="1")
        await work.put_evidence(CHAT, MessageId(5), STUDENT, SECRET, now=NOW)
    async with storage.work() as work:
        await erase_passing(work.connection, POLICY, NOW + timedelta(days=100))
        kept = await work.evidence(CHAT, MessageId(5))
    assert kept == (None if decided else SECRET)

"""Whoever changes the journal, or a table behind its back, is found out."""

from pathlib import Path
from typing import Any

import pytest

from rules.ids import BlockNumber, ChatId, SuspicionNumber, ViolationNumber
from rules.vocabulary.blocks import BlockImposed
from rules.vocabulary.suspicions import Settlement, SuspicionRaised, SuspicionSettled
from rules.vocabulary.violations import ViolationAnnulled
from rules.vocabulary.wordlist import WordListed
from storage.database import StorageError, open_storage
from storage.verification import verify
from tests.databases import at_file, tamper
from tests.rules.moments import NOW
from tests.rules.people import STUDENT, TEACHER
from tests.rules.suspected import a_found
from tests.storage.recording import a_violation, record

pytestmark = pytest.mark.slow

CHATS = (ChatId(2_000_000_001), ChatId(2_000_000_002))


async def fill(url: str) -> None:
    violations = [a_violation(number) for number in range(1, 6)]
    block = BlockImposed(
        number=BlockNumber(1),
        member=STUDENT,
        by=TEACHER,
        grounds=tuple(each.number for each in violations[:4]),
        ends_at=NOW,
    )
    annulled = ViolationAnnulled(
        number=ViolationNumber(5), member=STUDENT, by=TEACHER, reason="ошибка"
    )
    about: dict[str, Any] = {"number": SuspicionNumber(1), "member": STUDENT}
    suspected = SuspicionRaised(**about, found=(a_found(),), acts_at=NOW)
    cleared = SuspicionSettled(**about, by=TEACHER, how=Settlement.CLEARED, taught=("a",))
    listed = WordListed(by=TEACHER, entry="слово", rule=None)
    async with open_storage(url) as storage:
        for chat in CHATS:
            await record(
                storage, *violations, block, annulled, suspected, cleared, listed, chat=chat
            )


async def test_an_untouched_database_is_well(url: str) -> None:
    await fill(url)
    verdict = await verify(url)
    assert verdict.faults == ()
    assert verdict.entries == 20


COLUMNS = {
    "at_ms": 5,
    "kind": "reminded",
    "member_id": 11,
    "by_id": 2,
    "clause": "5.12.5",
    "policy_version": "2",
    "payload": '{"number":2,"member":10,"by":1,"rule":4,"message":null,"note":""}',
    "salt": "00",
    "rest": "{}",
    "named_digest": "00",
    "erased_ms": 5,
    "payload_digest": "00",
    "previous": "00",
    "hash": "00",
}


@pytest.mark.parametrize("column", COLUMNS)
async def test_any_changed_column_shows(url: str, column: str) -> None:
    await fill(url)
    change = f"UPDATE journal SET {column} = :value WHERE chat_id = :chat AND number = 2"  # noqa: S608
    await tamper(url, change, value=COLUMNS[column], chat=CHATS[1])
    faults = (await verify(url)).faults
    assert any(f"{CHATS[1]}, запись 2" in fault for fault in faults)
    assert not any(str(CHATS[0]) in fault for fault in faults)


@pytest.mark.parametrize(
    "act",
    [
        "DELETE FROM journal WHERE chat_id = 2000000001 AND number = 3",
        "DELETE FROM journal WHERE chat_id = 2000000001 AND number = 1",
        "UPDATE journal SET number = 99 WHERE chat_id = 2000000001 AND number = 10",
        "UPDATE journal SET chat_id = 2000000003 WHERE chat_id = 2000000001",
        "DELETE FROM journal WHERE chat_id = 2000000001 AND number = 10",
    ],
)
async def test_entries_taken_out_or_moved_show(url: str, act: str) -> None:
    await fill(url)
    await tamper(url, act)
    assert (await verify(url)).faults


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE violations SET rule = 4 WHERE number = 1",
        "UPDATE violations SET annulled_ms = NULL WHERE number = 5",
        "UPDATE blocks SET ends_ms = ends_ms + 1",
        "DELETE FROM grounds WHERE violation = 4",
        "INSERT INTO acknowledgements VALUES (2000000001, 10, '1', 1)",
        "UPDATE blocks SET lift = 'expired' WHERE chat_id = 2000000002",
        "UPDATE suspicions SET settled = NULL",
        "UPDATE suspicions SET found = replace(found, 'hint', 'count')",
        "INSERT INTO taught VALUES (2000000001, 1, 'b')",
        "DELETE FROM wordlist",
    ],
)
async def test_a_table_changed_behind_the_journals_back_shows(url: str, act: str) -> None:
    await fill(url)
    await tamper(url, act)
    assert any("таблица" in fault for fault in (await verify(url)).faults)


async def test_without_a_database_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="Базы данных нет"):
        await verify(at_file(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()

"""Large databases: one chat's life, recorded as ever, and stamped once for each of many chats.

Recording a million entries one by one takes an hour; a stamped one is the same to whatever reads
it: other chats, other people, a chain of its own that holds (`bot verify`).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.conversation.saying import new_chat
from rules.ids import BlockNumber, ChatId, MemberId, MessageId, RuleNumber, ViolationNumber
from rules.settings import Kind
from rules.vocabulary.acquaintance import Acknowledged, RulesShown
from rules.vocabulary.blocks import BlockImposed
from rules.vocabulary.chats import ChatAdopted
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded
from storage.database import Storage
from storage.journal import GENESIS, chained, digest
from storage.kinds import wordless
from storage.projecting import DERIVED
from storage.records import ChatState, Member, Names, Person
from storage.tables import chats, journal, members, people

FIRST = ChatId(2_000_000_001)
TEACHER = MemberId(700_000_001)
PEOPLE = 10
"""Members of each chat, the teacher among them."""
ENTRIES = 100
"""Entries of each chat's journal."""

_SPAN = 16
"""Numbers of pages from one chat's people to the next one's."""
_AT_ONCE = 20_000
"""Rows of one transaction."""

BEGUN = datetime(2026, 11, 1, 9, tzinfo=UTC)


async def make_large(storage: Storage, *, number: int, policy_version: str) -> None:
    """Fill an empty database with that many chats, each with a block that runs for long yet."""
    await _record(storage, policy_version)
    async with storage.work() as work:
        template = {
            table: [dict(row._mapping) for row in await work.connection.execute(select(table))]  # noqa: SLF001 -- public in SQLAlchemy
            for table in (chats, members, people, journal, *DERIVED)
        }
    for table, rows in template.items():
        if not rows:
            continue
        stamped = _stamped_journal(rows, number) if table is journal else _stamped(rows, number)
        for part in _parts(stamped, _AT_ONCE):
            async with storage.work() as work:
                await _put(work.connection, table, part)


async def _put(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    await connection.execute(insert(table), rows)


def people_of(chat: ChatId) -> list[MemberId]:
    """Give who is in a stamped chat, its teacher first."""
    shift = (chat - FIRST) * _SPAN
    return [MemberId(TEACHER + shift + place) for place in range(PEOPLE)]


async def _record(storage: Storage, version: str) -> None:
    async with storage.work() as work:
        served = replace(
            new_chat(FIRST),
            title="ИСП-21",
            state=ChatState.SERVED,
            members_at=BEGUN,
            checked_at=BEGUN,
        )
        await work.put_chat(served)
        present = [
            Member(
                chat=FIRST,
                member=member,
                is_moderator=member == TEACHER,
                joined_at=BEGUN,
                left_at=None,
            )
            for member in people_of(FIRST)
        ]
        await work.put_members(FIRST, present, BEGUN)
        await work.put_people([_person(member) for member in people_of(FIRST)])
        for number, fact in enumerate(_life(version)):
            at = BEGUN + timedelta(minutes=10 * number)
            await work.record(FIRST, [fact], now=at, policy_version=version)


def _person(member: MemberId) -> Person:
    name = f"Иван Студентов{member % 100}"
    return Person(
        member=member,
        names=Names(nom=name, gen=name, dat=name, acc=name, ins=name, abl=name),
        screen_name=f"id{member}",
        private=None,
    )


def _life(version: str) -> Iterator[Fact]:
    """Give a chat's facts: everybody knows the rules, one is blocked, some were annulled."""
    _, blocked, *others = people_of(FIRST)
    yield ChatAdopted(by=TEACHER, kind=Kind.GROUP, group="ИСП-21")
    for member in (blocked, *others):
        yield RulesShown(member=member, version=version)
        yield Acknowledged(member=member, by=member, version=version)
    given = 1 + 2 * (PEOPLE - 1)
    for number in range(1, 5):
        yield _violation(number, blocked)
    yield BlockImposed(
        number=BlockNumber(1),
        member=blocked,
        by=TEACHER,
        grounds=tuple(ViolationNumber(number) for number in range(1, 5)),
        ends_at=BEGUN + timedelta(days=31),
    )
    given += 5
    number = 5
    while given < ENTRIES:
        yield _violation(number, others[number % len(others)])
        given += 1
        if given < ENTRIES:
            yield ViolationAnnulled(
                number=ViolationNumber(number),
                member=others[number % len(others)],
                by=TEACHER,
                reason="по ошибке",
            )
            given += 1
        number += 1


def _violation(number: int, member: MemberId) -> ViolationRecorded:
    return ViolationRecorded(
        number=ViolationNumber(number),
        member=member,
        by=TEACHER,
        rule=RuleNumber(3),
        message=MessageId(number),
        note="",
    )


def _stamped(rows: list[dict[str, Any]], number: int) -> Iterator[dict[str, Any]]:
    for place in range(1, number):
        for row in rows:
            yield {name: _moved(value, place) for name, value in row.items()}


def _stamped_journal(rows: list[dict[str, Any]], number: int) -> Iterator[dict[str, Any]]:
    for place in range(1, number):
        previous = GENESIS
        for row in rows:
            moved = {name: _moved(value, place) for name, value in row.items()}
            moved["payload"] = _renamed(row["payload"], place)
            moved["payload_digest"] = digest(moved["salt"], moved["payload"])
            moved["named_digest"] = digest(moved["named_salt"], wordless(moved["payload"]))
            moved["previous"] = previous
            moved["hash"] = previous = chained(moved)
            yield moved


def _moved(value: Any, place: int) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        if value == FIRST:
            return FIRST + place
        if TEACHER <= value < TEACHER + _SPAN:
            return value + place * _SPAN
    return value


def _renamed(payload: str, place: int) -> str:
    for member in people_of(FIRST):
        payload = payload.replace(str(member), str(member + place * _SPAN))
    return payload


def _parts(rows: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part

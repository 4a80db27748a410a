"""Everything stored about one person, and what of their place in the college is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Row, Table, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.case import Case
from rules.college import RosterEntry
from rules.duty import Duty
from rules.ids import COLLEGE, ChatId, MemberId, VoteNumber
from rules.policy import Policy
from rules.vocabulary.apologies import Choice
from rules.vocabulary.bases import Thread
from rules.vocabulary.complaints import Complaint
from rules.vocabulary.guardians import Ward
from rules.vocabulary.people import Standing
from rules.vocabulary.signals import Signal
from storage.journal import entry_of
from storage.queries import rows_of
from storage.reading import Reading
from storage.records import Chat, Dialogue, Entry, Member, Person
from storage.subjects.acquaintance import acknowledgements
from storage.subjects.apologies import ballots
from storage.subjects.chats import appointments
from storage.subjects.families import families, roster
from storage.subjects.leavers import RemovalState, departures, expulsions
from storage.subjects.pictures import pictures
from storage.tables import evidence, from_ms, journal


async def belonging_of(connection: AsyncConnection, chat: ChatId, member: MemberId) -> set[Thread]:
    """Return the open threads that entries about a member in this chat's journal belong to.

    In the college's own journal these include what is under way in any chat.
    """
    ordered = and_(
        departures.c.state == RemovalState.ORDERED.value,
        or_(departures.c.member_id == member, departures.c.leaver_id == member),
        *(() if chat == COLLEGE else (departures.c.chat_id == chat,)),
    )
    linked = or_(families.c.parent_id == member, families.c.child_id == member)
    open_ones = and_(
        expulsions.c.chat_id == chat,
        expulsions.c.member_id == member,
        expulsions.c.settlement.is_(None),
    )
    by_word = and_(appointments.c.chat_id == chat, appointments.c.member_id == member)
    threads: set[Thread] = set()
    if await rows_of(connection, select(appointments.c.at_ms).where(by_word)):
        threads.add(("appointed", member))
    if await rows_of(connection, select(roster.c.name).where(roster.c.member_id == member)):
        threads.add(("listed", member))
    for row in await rows_of(connection, select(families.c.child_id).where(linked)):
        threads.add(("family", row.child_id))
    for row in await rows_of(connection, select(departures.c.number).where(ordered)):
        threads |= {("departure", row.number), ("leaving", member)}
    for row in await rows_of(connection, select(expulsions.c.number).where(open_ones)):
        threads.add(("expulsion", row.number))
    return threads


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An acknowledgement of a version of the rules."""

    version: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The person's present choice on somebody's apology."""

    vote: VoteNumber
    choice: Choice
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMessage:
    """A message of the person whose text is kept because a measure rests on it."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InChat:
    """Everything stored about a person in one chat; `chat` None: in the college's own journal.

    `pictures` is how many pictures of theirs are kept. `about` are entries about the person, `own`
    those that the person made about others, both oldest first.
    """

    chat: Chat | None
    membership: Member | None
    case: Case
    known: tuple[Known, ...]
    said: tuple[Said, ...]
    kept: tuple[KeptMessage, ...]
    pictures: int
    about: tuple[Entry, ...]
    own: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """Everything stored about one person."""

    member: MemberId
    person: Person | None
    chats: tuple[InChat, ...]
    dialogue: Dialogue | None
    complaints: tuple[Complaint, ...]
    signals: tuple[Signal, ...]
    duty: Duty | None
    listed: RosterEntry | None
    parents: tuple[MemberId, ...]
    children: tuple[MemberId, ...]
    wards: tuple[Ward, ...]


async def gather(
    reading: Reading, member: MemberId, *, policy: Policy, zone: tzinfo, now: datetime
) -> Personal:
    """Return everything stored about a person."""
    rows = await reading.connection.execute(
        select(journal)
        .where(or_(journal.c.member_id == member, journal.c.by_id == member))
        .order_by(journal.c.chat_id, journal.c.number)
    )
    entries: dict[ChatId, list[Entry]] = {}
    for row in rows.all():
        entries.setdefault(ChatId(row.chat_id), []).append(entry_of(row))
    known = {chat.chat: chat for chat in await reading.chats()}
    found = []
    for chat in sorted({*known, *entries}):
        membership = await reading.member(chat, member)
        if membership is None and chat not in entries:
            continue
        there = entries.get(chat, [])
        found.append(
            InChat(
                chat=known.get(chat),
                membership=membership,
                case=await reading.case(
                    chat,
                    member,
                    policy=policy,
                    zone=zone,
                    now=now,
                    standing=Standing.LEFT
                    if membership is None or membership.left_at is not None
                    else Standing.MEMBER,
                ),
                known=tuple(
                    Known(version=row.version, at=from_ms(row.at_ms))
                    for row in await _theirs(reading, acknowledgements, chat, member)
                ),
                said=tuple(
                    Said(
                        vote=VoteNumber(row.vote), choice=Choice(row.choice), at=from_ms(row.at_ms)
                    )
                    for row in await _theirs(reading, ballots, chat, member)
                ),
                kept=tuple(
                    KeptMessage(at=from_ms(row.at_ms), text=row.text)
                    for row in await _theirs(reading, evidence, chat, member)
                ),
                pictures=len(await _theirs(reading, pictures, chat, member)),
                about=tuple(each for each in there if each.fact.member == member),
                own=tuple(each for each in there if each.fact.member != member),
            )
        )
    links = sorted(await reading.links_of([member]), key=lambda link: (link.parent, link.child))
    return Personal(
        member=member,
        person=(await reading.people([member])).get(member),
        chats=tuple(found),
        dialogue=await reading.dialogue(member, now),
        complaints=await reading.complaints_by(member),
        signals=await reading.signals_by(member),
        duty=(await reading.duties([member])).get(member),
        listed=(await reading.listed([member])).get(member),
        parents=tuple(link.parent for link in links if link.child == member),
        children=tuple(link.child for link in links if link.parent == member),
        wards=(*await reading.wards_of(member), *await reading.parents_of([member])),
    )


async def _theirs(
    reading: Reading, table: Table, chat: ChatId, member: MemberId
) -> Sequence[Row[Any]]:
    query = select(table).where(table.c.chat_id == chat, table.c.member_id == member)
    return (await reading.connection.execute(query.order_by(table.c.at_ms))).all()

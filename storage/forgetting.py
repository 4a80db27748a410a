"""Erasing a person's data on request, and reporting what has to stay.

What a measure in force rests on stays, and so does what is still to be decided, and what the person
did as a moderator, since it is the ground of measures on others. The request is stored and
continues with the rest as soon as nothing needs it.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import get_args
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.case import Case
from rules.ids import COLLEGE, AppealNumber, ChatId, MemberId, ViolationNumber
from rules.mentions import beginning_of
from rules.policy import Policy, valid_until
from rules.vocabulary.chats import ModeratorAppointed, ModeratorDismissed
from rules.vocabulary.journal import DataForgotten
from rules.vocabulary.unions import Fact
from storage.erasing import (
    Erasing,
    chats_with,
    forget_messages,
    forget_name,
    forget_passing,
    is_nowhere,
)
from storage.personal import belonging_of
from storage.queries import any_of, upsert
from storage.tables import evidence, from_ms, journal, members, requests, to_ms
from storage.transactions import note_erased
from storage.unsaying import Blank, Traces, Unsaying, traces_of
from storage.writing import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """What stays of a person in one chat, and until when (UTC).

    `entries` of the journal are about the person, `own` were made by the person about others,
    `ballots` are in open votes. `doubted_until`: their page is in doubt. `listed`: the college's
    list or a family names them. `leaving`: a removal is under way, or an expulsion by hand is not
    settled. `appeals` are undecided. `lasting` of `own` are settings, appointments and listed words
    that hold in the chat.
    """

    chat: ChatId
    title: str
    present: bool
    entries: int
    own: int
    lasting: int
    ballots: int
    appeals: tuple[AppealNumber, ...]
    blocked_until: datetime | None
    counting: tuple[ViolationNumber, ...]
    counting_until: datetime | None
    vote_until: datetime | None
    doubted_until: datetime | None
    listed: bool
    appointed: bool
    leaving: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing stays."""
        return not (self.present or self.entries or self.own or self.ballots or self.listed)

    @property
    def is_in_force(self) -> bool:
        """Whether a measure or decision about the person is pending."""
        return bool(
            self.blocked_until
            or self.vote_until
            or self.doubted_until
            or self.appeals
            or self.counting
            or self.leaving
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was erased of a person, in journal entries, and what stays.

    `parcels` are waiting messages about the person, `talks` others' dialogues with the bot,
    `quoted` others' messages that name the person and that measures rest on. `code` is for the
    person: it proves with the college's journal that it was done.
    """

    entries: int
    stays: tuple[Stays, ...]
    named: bool
    parcels: int
    talks: int
    quoted: int
    was_known: bool
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """How to forget a person: the policy, the zone (for chats without one) and the time (UTC).

    `instead` replaces their name in what is still to be sent.
    """

    policy: Policy
    zone: tzinfo
    now: datetime
    instead: str


async def forget(work: Work, member: MemberId, how: Forgetting, *, blank: Blank) -> Forgotten:
    """Erase what may be erased of a person, and record that without naming anybody.

    What has to stay is erased later, by `finish`.
    """
    known = bool(await work.people([member]))
    traces = await traces_of(work.connection, member)
    passing = await forget_passing(work.connection, member)
    done = await _erase(work, traces, how, until=how.now)
    await done.unsaying.arrivals(blank)
    left_over = tuple(each for each in done.stays if not each.is_empty)
    named = known and not done.unnamed
    was_known = known or bool(done.entries or passing or done.rows or left_over)
    code = secrets.token_hex(8)
    if was_known:
        await note_erased(work.connection)
        fact = DataForgotten(
            receipt=hashlib.sha256(f"{code}:{member}".encode()).hexdigest(),
            erased=done.entries,
            kept=sum(each.entries + each.own + each.ballots for each in left_over),
        )
        await work.record(COLLEGE, [fact], now=how.now, policy_version=how.policy.version)
    if named or left_over:
        asked = {"asked_ms": to_ms(how.now)}
        await work.connection.execute(
            upsert(work.connection, requests, {"member_id": member}, asked)
        )
    return Forgotten(
        entries=done.entries,
        stays=left_over,
        named=named,
        parcels=done.parcels,
        talks=done.talks,
        quoted=await _quoted(work, traces),
        was_known=was_known,
        code=code,
    )


async def unfinished(connection: AsyncConnection) -> tuple[tuple[MemberId, datetime], ...]:
    """Return who asked to be forgotten, and when (UTC), if something had to stay."""
    rows = await connection.execute(select(requests).order_by(requests.c.member_id))
    return tuple((MemberId(row.member_id), from_ms(row.asked_ms)) for row in rows)


async def finish(work: Work, member: MemberId, asked: datetime, how: Forgetting) -> int:
    """Erase what is no longer needed of a person's data from before `asked` (UTC), the time of
    their request; return the number of journal entries. The request is deleted with the last of
    them.
    """
    traces = await traces_of(work.connection, member)
    done = await _erase(work, traces, how, until=asked)
    if done.entries or done.rows or done.unnamed:
        await note_erased(work.connection)
    if not await _is_left(work.connection, member, asked):
        await work.connection.execute(delete(requests).where(requests.c.member_id == member))
    return done.entries


@dataclass(frozen=True, slots=True, kw_only=True)
class _Erased:
    entries: int
    rows: int
    stays: tuple[Stays, ...]
    unnamed: bool
    parcels: int
    talks: int
    unsaying: Unsaying


async def _erase(work: Work, traces: Traces, how: Forgetting, *, until: datetime) -> _Erased:
    """Erase what may be erased of a person's data up to `until` (UTC)."""
    member = traces.member
    chats = {chat.chat: chat for chat in await work.chats()}
    stays, erased = [], 0
    # this holds up all other work, so look only at chats that concern the person
    for chat in await chats_with(work.connection, member):
        record = chats.get(chat)
        zone = ZoneInfo(record.zone) if record is not None and record.zone else how.zone
        erasing = Erasing(work.connection, how.policy, zone, how.now)
        title = "" if record is None else record.title
        stays.append(await _erase_in(work, erasing, chat, title, member, until))
        erased += erasing.entries
    rows = await forget_messages(work.connection, member, until)
    unnamed = await forget_name(work.connection, member)
    unsaying = Unsaying(
        connection=work.connection,
        traces=traces,
        in_force=any(each.is_in_force for each in stays),
        named=not await is_nowhere(work.connection, member),
        present=frozenset(each.chat for each in stays if each.present),
        instead=how.instead,
    )
    await unsaying.notices()
    await unsaying.beside_calls()
    return _Erased(
        entries=erased,
        rows=rows,
        stays=tuple(stays),
        unnamed=unnamed,
        parcels=await unsaying.parcels(),
        talks=await unsaying.dialogues(),
        unsaying=unsaying,
    )


async def _is_left(connection: AsyncConnection, member: MemberId, asked: datetime) -> bool:
    """Whether data from before the request still exist."""
    before = to_ms(asked)
    who = or_(journal.c.member_id == member, journal.c.by_id == member)
    return await any_of(
        connection,
        select(journal.c.number).where(who, journal.c.at_ms <= before),
        select(members.c.chat_id).where(
            members.c.member_id == member, members.c.joined_ms <= before
        ),
        select(evidence.c.chat_id).where(
            evidence.c.member_id == member, evidence.c.at_ms <= before
        ),
    )


async def _quoted(work: Work, traces: Traces) -> int:
    """Count others' stored messages that name the person."""
    naming = [
        evidence.c.text.contains(name, autoescape=True)
        for name in (beginning_of(traces.member), *sorted(traces.names))
    ]
    query = select(func.count()).where(evidence.c.member_id != traces.member, or_(*naming))
    return int((await work.connection.execute(query)).scalar_one())


async def _erase_in(
    work: Work, erasing: Erasing, chat: ChatId, title: str, member: MemberId, until: datetime
) -> Stays:
    case = await erasing.case(chat, member)
    entries = await erasing.about(chat, member, until=until)
    ballots = await erasing.ballots_of(chat, member, until=until)
    await erasing.words_of(chat, member, until=until)
    record = await work.member(chat, member)
    counting, doubt = case.counted(erasing.now), case.doubt
    belonging = {kind for kind, _ in await belonging_of(work.connection, chat, member)}
    return Stays(
        chat=chat,
        title=title,
        present=record is not None and record.left_at is None,
        entries=entries,
        own=await _made_by(work, chat, member),
        lasting=await _made_by(work, chat, member, kinds=_LASTING),
        ballots=ballots,
        appeals=tuple(each.number for each in case.appeals if each.decision is None),
        blocked_until=None if case.block is None else case.block.ends_at,
        counting=tuple(each.number for each in counting),
        counting_until=_counts_until(case, erasing.zone),
        vote_until=None if case.vote is None else case.vote.closes_at,
        doubted_until=None if doubt is None or doubt.ended_at is not None else doubt.ends_at,
        listed=chat == COLLEGE and not belonging.isdisjoint({"listed", "family"}),
        appointed="appointed" in belonging,
        leaving=not belonging.isdisjoint({"departure", "expulsion"}),
    )


def _counts_until(case: Case, zone: tzinfo) -> datetime | None:
    return max(
        (valid_until(case.policy.validity, each.at, zone) for each in case.violations), default=None
    )


_LASTING = tuple(
    kind.stored_as
    for kind in get_args(Fact)
    if kind.always_kept or kind in {ModeratorAppointed, ModeratorDismissed}
)
"""Kinds of entries that define the state of a chat: their author is kept without a term."""


async def _made_by(
    work: Work, chat: ChatId, member: MemberId, *, kinds: Sequence[str] | None = None
) -> int:
    query = select(func.count()).where(
        journal.c.chat_id == chat,
        journal.c.by_id == member,
        journal.c.member_id.is_distinct_from(member),
        journal.c.kind != "vote_cast" if kinds is None else journal.c.kind.in_(kinds),
    )
    return int((await work.connection.execute(query)).scalar_one())

"""Erasing on request what is kept of one person, and telling what has to stay.

What a measure in force rests on stays, and so does what the person did as a moderator: it is the
ground of measures on others. Both go by themselves when their time comes (`storage.erasing`).
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, delete, func, select

from rules.cases import Case
from rules.facts.keeping import DataForgotten
from rules.ids import COLLEGE, ChatId, MemberId, ViolationNumber
from rules.policy import Policy, valid_until
from storage.belonging import belonging_of
from storage.erasing import Erasing, chats_with, forget_name, forget_passing
from storage.tables.journal import journal
from storage.tables.messages import notices
from storage.wiping import note_erased
from storage.writing import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """What stays of a person in one chat, and until when (UTC).

    `entries` of the journal are about the person; `own` the person made about others;
    `ballots` are on votes that are still open. `listed`: in the college's list, or a family;
    `leaving`: a removal is under way, or an expulsion by hand not settled.
    """

    chat: ChatId
    title: str
    present: bool
    entries: int
    own: int
    ballots: int
    blocked_until: datetime | None
    counting: tuple[ViolationNumber, ...]
    counting_until: datetime | None
    vote_until: datetime | None
    listed: bool
    leaving: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing stays."""
        return not (self.present or self.entries or self.own or self.ballots or self.listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was erased of a person, in entries of the journals, and what stays.

    `code` is for the person: with it, the journal of the college shows that it was done.
    """

    entries: int
    stays: tuple[Stays, ...]
    named: bool
    was_known: bool
    code: str


async def forget(
    work: Work, member: MemberId, *, policy: Policy, zone: tzinfo, now: datetime
) -> Forgotten:
    """Erase what may be erased of a person, and record that it was done, naming nobody."""
    chats = {chat.chat: chat for chat in await work.chats()}
    known = bool(await work.people([member]))
    stays, erased = [], 0
    # everybody else's work waits meanwhile: other chats are not even looked at
    for chat in await chats_with(work.connection, member):
        record = chats.get(chat)
        own_zone = ZoneInfo(record.zone) if record is not None and record.zone else zone
        erasing = Erasing(work.connection, policy, own_zone, now)
        left = await _forget_in(work, erasing, chat, "" if record is None else record.title, member)
        erased += erasing.entries
        stays.append(left)
    await forget_passing(work.connection, member)
    present = frozenset(each.chat for each in stays if each.present)
    await _forget_notices(work, member, present)
    left_over = tuple(each for each in stays if not each.is_empty)
    gone = await forget_name(work.connection, member)
    code = secrets.token_hex(8)
    was_known = known or bool(erased) or bool(left_over)
    await note_erased(work.connection)
    if was_known:
        fact = DataForgotten(
            receipt=hashlib.sha256(f"{code}:{member}".encode()).hexdigest(),
            erased=erased,
            kept=sum(each.entries + each.own + each.ballots for each in left_over),
        )
        await work.record(COLLEGE, [fact], now=now, policy_version=policy.version)
    return Forgotten(
        entries=erased,
        stays=left_over,
        named=known and not gone,
        was_known=was_known,
        code=code,
    )


async def _forget_in(
    work: Work, erasing: Erasing, chat: ChatId, title: str, member: MemberId
) -> Stays:
    case = await erasing.case(chat, member)
    entries = await erasing.about(chat, member)
    ballots = await erasing.ballots_of(chat, member)
    record = await work.member(chat, member)
    counting = case.counted(erasing.now)
    belonging = await belonging_of(work.connection, chat, member)
    return Stays(
        chat=chat,
        title=title,
        present=record is not None and record.left_at is None,
        entries=entries,
        own=await _made_by(work, chat, member),
        ballots=ballots,
        blocked_until=None if case.block is None else case.block.ends_at,
        counting=tuple(each.number for each in counting),
        counting_until=_counts_until(case, erasing.zone),
        vote_until=None if case.vote is None else case.vote.closes_at,
        listed=chat == COLLEGE and (belonging.listed or bool(belonging.links)),
        leaving=bool(belonging.removals or belonging.expulsions),
    )


def _counts_until(case: Case, zone: tzinfo) -> datetime | None:
    return max(
        (valid_until(case.policy.validity, each.at, zone) for each in case.violations),
        default=None,
    )


async def _made_by(work: Work, chat: ChatId, member: MemberId) -> int:
    query = select(func.count()).where(
        and_(
            journal.c.chat_id == chat,
            journal.c.by_id == member,
            journal.c.member_id.is_distinct_from(member),
            journal.c.kind != "vote_cast",
        )
    )
    return int((await work.connection.execute(query)).scalar_one())


async def _forget_notices(work: Work, member: MemberId, present: frozenset[ChatId]) -> None:
    """Drop what is remembered of messages that named the person where they are no more."""
    rows = await work.connection.execute(select(notices.c.peer, notices.c.ref, notices.c.data))
    for row in rows.all():
        if row.peer not in present and _names(json.loads(row.data), member):
            await work.connection.execute(
                delete(notices).where(and_(notices.c.peer == row.peer, notices.c.ref == row.ref))
            )


def _names(data: Any, member: MemberId) -> bool:
    match data:
        case dict():
            return any(_names(value, member) for value in data.values())
        case list():
            return any(_names(value, member) for value in data)
        case _:
            return bool(data == member)

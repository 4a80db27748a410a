"""Queries for handlers, timers and the courier, among them the case that the policy decides on."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, tzinfo
from typing import Any, TypeVar, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from rules.case import Case, Numbers
from rules.ids import (
    COLLEGE,
    AppealNumber,
    BlockNumber,
    ChatId,
    InvitationNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.policy import Policy
from rules.vocabulary.brakes import Held
from rules.vocabulary.people import Standing
from rules.vocabulary.spread import Doubt
from rules.vocabulary.suspicions import Origin
from rules.vocabulary.violations import Recent
from storage.journal import JournalReading
from storage.kinds import read_found
from storage.lookups import EvidenceReading, MessageReading, PeopleReading
from storage.queries import Asked
from storage.subjects.acquaintance import (
    AcquaintanceReading,
    acknowledged_by,
    acknowledgements,
    newcomer_since,
    newcomers,
)
from storage.subjects.apologies import ApologyReading, votes, votes_of, withheld, withheld_of
from storage.subjects.appeals import AppealReading, appeals, appeals_of
from storage.subjects.blocks import BlockReading, blocks, blocks_of, proposal_of, proposals
from storage.subjects.brakes import HeldReading, held
from storage.subjects.chats import ChatReading, adoptions, is_appointed, settings_in
from storage.subjects.complaints import ComplaintReading
from storage.subjects.duty import DutyReading
from storage.subjects.families import FamilyReading, families, family_of
from storage.subjects.guardians import GuardianReading
from storage.subjects.invitations import InvitationReading, invitation_in, invitations
from storage.subjects.leavers import LeaverReading
from storage.subjects.pictures import PictureReading
from storage.subjects.reminders import reminder_in, reminders
from storage.subjects.reporters import ReporterReading
from storage.subjects.signals import SignalReading, signals
from storage.subjects.silence import SilenceReading, silence_in, silences
from storage.subjects.spread import SpreadReading, doubt_of, doubts
from storage.subjects.suspensions import SuspensionReading
from storage.subjects.suspicions import SuspicionReading, suspicion_in, suspicions, suspicions_of
from storage.subjects.violations import ViolationReading, removal_in, violations, violations_of
from storage.subjects.wordlist import WordListReading
from storage.tables import from_ms, to_ms

T = TypeVar("T")

LATELY = timedelta(hours=1)
"""How far back violations and suspicions are read; no policy's heat looks further back."""

_CHAT, _MEMBER, _LATELY = (
    bindparam(name, type_=BigInteger) for name in ("chat", "member", "lately")
)


def _recent(table: Table) -> ColumnElement[bool]:
    standing = table.c.annulled_ms if table is violations else table.c.settled
    return and_(table.c.chat_id == _CHAT, table.c.at_ms >= _LATELY, standing.is_(None))


_RECENT_VIOLATIONS = select(
    violations.c.member_id,
    violations.c.at_ms,
    violations.c.since_ms,
    violations.c.message_id,
    violations.c.rule,
).where(_recent(violations))

_RECENT_SUSPICIONS = select(suspicions.c.member_id, suspicions.c.at_ms, suspicions.c.found).where(
    _recent(suspicions)
)


async def recent_violations(of: Asked) -> tuple[Recent, ...]:
    """Return the chat's recent violations, by any member; a correction is as old as the act."""
    return tuple(
        Recent(
            member=MemberId(row.member_id),
            at=from_ms(row.at_ms if row.since_ms is None else row.since_ms),
            messages=frozenset(() if row.message_id is None else (MessageId(row.message_id),)),
            rules=frozenset({RuleNumber(row.rule)}),
        )
        for row in await of.ask(_RECENT_VIOLATIONS, chat=of.chat, lately=to_ms(of.now - LATELY))
    )


async def recent_suspicions(of: Asked) -> tuple[Recent, ...]:
    """Return the chat's recent suspicions, by any member, but for those that were settled: one
    recorded as a violation counts as that violation, a cleared one not at all. What members only
    complained of heats nothing.
    """
    rows = await of.ask(_RECENT_SUSPICIONS, chat=of.chat, lately=to_ms(of.now - LATELY))
    found = (
        (row, [e for e in read_found(row.found) if e.detector is not Origin.REPORTED])
        for row in rows
    )
    return tuple(
        Recent(
            member=MemberId(row.member_id),
            at=from_ms(row.at_ms),
            messages=frozenset(each.message for each in detections),
            rules=frozenset(each.rule for each in detections),
        )
        for row, detections in found
        if detections
    )


def _of_member(table: Table) -> ColumnElement[bool]:
    return and_(table.c.chat_id == _CHAT, table.c.member_id == _MEMBER)


_FOUND_WHERE: dict[Callable[[Asked], Awaitable[Any]], ColumnElement[bool]] = {
    violations_of: _of_member(violations),
    blocks_of: _of_member(blocks),
    votes_of: _of_member(votes),
    withheld_of: _of_member(withheld),
    appeals_of: _of_member(appeals),
    acknowledged_by: _of_member(acknowledgements),
    proposal_of: _of_member(proposals),
    newcomer_since: _of_member(newcomers),
    suspicions_of: _of_member(suspicions),
    recent_violations: _recent(violations),
    recent_suspicions: _recent(suspicions),
    silence_in: silences.c.chat_id == _CHAT,
    doubt_of: _of_member(doubts),
    family_of: and_(
        families.c.chat_id == COLLEGE,
        or_(families.c.parent_id == _MEMBER, families.c.child_id == _MEMBER),
    ),
}
"""Of each part of a case the rows without which it is empty."""

_OVERVIEW = select(
    *(
        select(func.max(table.c.number))
        .where(table.c.chat_id == _CHAT)
        .scalar_subquery()
        .label(table.name)
        for table in (violations, blocks, votes, reminders, invitations, appeals, suspicions)
    ),
    select(func.max(reminders.c.at_ms))
    .where(
        reminders.c.chat_id == _CHAT,
        reminders.c.member_id.is_(None),
        reminders.c.withdrawn.is_(False),
    )
    .scalar_subquery()
    .label("last_reminder_ms"),
    select(adoptions.c.at_ms).filter_by(chat_id=_CHAT).scalar_subquery().label("adopted_ms"),
    *(exists().where(where).label(part.__name__) for part, where in _FOUND_WHERE.items()),
)


async def overview(of: Asked) -> Row[Any]:
    """Return the greatest numbers of the chat's records, two of its times, and which parts of the
    member's case are not empty: all in one statement, since most parts of most cases are.
    """
    (row,) = await of.ask(_OVERVIEW, chat=of.chat, member=of.member, lately=to_ms(of.now - LATELY))
    return row


def _next_numbers(seen: Row[Any]) -> Numbers:
    def after(table: Table) -> int:
        return int(getattr(seen, table.name) or 0) + 1

    return Numbers(
        violation=ViolationNumber(after(violations)),
        block=BlockNumber(after(blocks)),
        vote=VoteNumber(after(votes)),
        reminder=ReminderNumber(after(reminders)),
        invitation=InvitationNumber(after(invitations)),
        appeal=AppealNumber(after(appeals)),
        suspicion=SuspicionNumber(after(suspicions)),
    )


class Reading(
    AcquaintanceReading,
    BlockReading,
    HeldReading,
    ViolationReading,
    ApologyReading,
    AppealReading,
    EvidenceReading,
    PictureReading,
    ChatReading,
    SilenceReading,
    SpreadReading,
    InvitationReading,
    FamilyReading,
    DutyReading,
    GuardianReading,
    LeaverReading,
    SuspicionReading,
    ComplaintReading,
    SignalReading,
    ReporterReading,
    SuspensionReading,
    WordListReading,
    PeopleReading,
    JournalReading,
    MessageReading,
):
    """One consistent view of the database, with the queries of all subjects."""

    async def case(
        self,
        chat: ChatId,
        member: MemberId,
        *,
        policy: Policy,
        zone: tzinfo,
        now: datetime,
        standing: Standing,
        reminder: ReminderNumber | None = None,
        removal: MessageId | None = None,
        invitation: InvitationNumber | None = None,
        suspicion: SuspicionNumber | None = None,
        suspicions: bool = False,
        present: bool = True,
    ) -> Case:
        """Return the case of a member in a chat, with the reminder, removal, invitation and
        suspicion that are named. `suspicions`: with all of the member's that are not cleared. What
        was read before in the same transaction is not read again.
        """
        of = Asked(self.connection, chat, member, now, self.kept)
        seen = await of.once(overview)

        async def part(read: Callable[[Asked], Awaitable[T]], empty: Any = ()) -> T:
            return await of.once(read) if getattr(seen, read.__name__) else cast(T, empty)

        values, newcomers_set_at = await of.once(settings_in)
        withheld_ones = await part(withheld_of)
        recent = (*await part(recent_violations), *await part(recent_suspicions))
        return Case(
            chat=chat,
            member=member,
            standing=standing,
            policy=policy,
            zone=zone,
            violations=await part(violations_of),
            blocks=await part(blocks_of),
            votes=await part(votes_of),
            withheld=withheld_ones[-1] if withheld_ones else None,
            withheld_at=tuple(each.at for each in withheld_ones),
            appeals=await part(appeals_of),
            acknowledged=await part(acknowledged_by, frozenset()),
            proposal=await part(proposal_of, None),
            recent=tuple(sorted(recent, key=lambda each: each.at)),
            last_reminder_at=from_ms(seen.last_reminder_ms),
            reminder=None if reminder is None else await reminder_in(of, reminder),
            removal=None if removal is None else await removal_in(of, removal),
            next=_next_numbers(seen),
            values=policy.values(values),
            appointed=await of.once(is_appointed),
            present=present,
            newcomer_since=await part(newcomer_since, None),
            newcomers_set_at=newcomers_set_at,
            adopted_at=from_ms(seen.adopted_ms),
            silence=await part(silence_in, None),
            invitation=None if invitation is None else await invitation_in(of, invitation),
            suspicion=None if suspicion is None else await suspicion_in(of, suspicion),
            family=await part(family_of, frozenset()),
            suspicions=await part(suspicions_of) if suspicions else (),
            doubt=await part(doubt_of, None),
        )

    async def waiting(self) -> tuple[tuple[Held, ...], dict[tuple[ChatId, MemberId], Doubt]]:
        """Return what waits for a second person and whose pages are in doubt: mostly nothing, so
        that one statement says so.
        """
        parts: list[ColumnElement[Any]] = [
            exists().where(held.c.id > 0).label("held"),
            exists().where(doubts.c.ended_ms.is_(None)).label("doubts"),
        ]
        (row,) = await self._rows(select(*parts))
        return await self.held() if row.held else (), await self.doubts() if row.doubts else {}

    async def next_due(self) -> datetime | None:
        """Return when the next block ends, vote closes, suspicion is acted upon, or call for help
        is passed on (UTC).
        """
        (moments,) = await self._rows(
            select(
                select(func.min(blocks.c.ends_ms)).where(blocks.c.lift.is_(None)).scalar_subquery(),
                select(func.min(votes.c.closes_ms))
                .where(votes.c.outcome.is_(None))
                .scalar_subquery(),
                select(func.min(suspicions.c.acts_ms)).scalar_subquery(),
                select(func.min(signals.c.next_ms)).scalar_subquery(),
            )
        )
        return from_ms(min((ms for ms in moments if ms is not None), default=None))

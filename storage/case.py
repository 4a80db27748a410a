"""Reading a `Case`: everything the policy needs to know about one member in one chat."""

from datetime import datetime, timedelta, tzinfo

from sqlalchemy import Table, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.case import Case, Numbers
from rules.ids import (
    AppealNumber,
    BlockNumber,
    ChatId,
    InvitationNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.policy import Policy
from rules.vocabulary.people import Standing
from rules.vocabulary.violations import Recent
from storage.asking import Asked, Kept
from storage.found import read_found
from storage.moments import from_ms, to_ms
from storage.subjects.acquaintance import acknowledged_by, newcomer_since
from storage.subjects.apologies import votes, votes_of, withheld_of
from storage.subjects.appeals import appeals, appeals_of
from storage.subjects.blocks import blocks, blocks_of, proposal_of
from storage.subjects.chats import adopted_at, is_appointed, settings_in
from storage.subjects.families import family_of
from storage.subjects.invitations import invitation_in, invitations
from storage.subjects.reminders import last_reminder_in, reminder_in, reminders
from storage.subjects.silence import silence_in
from storage.subjects.suspicions import suspicion_in, suspicions, suspicions_of
from storage.subjects.violations import removal_in, violations, violations_of

LATELY = timedelta(hours=1)
"""How far back violations and suspicions are read; no policy's heat looks further back."""


async def recent_in(of: Asked) -> tuple[Recent, ...]:
    """Return the chat's recent violations and suspicions, by any member.

    A suspicion recorded as a violation counts as that violation, a cleared one not at all. A
    correction is as old as the act.
    """
    recorded = select(
        violations.c.member_id, violations.c.at_ms, violations.c.since_ms, violations.c.message_id
    ).where(
        and_(
            violations.c.chat_id == of.chat,
            violations.c.at_ms >= to_ms(of.now - LATELY),
            violations.c.annulled_ms.is_(None),
        )
    )
    suspected = select(suspicions.c.member_id, suspicions.c.at_ms, suspicions.c.found).where(
        and_(
            suspicions.c.chat_id == of.chat,
            suspicions.c.at_ms >= to_ms(of.now - LATELY),
            suspicions.c.settled.is_(None),
        )
    )
    recent = [
        Recent(
            member=MemberId(row.member_id),
            at=from_ms(row.at_ms if row.since_ms is None else row.since_ms),
            messages=frozenset(
                () if row.message_id is None else (MessageId(row.message_id),),
            ),
        )
        for row in await of.ask(recorded)
    ]
    recent += [
        Recent(
            member=MemberId(row.member_id),
            at=from_ms(row.at_ms),
            messages=frozenset(each.message for each in read_found(row.found)),
        )
        for row in await of.ask(suspected)
    ]
    return tuple(sorted(recent, key=lambda each: each.at))


async def next_numbers(of: Asked) -> Numbers:
    """Return the numbers for the chat's next records."""
    (greatest,) = await of.ask(
        select(
            *(
                select(func.max(table.c.number))
                .where(table.c.chat_id == of.chat)
                .scalar_subquery()
                .label(table.name)
                for table in (
                    violations,
                    blocks,
                    votes,
                    reminders,
                    invitations,
                    appeals,
                    suspicions,
                )
            )
        )
    )

    def after(table: Table) -> int:
        return int(getattr(greatest, table.name) or 0) + 1

    return Numbers(
        violation=ViolationNumber(after(violations)),
        block=BlockNumber(after(blocks)),
        vote=VoteNumber(after(votes)),
        reminder=ReminderNumber(after(reminders)),
        invitation=InvitationNumber(after(invitations)),
        appeal=AppealNumber(after(appeals)),
        suspicion=SuspicionNumber(after(suspicions)),
    )


async def read_case(
    connection: AsyncConnection,
    chat: ChatId,
    member: MemberId,
    *,
    policy: Policy,
    zone: tzinfo,
    now: datetime,
    standing: Standing,
    reminder: ReminderNumber | None,
    removal: MessageId | None,
    invitation: InvitationNumber | None,
    suspicion: SuspicionNumber | None,
    suspicions: bool,
    present: bool,
    kept: Kept,
) -> Case:
    """Return the case of a member in a chat, with the reminder, removal, invitation and suspicion
    that are named. `suspicions`: with all of the member's that are not cleared. What is `kept` of
    the same transaction is not read again.
    """
    of = Asked(connection, chat, member, now, kept)
    values, newcomers_set_at = await of.once(settings_in)
    withheld = await of.once(withheld_of)
    return Case(
        chat=chat,
        member=member,
        standing=standing,
        policy=policy,
        zone=zone,
        violations=await of.once(violations_of),
        blocks=await of.once(blocks_of),
        votes=await of.once(votes_of),
        withheld=withheld[-1] if withheld else None,
        withheld_at=tuple(each.at for each in withheld),
        appeals=await of.once(appeals_of),
        acknowledged=await of.once(acknowledged_by),
        proposal=await of.once(proposal_of),
        recent=await of.once(recent_in),
        last_reminder_at=await of.once(last_reminder_in),
        reminder=None if reminder is None else await reminder_in(of, reminder),
        removal=None if removal is None else await removal_in(of, removal),
        next=await of.once(next_numbers),
        values=policy.values(values),
        appointed=await of.once(is_appointed),
        present=present,
        newcomer_since=await of.once(newcomer_since),
        newcomers_set_at=newcomers_set_at,
        adopted_at=await of.once(adopted_at),
        silence=await of.once(silence_in),
        invitation=None if invitation is None else await invitation_in(of, invitation),
        suspicion=None if suspicion is None else await suspicion_in(of, suspicion),
        family=await of.once(family_of),
        suspicions=await of.once(suspicions_of) if suspicions else (),
    )

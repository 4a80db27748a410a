"""Reading a case: all that the policy needs to know about one member in one chat."""

from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from rules.cases import Case
from rules.cases.people import Standing
from rules.ids import ChatId, InvitationNumber, MemberId, MessageId, ReminderNumber, SuspicionNumber
from rules.policy import Policy
from storage.cases.appeals import appeals_of
from storage.cases.chat import last_reminder_in, next_numbers, recent_in, reminder_in, removal_in
from storage.cases.measures import blocks_of, proposal_of, violations_of
from storage.cases.member import Asked
from storage.cases.settings import (
    adopted_at,
    family_of,
    invitation_in,
    is_appointed,
    newcomer_since,
    settings_in,
    silence_in,
)
from storage.cases.suspicions import suspicion_in, suspicions_of
from storage.cases.votes import votes_of, withheld_of
from storage.tables.measures import acknowledgements


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
) -> Case:
    """Give the case of a member in a chat, with the reminder, the removal, the invitation and
    the suspicion that are named; `suspicions`: with all that nobody cleared.
    """
    of = Asked(connection, chat, member)
    values, newcomers_set_at = await settings_in(of)
    withheld = await withheld_of(of)
    return Case(
        chat=chat,
        member=member,
        standing=standing,
        policy=policy,
        zone=zone,
        violations=await violations_of(of),
        blocks=await blocks_of(of),
        votes=await votes_of(of),
        withheld=withheld[-1] if withheld else None,
        withheld_at=tuple(each.at for each in withheld),
        appeals=await appeals_of(of),
        acknowledged=frozenset(
            row.version for row in await of.rows(acknowledgements, acknowledgements.c.at_ms)
        ),
        proposal=await proposal_of(of),
        recent=await recent_in(of, now),
        last_reminder_at=await last_reminder_in(of),
        reminder=None if reminder is None else await reminder_in(of, reminder),
        removal=None if removal is None else await removal_in(of, removal),
        next=await next_numbers(of),
        values=policy.values(values),
        appointed=await is_appointed(of),
        present=present,
        newcomer_since=await newcomer_since(of),
        newcomers_set_at=newcomers_set_at,
        adopted_at=await adopted_at(of),
        silence=await silence_in(of),
        invitation=None if invitation is None else await invitation_in(of, invitation),
        suspicion=None if suspicion is None else await suspicion_in(of, suspicion),
        family=await family_of(of),
        suspicions=await suspicions_of(of) if suspicions else (),
    )

"""Threads of a person's place in the college, and of leaving it, that are still open (п.

5.12.8).
"""

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.ids import COLLEGE, ChatId, MemberId
from rules.vocabulary.bases import Thread
from storage.asking import rows_of
from storage.subjects.chats import appointments
from storage.subjects.expulsions import expulsions
from storage.subjects.families import families
from storage.subjects.leavers import RemovalState, departures
from storage.subjects.roster import roster


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

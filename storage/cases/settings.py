"""What a case holds of what is set in its chat."""

from datetime import datetime

from sqlalchemy import and_, or_, select

from rules.cases.chat import Invitation, Silence
from rules.ids import COLLEGE, InvitationNumber, MemberId
from rules.settings import Setting
from storage.cases.member import Asked
from storage.moments import from_ms
from storage.rows import newcomers_set_at
from storage.tables.leavers import families
from storage.tables.measures import acknowledgements
from storage.tables.settings import (
    adoptions,
    appointments,
    invitations,
    newcomers,
    settings,
    silences,
)


async def settings_in(of: Asked) -> tuple[dict[Setting, str], datetime | None]:
    """Give what the chat has set for itself, and since when it treats newcomers so (UTC)."""
    rows = await of.ask(select(settings).where(settings.c.chat_id == of.chat))
    return {Setting(row.name): row.value for row in rows}, newcomers_set_at(rows)


async def adopted_at(of: Asked) -> datetime | None:
    """Give when the chat was adopted (UTC), whatever kind it has had since, or None."""
    rows = await of.ask(select(adoptions.c.at_ms).where(adoptions.c.chat_id == of.chat))
    return from_ms(rows[0].at_ms) if rows else None


async def is_appointed(of: Asked) -> bool:
    """Say whether an administrator appointed the member."""
    return bool(await of.rows(appointments, appointments.c.at_ms))


async def family_of(of: Asked) -> frozenset[MemberId]:
    """Give the member's parents and children on record, in whichever chat they are."""
    ends = (families.c.parent_id, families.c.child_id)
    rows = await of.ask(
        select(*ends).where(
            and_(families.c.chat_id == COLLEGE, or_(*(e == of.member for e in ends)))
        )
    )
    return frozenset(MemberId(each) for row in rows for each in row) - {of.member}


async def newcomer_since(of: Asked) -> datetime | None:
    """Give when the member was shown the rules on their arrival (UTC); None if they never were,
    or have acknowledged some since."""
    shown = await of.rows(newcomers, newcomers.c.shown_ms)
    if not shown:
        return None
    known = await of.rows(acknowledgements, acknowledgements.c.at_ms)
    if known and known[-1].at_ms >= shown[-1].shown_ms:
        return None
    since: datetime = from_ms(shown[-1].shown_ms)
    return since


async def silence_in(of: Asked) -> Silence | None:
    """Give the chat's latest silence, in force or over, or None."""
    rows = await of.ask(
        select(silences)
        .where(silences.c.chat_id == of.chat)
        .order_by(silences.c.number.desc())
        .limit(1)
    )
    if not rows:
        return None
    (row,) = rows
    return Silence(
        at=from_ms(row.at_ms), ends_at=from_ms(row.ends_ms), ended_at=from_ms(row.ended_ms)
    )


async def invitation_in(of: Asked, number: InvitationNumber) -> Invitation | None:
    """Give the chat's invitation of that number, or None."""
    rows = await of.ask(
        select(invitations).where(
            and_(invitations.c.chat_id == of.chat, invitations.c.number == number)
        )
    )
    if not rows:
        return None
    row = rows[0]
    return Invitation(
        number=number,
        single=row.single,
        expires_at=from_ms(row.expires_ms),
        revoked=row.revoked_ms is not None,
        used=row.used_ms is not None,
    )

"""Invitations (п. 5.12.3)."""

from sqlalchemy import Boolean, Column, Index, Table, select

from rules.ids import ChatId, InvitationNumber
from rules.vocabulary.invitations import (
    Invitation,
    InvitationFact,
    InvitationMade,
    InvitationRevoked,
    InvitationUsed,
)
from storage.queries import Asked, Asking, Tables
from storage.tables import chat_key, from_ms, integer, key, metadata, text, to_ms

invitations = Table(
    "invitations",
    metadata,
    chat_key(),
    key("number"),
    text("digest"),
    Column("single", Boolean, nullable=False),
    integer("at_ms"),
    integer("by_id"),
    integer("expires_ms"),
    integer("revoked_ms", null=True),
    integer("used_ms", null=True),
    Index("invitations_by_digest", "digest"),
)


async def change(tables: Tables, fact: InvitationFact) -> None:
    """Update the invitations."""
    match fact:
        case InvitationMade():
            await tables.add(
                invitations,
                number=fact.number,
                digest=fact.digest,
                single=fact.single,
                at_ms=tables.at_ms,
                by_id=fact.by,
                expires_ms=to_ms(fact.expires_at),
            )
        case InvitationRevoked(number=number):
            await tables.change(invitations, {"number": number}, revoked_ms=tables.at_ms)
        case InvitationUsed(number=number):
            await tables.change(invitations, {"number": number}, used_ms=tables.at_ms)


async def erase_people(tables: Tables, fact: InvitationFact) -> None:
    """Remove an entry's people from the tables, and make its code invalid."""
    if isinstance(fact, InvitationMade):
        at = {"number": fact.number}
        await tables.change(invitations, at, digest="", by_id=tables.nobody)


async def invitation_in(of: Asked, number: InvitationNumber) -> Invitation | None:
    """Return the chat's invitation of that number, or None."""
    row = await of.row(invitations, number=number)
    if row is None:
        return None
    return Invitation(
        number=number,
        single=row.single,
        expires_at=from_ms(row.expires_ms),
        revoked=row.revoked_ms is not None,
        used=row.used_ms is not None,
    )


class InvitationReading(Asking):
    """Queries for invitations."""

    async def invitation(self, digest: str) -> tuple[ChatId, InvitationNumber] | None:
        """Return the invitation with this digest of its code, or None."""
        row = await self._first(select(invitations).where(invitations.c.digest == digest))
        return None if row is None else (ChatId(row.chat_id), InvitationNumber(row.number))

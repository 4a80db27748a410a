"""What facts about invitations change in the tables."""

from rules.facts.invitations import (
    InvitationFact,
    InvitationMade,
    InvitationRevoked,
    InvitationUsed,
)
from storage.moments import to_ms
from storage.projection.keeping import Tables
from storage.tables.settings import (
    invitations,
)


async def change(tables: Tables, fact: InvitationFact) -> None:
    """Change the invitations."""
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
    """Take the people of an entry out of the tables, and make its code void."""
    if isinstance(fact, InvitationMade):
        at = {"number": fact.number}
        await tables.change(invitations, at, digest="", by_id=tables.nobody)

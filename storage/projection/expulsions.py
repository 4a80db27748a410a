"""What facts about expulsions by hand change in the tables."""

from rules.expulsions import Settlement
from rules.facts.expulsions import (
    ExpelledByHand,
    ExpelledInvitedBack,
    ExpulsionFact,
    ExpulsionGrounded,
)
from storage.projection.keeping import Tables
from storage.tables.leavers import expulsions


async def change(tables: Tables, fact: ExpulsionFact) -> None:
    """Change the expulsions by hand."""
    match fact:
        case ExpelledByHand(number=number, member=member, by=by):
            await tables.add(
                expulsions, number=number, member_id=member, by_id=by, at_ms=tables.at_ms
            )
        case ExpulsionGrounded(number=number):
            await tables.change(
                expulsions, {"number": number}, settlement=Settlement.GROUNDED.value
            )
        case ExpelledInvitedBack(number=number):
            await tables.change(expulsions, {"number": number}, settlement=Settlement.INVITED.value)


async def erase_people(tables: Tables, fact: ExpulsionFact) -> None:
    """Take the people of an entry out of the tables."""
    if isinstance(fact, ExpelledByHand):
        await tables.drop(expulsions, number=fact.number)

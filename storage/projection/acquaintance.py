"""What facts about newcomers and the rules change in the tables."""

from rules.facts.acquaintance import (
    Acknowledged,
    AcknowledgementAsked,
    AcquaintanceFact,
    RulesShown,
)
from storage.projection.keeping import Tables
from storage.tables.measures import acknowledgements
from storage.tables.settings import (
    newcomers,
)


async def change(tables: Tables, fact: AcquaintanceFact) -> None:
    """Change who came while the bot was there, who was asked once more, and who knows the rules."""
    match fact:
        case RulesShown(member=member, version=version):
            await tables.drop(newcomers, member_id=member, version=version)
            await tables.add(
                newcomers, member_id=member, version=version, shown_ms=tables.at_ms, asked_ms=None
            )
        case AcknowledgementAsked(members=members, version=version):
            for member in members:
                await tables.change(
                    newcomers, {"member_id": member, "version": version}, asked_ms=tables.at_ms
                )
        case Acknowledged(member=member, version=version):
            await tables.add(
                acknowledgements, member_id=member, version=version, at_ms=tables.at_ms
            )


async def erase_people(tables: Tables, fact: AcquaintanceFact) -> None:
    """Take the people of an entry out of the tables; how many know the rules stays."""
    at_ms = tables.at_ms
    match fact:
        case Acknowledged(member=member, version=version):
            at = {"member_id": member, "version": version, "at_ms": at_ms}
            await tables.change(acknowledgements, at, member_id=tables.nobody)
        case RulesShown(member=member, version=version):
            await tables.drop(newcomers, member_id=member, version=version, shown_ms=at_ms)
        case AcknowledgementAsked(members=members, version=version):
            for each in members:
                at = {"member_id": each, "version": version, "asked_ms": at_ms}
                await tables.change(newcomers, at, asked_ms=None)

"""What facts about silences change in the tables."""

from rules.facts.silence import MessageHushed, SilenceBegun, SilenceEnded, SilenceFact
from storage.moments import to_ms
from storage.projection.keeping import Tables
from storage.tables.settings import (
    silences,
)


async def change(tables: Tables, fact: SilenceFact) -> None:
    """Change the silences; a message that was removed meanwhile changes nothing."""
    match fact:
        case SilenceBegun():
            await tables.add(
                silences,
                number=tables.entry,
                at_ms=tables.at_ms,
                by_id=fact.by,
                ends_ms=to_ms(fact.ends_at),
            )
        case SilenceEnded():
            await tables.change(silences, {"ended_ms": None}, ended_ms=tables.at_ms)
        case MessageHushed():
            pass


async def erase_people(tables: Tables, fact: SilenceFact) -> None:
    """Take out of the tables who began a silence."""
    if isinstance(fact, SilenceBegun):
        await tables.change(silences, {"number": tables.entry}, by_id=tables.nobody)

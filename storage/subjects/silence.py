"""Silences: periods in which only moderators write (п. 5.12.4)."""

from sqlalchemy import Index, Table, select

from rules.ids import ChatId
from rules.times import Hold
from rules.vocabulary.silence import MessageHushed, Silence, SilenceBegun, SilenceEnded, SilenceFact
from storage.queries import Asked, Asking, Tables
from storage.tables import chat_key, from_ms, integer, key, metadata, to_ms

silences = Table(
    "silences",
    metadata,
    chat_key(),
    key("number"),
    integer("at_ms"),
    integer("by_id"),
    integer("ends_ms"),
    integer("ended_ms", null=True),
    Index("silences_by_end", "ended_ms", "ends_ms"),
)


async def change(tables: Tables, fact: SilenceFact) -> None:
    """Update the silences; removing a message during one changes nothing here."""
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
    """Remove from the tables who began a silence."""
    if isinstance(fact, SilenceBegun):
        await tables.change(silences, {"number": tables.entry}, by_id=tables.nobody)


async def silence_in(of: Asked) -> Silence | None:
    """Return the chat's latest silence, in force or over, or None."""
    rows = await of.ask(
        select(silences).filter_by(chat_id=of.chat).order_by(silences.c.number.desc()).limit(1)
    )
    if not rows:
        return None
    (row,) = rows
    return Silence(
        at=from_ms(row.at_ms), ends_at=from_ms(row.ends_ms), ended_at=from_ms(row.ended_ms)
    )


class SilenceReading(Asking):
    """Queries for silences."""

    async def silence_holds(self) -> dict[ChatId, Hold]:
        """Return the period of each silence in force, by chat."""
        rows = await self._rows(
            select(silences).where(silences.c.ended_ms.is_(None)).order_by(silences.c.number)
        )
        return {
            ChatId(row.chat_id): Hold(since=from_ms(row.at_ms), until=from_ms(row.ends_ms))
            for row in rows
        }

"""To whom reports are closed, and until when (п. 5.12.7), under `rules.ids.COLLEGE`."""

from datetime import datetime

from sqlalchemy import Index, Table, select

from rules.ids import MemberId
from rules.vocabulary.reporters import ReporterFact, ReportersSeen, ReportingClosed, ReportingOpened
from storage.queries import Asking, Tables
from storage.tables import chat_key, from_ms, integer, key, metadata, to_ms

closed_reporting = Table(
    "closed_reporting",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("until_ms"),
    Index("closed_reporting_by_member", "member_id"),
)


async def change(tables: Tables, fact: ReporterFact) -> None:
    """Update to whom reports are closed; one whose term is over stays until the next."""
    match fact:
        case ReportingClosed(member=member, until=until):
            await tables.drop(closed_reporting, member_id=member)
            await tables.add(
                closed_reporting, number=tables.entry, member_id=member, until_ms=to_ms(until)
            )
        case ReportingOpened(member=member):
            await tables.drop(closed_reporting, member_id=member)
        case ReportersSeen():
            pass


async def erase_people(tables: Tables, fact: ReporterFact) -> None:
    """Remove from the tables to whom reports were closed."""
    if isinstance(fact, ReportingClosed):
        await tables.drop(closed_reporting, number=tables.entry)


class ReporterReading(Asking):
    """Queries for closed reports."""

    async def reporting_closed_until(self, member: MemberId) -> datetime | None:
        """Return until when (UTC) reports were closed to a person last, also if that is over."""
        query = select(closed_reporting).where(closed_reporting.c.member_id == member)
        row = await self._first(query)
        return None if row is None else from_ms(row.until_ms)

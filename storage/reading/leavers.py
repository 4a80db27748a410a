"""Asking for families, the college's list, leavers, departures and expulsions."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from rules.expulsions import Expulsion, Settlement
from rules.facts.leavers import RemovalFault
from rules.ids import COLLEGE, ChatId, DepartureNumber, ExpulsionNumber, MemberId
from rules.roles import Role
from rules.roster import Link, Roster, RosterEntry
from storage.reading.asking import Asking
from storage.records import Member, OrderedRemoval, RemovalState
from storage.rows import member_of
from storage.tables.chats import members, people
from storage.tables.leavers import departures, expulsions, families, leavers, roster


class LeaverReading(Asking):
    """Families, the college's list, leavers, departures and expulsions."""

    async def links_of(self, persons: Iterable[MemberId]) -> frozenset[Link]:
        """Give the families of those people: their parents and their children."""
        asked = sorted(set(persons))
        return await self._links(
            or_(families.c.parent_id.in_(asked), families.c.child_id.in_(asked))
        )

    async def _links(self, which: ColumnElement[bool]) -> frozenset[Link]:
        rows = await self._rows(
            select(families.c.parent_id, families.c.child_id).where(
                and_(families.c.chat_id == COLLEGE, which)
            )
        )
        return frozenset(
            Link(parent=MemberId(row.parent_id), child=MemberId(row.child_id)) for row in rows
        )

    async def roster(self) -> Roster:
        """Give the whole list with all families and leavers."""
        rows = await self._rows(
            select(roster).where(roster.c.chat_id == COLLEGE).order_by(roster.c.member_id)
        )
        entries = {
            MemberId(row.member_id): RosterEntry(
                member=MemberId(row.member_id),
                name=row.name,
                role=Role(row.role),
                group=row.group_name,
            )
            for row in rows
        }
        left = await self._rows(select(leavers.c.member_id).where(leavers.c.chat_id == COLLEGE))
        return Roster(
            entries=entries,
            links=await self._links(families.c.parent_id.is_not(None)),
            left=frozenset(MemberId(row.member_id) for row in left),
        )

    async def listed(self, persons: Iterable[MemberId]) -> dict[MemberId, RosterEntry]:
        """Give those of the people whom the list names."""
        rows = await self._rows(
            select(roster).where(
                and_(roster.c.chat_id == COLLEGE, roster.c.member_id.in_(sorted(set(persons))))
            )
        )
        return {
            MemberId(row.member_id): RosterEntry(
                member=MemberId(row.member_id),
                name=row.name,
                role=Role(row.role),
                group=row.group_name,
            )
            for row in rows
        }

    async def left(self, persons: Iterable[MemberId]) -> frozenset[MemberId]:
        """Give those of the people who have left the college."""
        rows = await self._rows(
            select(leavers.c.member_id).where(
                and_(leavers.c.chat_id == COLLEGE, leavers.c.member_id.in_(sorted(set(persons))))
            )
        )
        return frozenset(MemberId(row.member_id) for row in rows)

    async def by_screen_name(self, names: Iterable[str]) -> dict[str, MemberId]:
        """Give whose those screen names (casefolded) are, where the bot has met them."""
        asked = frozenset(names)
        if not asked:
            return {}
        rows = await self._rows(select(people.c.member_id, people.c.screen_name))
        met = {row.screen_name.casefold(): MemberId(row.member_id) for row in rows}
        return {name: met[name] for name in asked & met.keys()}

    async def presences(self, persons: Iterable[MemberId]) -> tuple[Member, ...]:
        """Give in which chats those people are now."""
        rows = await self._rows(
            select(members)
            .where(and_(members.c.member_id.in_(sorted(set(persons))), members.c.left_ms.is_(None)))
            .order_by(members.c.chat_id, members.c.member_id)
        )
        return tuple(member_of(row) for row in rows)

    async def next_departure(self) -> DepartureNumber:
        """Give the number that the next departure gets."""
        row = await self._first(select(func.max(departures.c.number).label("last")))
        return DepartureNumber(1 + (0 if row is None or row.last is None else int(row.last)))

    async def ordered_removals(self, persons: Iterable[MemberId]) -> tuple[OrderedRemoval, ...]:
        """Give the removals of those people that are ordered and not settled."""
        return await self._removals(
            and_(
                departures.c.member_id.in_(sorted(set(persons))),
                departures.c.state == RemovalState.ORDERED.value,
            )
        )

    async def removals_of(self, departure: DepartureNumber) -> tuple[OrderedRemoval, ...]:
        """Give all removals that a departure ordered."""
        return await self._removals(departures.c.number == departure)

    async def _removals(self, which: ColumnElement[bool]) -> tuple[OrderedRemoval, ...]:
        rows = await self._rows(
            select(departures)
            .where(which)
            .order_by(departures.c.number, departures.c.chat_id, departures.c.member_id)
        )
        return tuple(
            OrderedRemoval(
                chat=ChatId(row.chat_id),
                departure=DepartureNumber(row.number),
                member=MemberId(row.member_id),
                leaver=MemberId(row.leaver_id),
                by=MemberId(row.by_id),
                state=RemovalState(row.state),
                fault=None if row.fault is None else RemovalFault(row.fault),
            )
            for row in rows
        )

    async def next_expulsion(self, chat: ChatId) -> ExpulsionNumber:
        """Give the number that the chat's next expulsion by hand gets."""
        row = await self._first(
            select(func.max(expulsions.c.number).label("last")).where(expulsions.c.chat_id == chat)
        )
        return ExpulsionNumber(1 + (0 if row is None or row.last is None else int(row.last)))

    async def expulsion(self, chat: ChatId, number: ExpulsionNumber) -> Expulsion | None:
        """Give an expulsion by hand, or None where there is no such one."""
        row = await self._first(
            select(expulsions).where(
                and_(expulsions.c.chat_id == chat, expulsions.c.number == number)
            )
        )
        return None if row is None else _expulsion_of(row)

    async def open_expulsions(self) -> tuple[Expulsion, ...]:
        """Give every expulsion by hand that is not settled yet, oldest first in each chat."""
        rows = await self._rows(
            select(expulsions)
            .where(expulsions.c.settlement.is_(None))
            .order_by(expulsions.c.chat_id, expulsions.c.number)
        )
        return tuple(_expulsion_of(row) for row in rows)


def _expulsion_of(row: Row[Any]) -> Expulsion:
    return Expulsion(
        chat=ChatId(row.chat_id),
        number=ExpulsionNumber(row.number),
        member=MemberId(row.member_id),
        by=MemberId(row.by_id),
        settlement=None if row.settlement is None else Settlement(row.settlement),
    )

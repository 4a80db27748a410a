"""What all queries share: a connection, and a member of a chat."""

from collections.abc import Awaitable, Callable, Collection, Hashable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.visitors import iterate

from rules.ids import ChatId, MemberId

T = TypeVar("T")


class Kept:
    """What was read in one transaction, each until a table changes from which it was read."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[frozenset[Table], Any]] = {}

    async def once(self, key: Hashable, read: Callable[[set[Table]], Awaitable[T]]) -> T:
        """Return what is kept under that key, or else what `read` returns, and keep that.

        `read` is handed a set, to which it adds the tables that it reads.
        """
        if key not in self._values:
            tables: set[Table] = set()
            value = await read(tables)
            self._values[key] = frozenset(tables), value
        kept: T = self._values[key][1]
        return kept

    async def rows(
        self, connection: AsyncConnection, table: Table, key: Hashable, query: Select[Any]
    ) -> list[Row[Any]]:
        """Return the rows of a query of one table, which `key` tells from the table's others; it
        is asked again only once the table has changed.
        """

        async def read(tables: set[Table]) -> list[Row[Any]]:
            tables.add(table)
            return await rows_of(connection, query)

        return await self.once((table, key), read)

    def drop(self, changed: Collection[Table]) -> None:
        """Drop what was read from a table that changed."""
        for key, (tables, _) in list(self._values.items()):
            if not tables.isdisjoint(changed):
                del self._values[key]

    def clear(self) -> None:
        """Drop everything: the transaction went back to a savepoint."""
        self._values.clear()


async def rows_of(connection: AsyncConnection, query: Select[Any]) -> list[Row[Any]]:
    """Return the rows of a query."""
    return list((await connection.execute(query)).all())


class Asking:
    """One consistent view of the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.kept = Kept()

    async def _rows(self, query: Select[Any]) -> list[Row[Any]]:
        return await rows_of(self.connection, query)

    async def _rows_once(self, table: Table, key: Hashable, query: Select[Any]) -> list[Row[Any]]:
        return await self.kept.rows(self.connection, table, key, query)

    async def _first(self, query: Select[Any]) -> Row[Any] | None:
        row: Row[Any] | None = (await self.connection.execute(query)).first()
        return row

    async def _owner(
        self, table: Table, chat: ChatId, which: ColumnElement[bool]
    ) -> MemberId | None:
        row = await self._first(
            select(table.c.member_id).where(and_(table.c.chat_id == chat, which))
        )
        return None if row is None else MemberId(row.member_id)


class Asked:
    """One member of one chat at one moment (UTC), with a connection for queries about them.

    `kept` holds what was read before in the same transaction.
    """

    def __init__(
        self,
        connection: AsyncConnection,
        chat: ChatId,
        member: MemberId,
        now: datetime,
        kept: Kept,
    ) -> None:
        self.connection = connection
        self.chat = chat
        self.member = member
        self.now = now
        self._kept = kept
        self._tables: set[Table] = set()

    async def once(self, read: Callable[["Asked"], Awaitable[T]]) -> T:
        """Return what `read` returns; it asks again only once a table that it read has changed."""

        async def read_noting(tables: set[Table]) -> T:
            self._tables = tables
            return await read(self)

        return await self._kept.once((read, self.chat, self.member), read_noting)

    async def rows(self, table: Table, order: Any) -> list[Row[Any]]:
        """Return the member's rows of a table."""
        return await self.ask(
            select(table)
            .where(and_(table.c.chat_id == self.chat, table.c.member_id == self.member))
            .order_by(order)
        )

    async def ask_once(self, table: Table, query: Select[Any]) -> list[Row[Any]]:
        """Return the rows of the one query of a table by its chat, as every subject asks it."""
        self._tables.add(table)
        return await self._kept.rows(self.connection, table, self.chat, query)

    async def ask(self, query: Select[Any], **values: Any) -> list[Row[Any]]:
        """Return the rows of a query whose parameters have these values."""
        self._tables.update(each for each in iterate(query) if isinstance(each, Table))
        return list((await self.connection.execute(query, values)).all())

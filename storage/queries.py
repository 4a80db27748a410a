"""What the subjects share: asking the database, keeping the answers, changing derived tables."""

from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Executable,
    Row,
    Select,
    Table,
    and_,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.visitors import iterate

from rules.ids import NOBODY, ChatId, MemberId
from storage.postgresql import is_of as is_postgresql

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


async def any_of(connection: AsyncConnection, *queries: Select[Any]) -> bool:
    """Whether one of the queries has a row."""
    for query in queries:
        if (await connection.execute(query.limit(1))).first() is not None:
            return True
    return False


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
        row = await self._first(select(table.c.member_id).where(table.c.chat_id == chat, which))
        return None if row is None else MemberId(row.member_id)


class Asked:
    """One member of one chat at one moment (UTC), with a connection for queries about them.

    `kept` holds what was read before in the same transaction.
    """

    def __init__(
        self, connection: AsyncConnection, chat: ChatId, member: MemberId, now: datetime, kept: Kept
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
            select(table).filter_by(chat_id=self.chat, member_id=self.member).order_by(order)
        )

    async def row(self, table: Table, **where: Any) -> Row[Any] | None:
        """Return the chat's row of a table that matches `where`, or None."""
        rows = await self.ask(select(table).filter_by(chat_id=self.chat, **where))
        return rows[0] if rows else None

    async def ask_once(self, table: Table, query: Select[Any]) -> list[Row[Any]]:
        """Return the rows of the one query of a table by its chat, as every subject asks it."""
        self._tables.add(table)
        return await self._kept.rows(self.connection, table, self.chat, query)

    async def ask(self, query: Select[Any], **values: Any) -> list[Row[Any]]:
        """Return the rows of a query whose parameters have these values."""
        # one with parameters is made once, and asked again and again
        self._tables.update(_tables_once(query) if values else _tables_of(query))
        return list((await self.connection.execute(query, values)).all())


def _tables_of(query: Select[Any]) -> frozenset[Table]:
    return frozenset(each for each in iterate(query) if isinstance(each, Table))


_tables_once = cache(_tables_of)


class Tables:
    """The derived tables, as one entry of a chat's journal changes them at one moment (UTC).

    `changed` are those that it has changed.
    """

    def __init__(self, connection: AsyncConnection, chat: ChatId, entry: int, at_ms: int) -> None:
        self._connection = connection
        self._chat = chat
        self.entry = entry
        self.at_ms = at_ms
        self.changed: set[Table] = set()

    @property
    def nobody(self) -> MemberId:
        """The entry's own number that replaces its people once they are erased."""
        return MemberId(NOBODY - self.entry)

    async def add(self, table: Table, **values: Any) -> None:
        """Add a row for the chat."""
        self.changed.add(table)
        await self._connection.execute(insert(table).values(chat_id=self._chat, **values))

    async def add_all(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows for the chat."""
        self.changed.add(table)
        if rows:
            await self._connection.execute(
                insert(table), [{"chat_id": self._chat, **row} for row in rows]
            )

    async def change(self, table: Table, where: dict[str, Any], **values: Any) -> None:
        """Set `values` in the chat's rows that match `where`: a tuple matches each in it."""
        self.changed.add(table)
        await self._connection.execute(update(table).where(self._at(table, where)).values(**values))

    async def find(self, table: Table, **where: Any) -> Row[Any] | None:
        """Return the first of the chat's rows that match `where`, or None."""
        found: Row[Any] | None = (
            await self._connection.execute(select(table).where(self._at(table, where)))
        ).first()
        return found

    async def drop(self, table: Table, **where: Any) -> None:
        """Delete the chat's rows that match `where`."""
        self.changed.add(table)
        await self._connection.execute(delete(table).where(self._at(table, where)))

    def _at(self, table: Table, where: dict[str, Any]) -> Any:
        return and_(
            table.c.chat_id == self._chat,
            *(
                table.c[name].in_(value) if isinstance(value, tuple) else table.c[name] == value
                for name, value in where.items()
            ),
        )


def insert_of(connection: AsyncConnection, table: Table) -> Any:
    """Make the INSERT of the connection's database, which can say what is done on a conflict.

    The dialect of the other database is not loaded.
    """
    if is_postgresql(connection):
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def upsert(
    connection: AsyncConnection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> Executable:
    """Return the statement that gives the row of this (primary) key these values.

    An existing row keeps its other values.
    """
    put = insert_of(connection, table).values(**key, **values)
    statement: Executable = put.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    return statement

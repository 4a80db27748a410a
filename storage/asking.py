"""What all queries share: a connection, and a member of a chat."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.ids import ChatId, MemberId


async def rows_of(connection: AsyncConnection, query: Select[Any]) -> list[Row[Any]]:
    """Return the rows of a query."""
    return list((await connection.execute(query)).all())


class Asking:
    """One consistent view of the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection

    async def _rows(self, query: Select[Any]) -> list[Row[Any]]:
        return await rows_of(self.connection, query)

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
    """One member of one chat, with a connection for queries about them."""

    def __init__(self, connection: AsyncConnection, chat: ChatId, member: MemberId) -> None:
        self.connection = connection
        self.chat = chat
        self.member = member

    async def rows(self, table: Table, order: Any) -> list[Row[Any]]:
        """Return the member's rows of a table."""
        return await self.ask(
            select(table)
            .where(and_(table.c.chat_id == self.chat, table.c.member_id == self.member))
            .order_by(order)
        )

    async def ask(self, query: Select[Any]) -> list[Row[Any]]:
        """Return the rows of a query."""
        return await rows_of(self.connection, query)

"""One member in one chat, to be asked about."""

from typing import Any

from sqlalchemy import Row, Select, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.ids import (
    ChatId,
    MemberId,
)


class Asked:
    """One member in one chat, to be asked about."""

    def __init__(self, connection: AsyncConnection, chat: ChatId, member: MemberId) -> None:
        self.connection = connection
        self.chat = chat
        self.member = member

    async def rows(self, table: Table, order: Any) -> list[Row[Any]]:
        """Give the member's rows of a table."""
        return await self.ask(
            select(table)
            .where(and_(table.c.chat_id == self.chat, table.c.member_id == self.member))
            .order_by(order)
        )

    async def ask(self, query: Select[Any]) -> list[Row[Any]]:
        """Give the rows of a query."""
        return list((await self.connection.execute(query)).all())

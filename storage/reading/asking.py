"""What every reading shares: a connection to ask."""

from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection


class Asking:
    """One consistent view of the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection

    async def _rows(self, query: Select[Any]) -> list[Row[Any]]:
        return list((await self.connection.execute(query)).all())

    async def _first(self, query: Select[Any]) -> Row[Any] | None:
        row: Row[Any] | None = (await self.connection.execute(query)).first()
        return row

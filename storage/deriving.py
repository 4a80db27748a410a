"""Changing the derived tables for one journal entry."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Table, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.ids import NOBODY, ChatId, MemberId


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

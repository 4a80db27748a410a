"""Copying all rows of a database into another, of either kind."""

from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import postgresql
from storage.schema import metadata
from storage.tables.arrivals import arrivals
from storage.tables.messages import files
from storage.tables.sharing import LOCAL
from storage.tables.traffic import outbox

_AT_ONCE = 1000
"""Rows in memory at the same time."""

_KEPT = tuple(table for table in metadata.sorted_tables if table.name not in LOCAL)

_COUNTED = (outbox, files, arrivals)
"""Tables whose keys the database counts up and never reuses."""


async def copy_rows(source: AsyncConnection, target: AsyncConnection) -> dict[str, int]:
    """Copy every row of every table into an empty database; return the counts by table.

    `source` has to see one state throughout; `target` is in the caller's transaction.
    """
    copied: dict[str, int] = {}
    # referenced tables first
    for table in _KEPT:
        copied[table.name] = await _copy(source, target, table)
    for table in _COUNTED:
        await _go_on_from(target, table, await _last(source, table))
    return copied


async def _copy(source: AsyncConnection, target: AsyncConnection, table: Table) -> int:
    copied = 0
    query = select(table).execution_options(yield_per=_AT_ONCE)
    async with source.stream(query) as rows:
        async for some in rows.mappings().partitions():
            await target.execute(insert(table), [dict(row) for row in some])
            copied += len(some)
    return copied


async def count_rows(connection: AsyncConnection) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {
        table.name: await _number(connection, select(func.count()).select_from(table))
        for table in _KEPT
    }


async def _last(connection: AsyncConnection, table: Table) -> int:
    """Return the greatest number ever assigned, 0 if none was."""
    if postgresql.is_of(connection):
        sequence = await connection.execute(_SEQUENCE, {"name": table.name})
        query = f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence.scalar()}"  # noqa: S608 -- the server's own name
        return await _number(connection, text(query))
    query = "SELECT max(seq) FROM sqlite_sequence WHERE name = :name"
    return await _number(connection, text(query).bindparams(name=table.name))


async def _go_on_from(connection: AsyncConnection, table: Table, last: int) -> None:
    if not last:
        return
    values = {"name": table.name, "last": last}
    if postgresql.is_of(connection):
        await connection.execute(_CONTINUE, values)
        return
    changed = await connection.execute(_CHANGE, values)
    if not changed.rowcount:
        await connection.execute(_BEGIN, values)


_SEQUENCE = text("SELECT pg_get_serial_sequence(:name, 'id')")
_CONTINUE = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
_CHANGE = text("UPDATE sqlite_sequence SET seq = :last WHERE name = :name")
_BEGIN = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)")


async def _number(connection: AsyncConnection, query: Any) -> int:
    return int((await connection.execute(query)).scalar() or 0)

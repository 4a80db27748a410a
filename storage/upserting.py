"""Inserting or updating a row, in the same form for both databases."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.postgresql import is_of as is_postgresql


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

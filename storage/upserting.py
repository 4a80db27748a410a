"""Inserting or updating a row, in the same form for both databases."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.postgresql import is_of as is_postgresql


def upsert(
    connection: AsyncConnection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> Executable:
    """Return the statement that gives the row of this (primary) key these values.

    An existing row keeps its other values.
    """
    if is_postgresql(connection):
        put: Any = postgresql.insert(table)
    else:
        put = sqlite.insert(table)
    statement: Executable = put.values(**key, **values).on_conflict_do_update(
        index_elements=list(key), set_=dict(values)
    )
    return statement

"""Putting a row where there may be one already; both databases say it alike."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.postgresql import is_of as is_postgresql


def upsert(
    connection: AsyncConnection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> Executable:
    """Give the statement by which a row of that (primary) key has those values.

    What a row that is there has beside them stays.
    """
    if is_postgresql(connection):
        put: Any = postgresql.insert(table)
    else:
        put = sqlite.insert(table)
    statement: Executable = put.values(**key, **values).on_conflict_do_update(
        index_elements=list(key), set_=dict(values)
    )
    return statement

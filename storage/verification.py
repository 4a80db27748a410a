"""Checking that nobody changed the journal, and that the tables follow from it."""

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Row, Table, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.ids import ChatId
from storage.engines import open_engine, open_snapshot
from storage.journal import GENESIS, fact_of, is_whole
from storage.projecting import DERIVED, project, project_erased
from storage.queries import Tables, rows_of
from storage.sqlite import WRITING
from storage.tables import journal, metadata

_MOST_FAULTS = 50
"""How many differences are listed one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How many entries the journal has, how many lost their people, and the faults found.

    The faults are in words (Russian); () if there are none.
    """

    entries: int
    erased: int
    faults: tuple[str, ...]


async def verify(url: str) -> Verdict:
    """Check every chat's chain, replay the journal, and compare the tables row by row.

    May run beside the bot. Raises `StorageError` if there is no database to check.
    """
    async with open_snapshot(url) as connection:
        return await verify_over(connection)


async def verify_over(connection: AsyncConnection) -> Verdict:
    """Check what a connection sees, committed or not, as `verify` does."""
    entries = await rows_of(
        connection, select(journal).order_by(journal.c.chat_id, journal.c.number)
    )
    faults = _check_chains(entries)
    faults += await _check_tables(connection, entries)
    if len(faults) > _MOST_FAULTS:
        more = len(faults) - _MOST_FAULTS
        faults = [*faults[:_MOST_FAULTS], f"и ещё различий: {more}"]
    erased = sum(1 for entry in entries if entry.erased_ms is not None)
    return Verdict(entries=len(entries), erased=erased, faults=tuple(faults))


def _check_chains(entries: list[Row[Any]]) -> list[str]:
    faults: list[str] = []
    chat, number, previous = None, 0, GENESIS
    for row in entries:
        if row.chat_id != chat:
            chat, number, previous = row.chat_id, 0, GENESIS
        here = f"журнал беседы {chat}, запись {row.number}"
        if row.number != number + 1:
            faults.append(f"{here}: перед ней не хватает записей")
        elif row.previous != previous:
            faults.append(f"{here}: не продолжает предыдущую")
        if not is_whole(row):
            faults.append(f"{here}: изменена")
        number, previous = row.number, row.hash
    return faults


async def _check_tables(connection: AsyncConnection, entries: list[Row[Any]]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'replayed.db'}"
        async with open_engine(url) as replayed, replayed.connect() as plain:
            copy = await plain.execution_options(**WRITING)
            await copy.run_sync(metadata.create_all)
            faults = await _replay(copy, entries)
            for table in DERIVED:
                faults += await _compare(connection, copy, table)
            await copy.rollback()
    return faults


async def _replay(copy: AsyncConnection, entries: list[Row[Any]]) -> list[str]:
    faults = []
    for row in entries:
        here = f"журнал беседы {row.chat_id}, запись {row.number}"
        try:
            fact = fact_of(row)
        except (KeyError, ValidationError):
            faults.append(f"{here}: не читается")
            continue
        if (fact.member, fact.by, str(fact.clause)) != (row.member_id, row.by_id, row.clause) and (
            row.erased_ms is None or str(fact.clause) != row.clause
        ):
            faults.append(f"{here}: сведения в записи противоречат друг другу")
        try:
            show = project if row.erased_ms is None else project_erased
            await show(Tables(copy, ChatId(row.chat_id), row.number, row.at_ms), fact)
        except DBAPIError:
            faults.append(f"{here}: не следует из того, что записано до неё")
    return faults


async def _compare(kept: AsyncConnection, copy: AsyncConnection, table: Table) -> list[str]:
    query = select(table).order_by(*table.primary_key.columns)
    ours = Counter(tuple(row) for row in await rows_of(kept, query))
    theirs = Counter(tuple(row) for row in await rows_of(copy, query))
    return [
        *(f"таблица {table.name}: лишняя строка {row}" for row in (ours - theirs)),
        *(f"таблица {table.name}: нет строки {row}" for row in (theirs - ours)),
    ]

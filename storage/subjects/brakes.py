"""Acts of moderators that wait for a second person (п. 5.12.7).

They are requests and no facts, so the journal does not have them; they go once they are carried out
or dropped, after hours at most.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Index, Row, Table, select

from rules.ids import ChatId, HeldNumber, MemberId
from rules.vocabulary.blocks import ImposeBlock
from rules.vocabulary.brakes import CarryOutDeparture, Held, Measure
from rules.vocabulary.silence import BeginSilence
from rules.vocabulary.suspicions import CountSuspicion, RemoveSuspected
from rules.vocabulary.violations import RecordViolation, RemoveMessage
from storage.queries import Asking
from storage.tables import counted, from_ms, integer, metadata, text

held = Table(
    "held",
    metadata,
    counted(),
    integer("chat_id"),
    integer("member_id"),
    integer("by_id"),
    text("measures"),
    integer("at_ms"),
    integer("confirmed_by", null=True),
    Index("held_by_person", "by_id", "at_ms"),
    sqlite_autoincrement=True,
)

_KINDS: dict[str, type[Measure]] = {
    "record": RecordViolation,
    "count": CountSuspicion,
    "remove": RemoveMessage,
    "remove suspected": RemoveSuspected,
    "block": ImposeBlock,
    "silence": BeginSilence,
    "depart": CarryOutDeparture,
}
"""The stored names of what waits."""

_NAMES = {kind: name for name, kind in _KINDS.items()}


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[name])


def write_measures(measures: Iterable[Measure]) -> str:
    """Return measures as JSON."""
    named = [(_NAMES[type(each)], each) for each in measures]
    return json.dumps(
        [[name, _adapter(name).dump_python(each, mode="json")] for name, each in named],
        ensure_ascii=False,
    )


def _read_measures(stored: str) -> tuple[Measure, ...]:
    named = json.loads(stored)
    return tuple(_adapter(name).validate_json(json.dumps(values)) for name, values in named)


class HeldReading(Asking):
    """Queries for what waits for a second person."""

    async def held_by(self, member: MemberId) -> tuple[Held, ...]:
        """Return the acts of a moderator that nobody has confirmed, oldest first."""
        return await self._held(held.c.by_id == member, held.c.confirmed_by.is_(None))

    async def held(self) -> tuple[Held, ...]:
        """Return all acts that wait, and those that are confirmed and due, oldest first."""
        return await self._held()

    async def _held(self, *which: ColumnElement[bool]) -> tuple[Held, ...]:
        return _read(await self._rows(select(held).where(*which).order_by(held.c.id)))


def _read(rows: Sequence[Row[Any]]) -> tuple[Held, ...]:
    return tuple(
        Held(
            number=HeldNumber(row.id),
            chat=ChatId(row.chat_id),
            member=MemberId(row.member_id),
            by=MemberId(row.by_id),
            measures=_read_measures(row.measures),
            at=from_ms(row.at_ms),
            confirmed_by=None if row.confirmed_by is None else MemberId(row.confirmed_by),
        )
        for row in rows
    )

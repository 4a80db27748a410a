"""Calls for help: who called, what they wrote, and how far it is dealt with (п. 5.12.2).

The journal says that somebody called and who answered. What was written is here alone, and is
deleted when its term is over (`[keeping] signals`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Index, Row, Table, select

from rules.ids import ChatId, MemberId, MessageId, SignalNumber
from rules.vocabulary.complaints import Outcome
from rules.vocabulary.signals import Concern, Door, Signal, Stage
from storage.queries import Asking
from storage.tables import counted, from_ms, integer, metadata, text, to_ms

signals = Table(
    "signals",
    metadata,
    counted(),
    integer("chat_id", null=True),
    integer("by_id"),
    text("concern"),
    text("door"),
    text("text"),
    integer("at_ms"),
    text("stage"),
    integer("holder_id", null=True),
    text("outcome", null=True),
    text("note"),
    integer("next_ms", null=True),
    integer("message_id", null=True),
    text("near", default=""),
    Index("signals_by_person", "by_id", "at_ms"),
    Index("signals_by_time", "at_ms"),
    sqlite_autoincrement=True,
)
"""`next_ms`: when the next people are told, if nobody has answered by then."""


class SignalReading(Asking):
    """Queries for calls for help."""

    async def signal(self, number: SignalNumber) -> Signal | None:
        """Return a signal, or None."""
        return next(iter(await self._signals(signals.c.id == number)), None)

    async def signals_by(self, member: MemberId) -> tuple[Signal, ...]:
        """Return a person's calls, oldest first."""
        return await self._signals(signals.c.by_id == member)

    async def open_signals(self) -> tuple[Signal, ...]:
        """Return the signals that are not closed, oldest first."""
        return await self._signals(signals.c.stage != Stage.CLOSED.value)

    async def due_signals(self, now: datetime) -> tuple[Signal, ...]:
        """Return the signals of which the next people are to be told."""
        return await self._signals(signals.c.next_ms <= to_ms(now))

    async def _signals(self, which: ColumnElement[bool]) -> tuple[Signal, ...]:
        return _read(await self._rows(select(signals).where(which).order_by(signals.c.id)))


def _read(rows: Sequence[Row[Any]]) -> tuple[Signal, ...]:
    return tuple(
        Signal(
            number=SignalNumber(row.id),
            concern=Concern(row.concern),
            door=Door(row.door),
            chat=None if row.chat_id is None else ChatId(row.chat_id),
            by=MemberId(row.by_id),
            text=row.text,
            at=from_ms(row.at_ms),
            stage=Stage(row.stage),
            holder=None if row.holder_id is None else MemberId(row.holder_id),
            outcome=None if row.outcome is None else Outcome(row.outcome),
            note=row.note,
            message=None if row.message_id is None else MessageId(row.message_id),
            near=row.near,
        )
        for row in rows
    )

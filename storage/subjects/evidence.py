"""Texts of messages that a measure or a card rests on.

No messenger returns the text of a removed message, and an administrator who decides an appeal has
to read it. It is not in the journal, so that it can be erased when its term ends. `found` is what
detectors found in it, `answers` the author of the message it answers.
"""

from dataclasses import dataclass

from sqlalchemy import Index, Table, and_, select

from rules.detectors.detection import Detection
from rules.ids import (
    ChatId,
    MemberId,
    MessageId,
)
from storage.asking import Asking
from storage.columns import chat_key, integer, key, metadata, text
from storage.found import read_detections

evidence = Table(
    "evidence",
    metadata,
    chat_key(),
    key("message_id"),
    integer("member_id"),
    text("text"),
    text("found", default=""),
    integer("answers", null=True),
    integer("at_ms"),
    Index("evidence_by_time", "at_ms"),
    Index("evidence_by_member", "member_id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """The text of a message, the detections in it, and whose message it answers, if any."""

    text: str
    detections: tuple[Detection, ...]
    answers: MemberId | None = None


class EvidenceReading(Asking):
    """Queries for texts that measures and cards rest on."""

    async def evidence(self, chat: ChatId, message: MessageId) -> str | None:
        """Return the stored text of a message that a measure rests on, or None."""
        row = await self._first(
            select(evidence.c.text).where(
                and_(evidence.c.chat_id == chat, evidence.c.message_id == message)
            )
        )
        return None if row is None else str(row.text)

    async def sighting(self, chat: ChatId, message: MessageId) -> Sighting | None:
        """Return the data about a message that a card rests on; None once its term ended."""
        row = await self._first(
            select(evidence).where(
                and_(evidence.c.chat_id == chat, evidence.c.message_id == message)
            )
        )
        if row is None:
            return None
        return Sighting(
            text=row.text,
            detections=read_detections(row.found),
            answers=None if row.answers is None else MemberId(row.answers),
        )

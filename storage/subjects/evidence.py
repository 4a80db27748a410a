"""What somebody wrote that a measure or a card rests on.

VK gives a removed message's text to nobody, and an administrator who decides an appeal has to read
it. It is no part of the journal, so that it can be erased when its time is over. `found` is what
detectors found in it, and `answers` whose message it answers.
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
    """What a message says, what was found in it, and whose message it answers, if any."""

    text: str
    detections: tuple[Detection, ...]
    answers: MemberId | None = None


class EvidenceReading(Asking):
    """Asking for what measures and cards rest on."""

    async def evidence(self, chat: ChatId, message: MessageId) -> str | None:
        """Give the text of a message that a measure rests on, where it is kept."""
        row = await self._first(
            select(evidence.c.text).where(
                and_(evidence.c.chat_id == chat, evidence.c.message_id == message)
            )
        )
        return None if row is None else str(row.text)

    async def sighting(self, chat: ChatId, message: MessageId) -> Sighting | None:
        """Give what is kept of a message that a card rests on; None once its time is over."""
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

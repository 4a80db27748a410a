"""Pictures of messages that a measure rests on, for the people who judge an appeal (п. 6.1).

They are outside of the journal, as the texts of such messages are (`storage.tables.evidence`), and
are deleted with them: when the term of people's own words is over (`[keeping] texts`).
"""

from collections.abc import Collection

from sqlalchemy import Column, Index, LargeBinary, Table, func, select

from rules.ids import ChatId, MessageId
from storage.queries import Asking
from storage.tables import chat_key, integer, key, metadata, text

pictures = Table(
    "pictures",
    metadata,
    chat_key(),
    key("message_id"),
    key("place"),
    integer("member_id"),
    text("reference"),
    Column("content", LargeBinary, nullable=True),
    integer("at_ms"),
    Index("pictures_by_time", "at_ms"),
    Index("pictures_by_member", "member_id"),
)
"""`reference` is the messenger's own name of a picture; `content` None: not downloaded (yet)."""


LARGEST = 5 * 1024 * 1024
"""The most bytes of a picture that is kept."""

_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif"}


def ending(content: bytes) -> str:
    """Return the ending of a picture's file name, by its first bytes; "" for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((name for start, name in _BEGINNINGS.items() if content.startswith(start)), "")


class PictureReading(Asking):
    """Queries for kept pictures."""

    async def pictures_of(
        self, chat: ChatId, messages: Collection[MessageId]
    ) -> dict[MessageId, int]:
        """Return how many pictures are kept of each of these messages that has any."""
        rows = await self._rows(
            select(pictures.c.message_id, func.count().label("kept"))
            .where(pictures.c.chat_id == chat, pictures.c.message_id.in_(sorted(messages)))
            .group_by(pictures.c.message_id)
        )
        return {MessageId(row.message_id): row.kept for row in rows}

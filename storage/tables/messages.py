"""Messages that the bot posted, and the data stored about them."""

from sqlalchemy import Column, Index, LargeBinary, String, Table

from storage.columns import counted, integer, key, metadata, text

notices = Table(
    "notices",
    metadata,
    key("peer"),
    Column("ref", String(200), primary_key=True),
    text("kind"),
    integer("at_ms"),
    text("data"),
    Index("notices_by_kind", "peer", "kind", "at_ms"),
)


posted = Table(
    "posted",
    metadata,
    key("peer"),
    Column("ref", String(200), primary_key=True),
    integer("message_id"),
    Index("posted_by_message", "peer", "message_id"),
)


files = Table(
    "files",
    metadata,
    counted(),
    text("name"),
    Column("content", LargeBinary, nullable=False),
    integer("at_ms"),
    sqlite_autoincrement=True,
)

dialogues = Table(
    "dialogues",
    metadata,
    key("member_id"),
    text("kind"),
    text("data"),
    integer("at_ms"),
    integer("ends_ms"),
)

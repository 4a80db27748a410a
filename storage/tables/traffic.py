"""The inbox, the outbox, and the place in the stream."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    String,
    Table,
)

from storage.columns import counted, integer, key, metadata, text

inbox = Table(
    "inbox",
    metadata,
    Column("event", String(200), primary_key=True),
    integer("at_ms"),
    Index("inbox_by_time", "at_ms"),
)


stream = Table("stream", metadata, key("id"), text("place"), integer("heard_ms", null=True))


read_marks = Table(
    "read_marks", metadata, key("chat_id"), integer("message_id"), text("missed", null=True)
)


outbox = Table(
    "outbox",
    metadata,
    # the order in which effects were written
    counted(),
    integer("peer"),
    text("lane"),
    integer("priority"),
    text("kind"),
    text("ref", null=True),
    text("payload"),
    integer("random_id"),
    integer("created_ms"),
    integer("not_before_ms"),
    # the first moment at which it could be delivered, and that of the first failed attempt
    integer("due_ms", null=True),
    integer("tried_ms", null=True),
    Column("put_off", Boolean, nullable=False),
    integer("attempts"),
    Index("outbox_by_lane", "peer", "lane", "id"),
    Index("outbox_by_time", "not_before_ms"),
    Index("outbox_in_order", "priority", "id", "not_before_ms"),
    sqlite_autoincrement=True,
)

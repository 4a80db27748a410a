"""The journal, which only grows."""

from sqlalchemy import (
    Index,
    Table,
)

from storage.tables.columns import chat_key, integer, key, metadata, text

journal = Table(
    "journal",
    metadata,
    chat_key(),
    key("number"),
    integer("at_ms"),
    text("kind"),
    integer("member_id", null=True),
    integer("by_id", null=True),
    text("clause"),
    text("policy_version"),
    text("payload"),
    text("salt"),
    text("payload_digest"),
    text("previous"),
    text("hash"),
    Index("journal_by_member", "chat_id", "member_id", "number"),
)

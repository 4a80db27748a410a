"""The versions of the rules: what each said, and which chats were told it."""

from sqlalchemy import Column, String, Table

from storage.tables.columns import chat_key, integer, metadata, text

policies = Table(
    "policies",
    metadata,
    Column("version", String(200), primary_key=True),
    text("conduct"),
    integer("since_ms"),
)


announced = Table(
    "announced",
    metadata,
    chat_key(),
    Column("version", String(200), primary_key=True),
    integer("at_ms"),
)

"""The tables that follow from the journal about the chat itself; `storage.projection` alone
writes them.
"""

from sqlalchemy import Boolean, Column, Index, String, Table

from storage.tables.columns import chat_key, integer, key, metadata, text

settings = Table(
    "settings",
    metadata,
    chat_key(),
    Column("name", String(40), primary_key=True),
    text("value"),
    integer("since_ms"),
)

adoptions = Table(
    "adoptions",
    metadata,
    chat_key(),
    integer("by_id"),
    integer("at_ms"),
    integer("confirmed_by_id", null=True),
    integer("confirmed_ms", null=True),
)

appointments = Table(
    "appointments",
    metadata,
    chat_key(),
    key("member_id"),
    integer("at_ms"),
    integer("by_id"),
)

invitations = Table(
    "invitations",
    metadata,
    chat_key(),
    key("number"),
    text("digest"),
    Column("single", Boolean, nullable=False),
    integer("at_ms"),
    integer("by_id"),
    integer("expires_ms"),
    integer("revoked_ms", null=True),
    integer("used_ms", null=True),
    Index("invitations_by_digest", "digest"),
)

silences = Table(
    "silences",
    metadata,
    chat_key(),
    key("number"),
    integer("at_ms"),
    integer("by_id"),
    integer("ends_ms"),
    integer("ended_ms", null=True),
    Index("silences_by_end", "ended_ms", "ends_ms"),
)

newcomers = Table(
    "newcomers",
    metadata,
    chat_key(),
    key("member_id"),
    Column("version", String(200), primary_key=True),
    integer("shown_ms"),
    integer("asked_ms", null=True),
)

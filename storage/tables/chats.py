"""Chats, their members, and people's names."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Table,
)

from storage.columns import chat_key, integer, key, metadata, text

chats = Table(
    "chats",
    metadata,
    key("chat_id"),
    text("title"),
    text("state"),
    text("enforcement"),
    integer("explained_ms", null=True),
    integer("introduced_ms", null=True),
    integer("members_ms", null=True),
    integer("checked_ms", null=True),
    text("locale", null=True),
    text("zone", null=True),
)


members = Table(
    "members",
    metadata,
    chat_key(),
    key("member_id"),
    Column("is_moderator", Boolean, nullable=False),
    integer("joined_ms"),
    integer("joined_message", null=True),
    integer("left_ms", null=True),
    Index("members_by_person", "member_id"),
)


people = Table(
    "people",
    metadata,
    key("member_id"),
    text("nom"),
    text("gen"),
    text("dat"),
    text("acc"),
    text("ins"),
    text("abl"),
    text("screen_name"),
    Column("private", Boolean, nullable=True),
)

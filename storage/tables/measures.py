"""The tables that follow from the journal; `storage.projection` alone writes them."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
)

from storage.tables.columns import chat_key, integer, key, metadata, text

BY_THE_BOT = 0
"""Stands in `by_id` of violations and removals for the bot, which acted by itself."""

violations = Table(
    "violations",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("rule"),
    integer("at_ms"),
    integer("by_id"),
    integer("message_id", null=True),
    text("note"),
    integer("annulled_ms", null=True),
    integer("carried_by", null=True),
    integer("asked_by_id", null=True),
    integer("replaces", null=True),
    integer("since_ms", null=True),
    text("aimed_at", null=True),
    Index("violations_by_member", "chat_id", "member_id"),
    Index("violations_by_time", "chat_id", "at_ms"),
)


blocks = Table(
    "blocks",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("by_id", null=True),
    integer("at_ms"),
    integer("ends_ms"),
    text("lift", null=True),
    integer("lifted_ms", null=True),
    Index("blocks_by_member", "chat_id", "member_id"),
    Index("blocks_by_end", "lift", "ends_ms"),
)


grounds = Table(
    "grounds",
    metadata,
    chat_key(),
    key("block"),
    key("violation"),
    ForeignKeyConstraint(["chat_id", "block"], ["blocks.chat_id", "blocks.number"]),
    ForeignKeyConstraint(["chat_id", "violation"], ["violations.chat_id", "violations.number"]),
)


proposals = Table(
    "proposals",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    text("grounds"),
    text("state"),
    integer("at_ms"),
    integer("closed_ms", null=True),
    Index("proposals_by_member", "chat_id", "member_id"),
)


votes = Table(
    "votes",
    metadata,
    chat_key(),
    key("number"),
    integer("block"),
    integer("member_id"),
    text("text"),
    integer("opened_ms"),
    integer("closes_ms"),
    text("outcome", null=True),
    integer("closed_ms", null=True),
    ForeignKeyConstraint(["chat_id", "block"], ["blocks.chat_id", "blocks.number"]),
    Index("votes_by_member", "chat_id", "member_id"),
    Index("votes_by_end", "outcome", "closes_ms"),
)


withheld = Table(
    "withheld",
    metadata,
    chat_key(),
    key("number"),
    integer("block"),
    integer("member_id"),
    text("text"),
    text("found"),
    integer("at_ms"),
    Column("decided", Boolean, nullable=False),
    Index("withheld_by_member", "chat_id", "member_id"),
)


ballots = Table(
    "ballots",
    metadata,
    chat_key(),
    key("vote"),
    key("member_id"),
    text("choice"),
    integer("at_ms"),
    ForeignKeyConstraint(["chat_id", "vote"], ["votes.chat_id", "votes.number"]),
)


acknowledgements = Table(
    "acknowledgements",
    metadata,
    chat_key(),
    key("member_id"),
    Column("version", String(200), primary_key=True),
    integer("at_ms"),
)


reminders = Table(
    "reminders",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id", null=True),
    integer("rule", null=True),
    integer("at_ms"),
    integer("by_id", null=True),
    Column("withdrawn", Boolean, nullable=False),
)


removals = Table(
    "removals",
    metadata,
    chat_key(),
    key("message_id"),
    integer("member_id"),
    integer("rule"),
    integer("at_ms"),
    integer("by_id"),
    Column("withdrawn", Boolean, nullable=False),
)

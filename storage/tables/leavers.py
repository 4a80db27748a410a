"""The tables that follow from the journal about families, the college's list, leavers and
expulsions; `storage.projection` alone writes them.

What belongs to the college stands under the chat `rules.ids.COLLEGE`.
"""

from sqlalchemy import Index, Table

from storage.tables.columns import chat_key, integer, key, metadata, text

families = Table(
    "families",
    metadata,
    chat_key(),
    key("parent_id"),
    key("child_id"),
    integer("by_id", null=True),
    integer("at_ms"),
    Index("families_by_child", "child_id"),
)

roster = Table(
    "roster",
    metadata,
    chat_key(),
    key("member_id"),
    text("name"),
    text("role"),
    text("group_name"),
)

leavers = Table(
    "leavers",
    metadata,
    chat_key(),
    key("member_id"),
    integer("by_id"),
    integer("at_ms"),
)

departures = Table(
    "departures",
    metadata,
    chat_key(),
    key("number"),
    key("member_id"),
    integer("leaver_id"),
    integer("by_id"),
    integer("at_ms"),
    text("state"),
    text("fault", null=True),
    Index("departures_by_number", "number"),
)

expulsions = Table(
    "expulsions",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("by_id"),
    integer("at_ms"),
    text("settlement", null=True),
)

"""What detectors found, what moderators taught them, and the chats' own lists of words; all
follow from the journal, `storage.projection` alone writes them.
"""

from sqlalchemy import Column, Index, String, Table

from storage.tables.columns import chat_key, integer, key, metadata, text

suspicions = Table(
    "suspicions",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("at_ms"),
    integer("last_ms"),
    text("found"),
    integer("acts_ms", null=True),
    integer("violation", null=True),
    integer("counted_by", null=True),
    integer("cleared_by", null=True),
    text("settled", null=True),
    integer("settled_ms", null=True),
    Index("suspicions_by_member", "chat_id", "member_id"),
    Index("suspicions_by_time", "chat_id", "at_ms"),
    Index("suspicions_by_due", "acts_ms"),
)

taught = Table(
    "taught",
    metadata,
    chat_key(),
    key("suspicion"),
    Column("digest", String(64), primary_key=True),
)

wordlist = Table(
    "wordlist",
    metadata,
    chat_key(),
    Column("entry", String(200), primary_key=True),
    integer("rule", null=True),
    integer("by_id"),
    integer("at_ms"),
)

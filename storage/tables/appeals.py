"""Appeals, which follow from the journal, and the evidence, which does not.

The evidence is what somebody wrote that a measure or a card rests on: VK gives a removed
message's text to nobody, and whoever decides has to read it. It is no part of the journal, so
that it can be erased when its time is over. `found` is what detectors found in it, and `answers`
whose message it answers.
"""

from sqlalchemy import Index, Table

from storage.tables.columns import chat_key, integer, key, metadata, text

appeals = Table(
    "appeals",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("violation", null=True),
    integer("block", null=True),
    text("text"),
    integer("at_ms"),
    text("asked"),
    text("decision", null=True),
    integer("decided_ms", null=True),
    Index("appeals_by_member", "chat_id", "member_id"),
)

evidence = Table(
    "evidence",
    metadata,
    chat_key(),
    key("message_id"),
    integer("member_id"),
    text("text"),
    text("found", default=""),
    integer("answers", null=True),
    integer("at_ms"),
    Index("evidence_by_time", "at_ms"),
    Index("evidence_by_member", "member_id"),
)

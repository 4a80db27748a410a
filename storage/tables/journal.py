"""The journal, which is append-only.

`rest` is what remains of an entry when its people are forgotten, `payload` the whole until then;
see `storage.journal`.
"""

from sqlalchemy import (
    Index,
    Table,
)

from storage.columns import chat_key, integer, key, metadata, text

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
    text("rest"),
    text("named_salt"),
    text("named_digest"),
    integer("erased_ms", null=True),
    Index("journal_by_author", "by_id", "kind"),
    Index("journal_by_member", "chat_id", "member_id", "number"),
)

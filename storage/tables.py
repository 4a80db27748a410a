"""The tables. Times are UTC milliseconds; every key of a chat's begins with the chat.

Three kinds: the journal, which only grows; the tables that follow from it, written by
`storage.projection` alone; and what is not the policy's (who is in a chat, what was posted,
what is to be delivered).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()


def _chat() -> Column[int]:
    return Column("chat_id", BigInteger, primary_key=True)


def _key(name: str) -> Column[int]:
    # SQLite would count a lone INTEGER key up by itself; these numbers are given
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _integer(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=null)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


journal = Table(
    "journal",
    metadata,
    _chat(),
    _key("number"),
    _integer("at_ms"),
    _text("kind"),
    _integer("member_id", null=True),
    _integer("by_id", null=True),
    _text("clause"),
    _text("policy_version"),
    _text("payload"),
    _text("salt"),
    _text("payload_digest"),
    _text("previous"),
    _text("hash"),
    Index("journal_by_member", "chat_id", "member_id", "number"),
)

violations = Table(
    "violations",
    metadata,
    _chat(),
    _key("number"),
    _integer("member_id"),
    _integer("rule"),
    _integer("at_ms"),
    _integer("by_id"),
    _integer("message_id", null=True),
    _text("note"),
    _integer("annulled_ms", null=True),
    _integer("carried_by", null=True),
    Index("violations_by_member", "chat_id", "member_id"),
    Index("violations_by_time", "chat_id", "at_ms"),
)

blocks = Table(
    "blocks",
    metadata,
    _chat(),
    _key("number"),
    _integer("member_id"),
    _integer("by_id", null=True),
    _integer("at_ms"),
    _integer("ends_ms"),
    _text("lift", null=True),
    _integer("lifted_ms", null=True),
    Index("blocks_by_member", "chat_id", "member_id"),
    Index("blocks_by_end", "lift", "ends_ms"),
)

grounds = Table(
    "grounds",
    metadata,
    _chat(),
    _key("block"),
    _key("violation"),
    ForeignKeyConstraint(["chat_id", "block"], ["blocks.chat_id", "blocks.number"]),
    ForeignKeyConstraint(["chat_id", "violation"], ["violations.chat_id", "violations.number"]),
)

proposals = Table(
    "proposals",
    metadata,
    _chat(),
    _key("number"),
    _integer("member_id"),
    _text("grounds"),
    _text("state"),
    _integer("at_ms"),
    _integer("closed_ms", null=True),
    Index("proposals_by_member", "chat_id", "member_id"),
)

votes = Table(
    "votes",
    metadata,
    _chat(),
    _key("number"),
    _integer("block"),
    _integer("member_id"),
    _text("text"),
    _integer("opened_ms"),
    _integer("closes_ms"),
    _text("outcome", null=True),
    _integer("closed_ms", null=True),
    ForeignKeyConstraint(["chat_id", "block"], ["blocks.chat_id", "blocks.number"]),
    Index("votes_by_member", "chat_id", "member_id"),
    Index("votes_by_end", "outcome", "closes_ms"),
)

ballots = Table(
    "ballots",
    metadata,
    _chat(),
    _key("vote"),
    _key("member_id"),
    _text("choice"),
    _integer("at_ms"),
    ForeignKeyConstraint(["chat_id", "vote"], ["votes.chat_id", "votes.number"]),
)

acknowledgements = Table(
    "acknowledgements",
    metadata,
    _chat(),
    _key("member_id"),
    Column("version", String(200), primary_key=True),
    _integer("at_ms"),
)

reminders = Table(
    "reminders",
    metadata,
    _chat(),
    _key("number"),
    _integer("member_id", null=True),
    _integer("rule", null=True),
    _integer("at_ms"),
    _integer("by_id", null=True),
    Column("withdrawn", Boolean, nullable=False),
)

removals = Table(
    "removals",
    metadata,
    _chat(),
    _key("message_id"),
    _integer("member_id"),
    _integer("rule"),
    _integer("at_ms"),
    _integer("by_id"),
    Column("withdrawn", Boolean, nullable=False),
)

DERIVED = (
    violations,
    blocks,
    grounds,
    proposals,
    votes,
    ballots,
    acknowledgements,
    reminders,
    removals,
)
"""The tables that follow from the journal, in an order in which rows can be inserted."""

chats = Table(
    "chats",
    metadata,
    _key("chat_id"),
    _text("title"),
    _text("state"),
    _text("enforcement"),
    _integer("explained_ms", null=True),
    _integer("introduced_ms", null=True),
    _integer("members_ms", null=True),
    _integer("checked_ms", null=True),
    _text("locale", null=True),
    _text("zone", null=True),
)

members = Table(
    "members",
    metadata,
    _chat(),
    _key("member_id"),
    Column("is_moderator", Boolean, nullable=False),
    _integer("joined_ms"),
    _integer("left_ms", null=True),
    Index("members_by_person", "member_id"),
)

people = Table(
    "people",
    metadata,
    _key("member_id"),
    _text("nom"),
    _text("gen"),
    _text("dat"),
    _text("acc"),
    _text("ins"),
    _text("abl"),
    _text("screen_name"),
    Column("private", Boolean, nullable=True),
)

notices = Table(
    "notices",
    metadata,
    _key("peer"),
    Column("ref", String(200), primary_key=True),
    _text("kind"),
    _integer("at_ms"),
    _text("data"),
    Index("notices_by_kind", "peer", "kind", "at_ms"),
)

posted = Table(
    "posted",
    metadata,
    _key("peer"),
    Column("ref", String(200), primary_key=True),
    _integer("message_id"),
    Index("posted_by_message", "peer", "message_id"),
)

drafts = Table("drafts", metadata, _key("member_id"), _text("text"))

inbox = Table(
    "inbox",
    metadata,
    Column("event", String(200), primary_key=True),
    _integer("at_ms"),
    Index("inbox_by_time", "at_ms"),
)

stream = Table("stream", metadata, _key("id"), _text("place"))

outbox = Table(
    "outbox",
    metadata,
    # counted up by the database: the order in which effects were written
    Column("id", Integer, primary_key=True, autoincrement=True),
    _integer("peer"),
    _text("lane"),
    _integer("priority"),
    _text("kind"),
    _text("ref", null=True),
    _text("payload"),
    _integer("random_id"),
    _integer("created_ms"),
    _integer("not_before_ms"),
    Column("put_off", Boolean, nullable=False),
    _integer("attempts"),
    Index("outbox_by_lane", "peer", "lane", "id"),
    Index("outbox_by_time", "not_before_ms"),
    sqlite_autoincrement=True,
)

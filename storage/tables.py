"""Columns and times of all tables, and the tables that no subject owns.

Times are UTC milliseconds; every key of a chat's table begins with the chat. There are three kinds
of tables: the journal, which is append-only; the tables derived from it, which only
`storage.subjects` write; and those outside the policy (who is in a chat, what was posted, what is
to be delivered).
"""

from datetime import UTC, datetime, timedelta
from typing import overload

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData()


class Words(TypeDecorator[str]):
    """Text without NUL characters, which are invisible and which PostgreSQL cannot store."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text without NUL characters."""
        return None if value is None else value.replace("\0", "")


def counted() -> Column[int]:
    """Return a key that the database counts up, never reused, in the order of insertion."""
    # SQLite counts up only keys declared INTEGER, which are as wide there
    kind = BigInteger().with_variant(Integer(), "sqlite")
    return Column("id", kind, primary_key=True, autoincrement=True)


def chat_key() -> Column[int]:
    """Return the chat's id as first column of a key."""
    return Column("chat_id", BigInteger, primary_key=True)


def key(name: str) -> Column[int]:
    """Return a key column with given numbers; SQLite would count up a single one."""
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def integer(name: str, *, null: bool = False) -> Column[int]:
    """Return a column of integers: ids, or times in UTC milliseconds."""
    return Column(name, BigInteger, nullable=null)


def text(name: str, *, null: bool = False, default: str | None = None) -> Column[str]:
    """Return a column of text; `default` is the value for existing rows."""
    return Column(name, Words, nullable=null, server_default=default)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_MS = timedelta(milliseconds=1)


@overload
def to_ms(moment: datetime) -> int: ...


@overload
def to_ms(moment: None) -> None: ...


def to_ms(moment: datetime | None) -> int | None:
    """Convert a moment (aware) to milliseconds, rounded down."""
    return None if moment is None else (moment - _EPOCH) // _MS


@overload
def from_ms(ms: int) -> datetime: ...


@overload
def from_ms(ms: None) -> None: ...


def from_ms(ms: int | None) -> datetime | None:
    """Convert milliseconds to a moment (aware, UTC)."""
    return None if ms is None else _EPOCH + ms * _MS


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
    text("sex", default="unknown"),
    Column("private", Boolean, nullable=True),
)

notices = Table(
    "notices",
    metadata,
    key("peer"),
    Column("ref", String(200), primary_key=True),
    text("kind"),
    integer("at_ms"),
    text("data"),
    Index("notices_by_kind", "peer", "kind", "at_ms"),
)

posted = Table(
    "posted",
    metadata,
    key("peer"),
    Column("ref", String(200), primary_key=True),
    integer("message_id"),
    Index("posted_by_message", "peer", "message_id"),
)

files = Table(
    "files",
    metadata,
    counted(),
    text("name"),
    Column("content", LargeBinary, nullable=False),
    text("reference", default=""),
    integer("at_ms"),
    sqlite_autoincrement=True,
)

dialogues = Table(
    "dialogues",
    metadata,
    key("member_id"),
    text("kind"),
    text("data"),
    integer("at_ms"),
    integer("ends_ms"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("event", String(200), primary_key=True),
    integer("at_ms"),
    Index("inbox_by_time", "at_ms"),
)

stream = Table("stream", metadata, key("id"), text("place"), integer("heard_ms", null=True))

read_marks = Table(
    "read_marks", metadata, key("chat_id"), integer("message_id"), text("missed", null=True)
)

outbox = Table(
    "outbox",
    metadata,
    # the order in which effects were written
    counted(),
    integer("peer"),
    text("lane"),
    integer("priority"),
    text("kind"),
    text("ref", null=True),
    text("payload"),
    integer("random_id"),
    integer("created_ms"),
    integer("not_before_ms"),
    # the first moment at which it could be delivered, and that of the first failed attempt
    integer("due_ms", null=True),
    integer("tried_ms", null=True),
    Column("put_off", Boolean, nullable=False),
    integer("attempts"),
    Index("outbox_by_lane", "peer", "lane", "id"),
    Index("outbox_by_time", "not_before_ms"),
    Index("outbox_in_order", "priority", "id", "not_before_ms"),
    sqlite_autoincrement=True,
)

arrivals = Table(
    "arrivals",
    metadata,
    # the order of arrival
    counted(),
    Column("event", String(200), nullable=False, unique=True),
    integer("peer"),
    text("body"),
    integer("received_ms"),
    Index("arrivals_by_peer", "peer", "id"),
    sqlite_autoincrement=True,
)

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
"""`rest` is what remains of an entry when its people are forgotten, `payload` the whole until then;
see `storage.journal`.
"""

requests = Table("forgetting_requests", metadata, key("member_id"), integer("asked_ms"))
"""Data of a person from before `asked_ms` (UTC) are erased as soon as possible, then the row."""

pace = Table("pace", metadata, key("id"), integer("next_us"))
"""When the messenger may be called next, in microseconds of the server's clock (UTC)."""

LOCAL = frozenset({"pace"})
"""Tables that are not copied to another database."""

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
"""Texts of messages that a measure or a card rests on.

No messenger returns the text of a removed message, and an administrator who decides an appeal has
to read it. It is not in the journal, so that it can be erased when its term ends. `found` is what
detectors found in it, `answers` the author of the message it answers.
"""

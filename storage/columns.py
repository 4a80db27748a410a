"""Types of columns."""

from sqlalchemy import BigInteger, Column, Dialect, Integer, MetaData, Text, TypeDecorator

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

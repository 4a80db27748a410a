"""What the tables are made of."""

from sqlalchemy import BigInteger, Column, MetaData, Text

metadata = MetaData()


def chat_key() -> Column[int]:
    """Give the column with which every key of a chat's begins."""
    return Column("chat_id", BigInteger, primary_key=True)


def key(name: str) -> Column[int]:
    """Give a column of a key whose numbers are given: SQLite would count a lone one up."""
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def integer(name: str, *, null: bool = False) -> Column[int]:
    """Give a column of numbers: ids, or times in UTC milliseconds."""
    return Column(name, BigInteger, nullable=null)


def text(name: str, *, null: bool = False, default: str | None = None) -> Column[str]:
    """Give a column of words; `default` is what rows without any have."""
    return Column(name, Text, nullable=null, server_default=default)

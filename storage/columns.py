"""What the tables are made of."""

from sqlalchemy import BigInteger, Column, Dialect, Integer, MetaData, Text, TypeDecorator

metadata = MetaData()


class Words(TypeDecorator[str]):
    """Words without the character of code 0, which shows nothing and PostgreSQL keeps nowhere."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Give what is kept of words."""
        return None if value is None else value.replace("\0", "")


def counted() -> Column[int]:
    """Give a key that the database counts up and never gives twice, in the order of insertion."""
    # SQLite counts up what is declared INTEGER, whose numbers are as long
    kind = BigInteger().with_variant(Integer(), "sqlite")
    return Column("id", kind, primary_key=True, autoincrement=True)


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
    return Column(name, Words, nullable=null, server_default=default)

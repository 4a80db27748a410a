"""Reading a database's version without changing it."""

from dataclasses import dataclass

from alembic.migration import MigrationContext
from sqlalchemy import Connection

from storage.engines import in_one_line, open_engine
from storage.migrating import check_known, head, waiting_after
from storage.sqlite import file_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """`present` is None if there is no database yet; `waiting` are the migrations that run at the
    next start, oldest first.
    """

    present: str | None
    newest: str
    waiting: tuple[str, ...]


async def version_of(url: str) -> Version:
    """Return the version of the database at `url`.

    Raises `StorageError` for one that cannot be read, has a newer version, or is not the bot's.
    """
    file = file_of(url)
    if file is not None and not file.exists():
        return Version(present=None, newest=head(), waiting=waiting_after(None))
    with in_one_line(url, "База данных не открывается"):
        async with open_engine(url) as engine, engine.connect() as connection:
            present = await connection.run_sync(_present)
    return Version(present=present, newest=head(), waiting=waiting_after(present))


def _present(connection: Connection) -> str | None:
    check_known(connection)
    return MigrationContext.configure(connection).get_current_revision()

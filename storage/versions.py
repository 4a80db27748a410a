"""Reading a database's version without changing it."""

from dataclasses import dataclass

from storage.engines import in_one_line, open_engine
from storage.migrating import VERSIONS, version_in, waiting_after
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
    present = None
    if file is None or file.exists():
        with in_one_line(url, "База данных не открывается"):
            async with open_engine(url) as engine, engine.connect() as connection:
                present = await connection.run_sync(version_in)
    return Version(present=present, newest=VERSIONS[-1], waiting=waiting_after(present))

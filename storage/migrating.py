"""Migrating a database to the present version at start.

Alembic is imported only to run a migration: loading it takes longer than opening a database.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage import postgresql
from storage.faults import StorageError

_SCRIPTS = Path(__file__).with_name("migrations")

VERSIONS = tuple(sorted(file.name[:4] for file in _SCRIPTS.glob("versions/[0-9]*.py")))
"""Every version of the database, oldest first. A migration's file begins with its version."""


def migrate(connection: Connection, to: str = VERSIONS[-1]) -> None:
    """Run the missing migrations up to version `to` in the connection's transaction.

    Raises `StorageError` for a newer version, or for a database that is not the bot's.
    """
    if postgresql.is_of(connection):
        postgresql.hold_for_migrating(connection)
    if version_in(connection) == to:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def check_present(connection: Connection) -> None:
    """Raise `StorageError` unless the database has the present version."""
    version = version_in(connection)
    if version is None:
        raise StorageError("База данных пуста: бот с ней ещё не работал. Проверьте DATABASE_URL")
    if version != VERSIONS[-1]:
        raise StorageError(
            "База данных создана более старой версией бота: запустите бота один раз, он её обновит"
        )


def waiting_after(version: str | None) -> tuple[str, ...]:
    """Return the versions after `version` (None: all), oldest first."""
    return tuple(each for each in VERSIONS if version is None or each > version)


def version_in(connection: Connection) -> str | None:
    """Return the version of a database; None for an empty one.

    Raises `StorageError` for a newer version, or for a database that is not the bot's.
    """
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    else:
        version = None
    if version is None:
        if tables:
            raise StorageError("В DATABASE_URL указана база данных другой программы: укажите новую")
        return None
    if version not in VERSIONS:
        raise StorageError(
            "База данных создана более новой версией бота: обновите бота или укажите в "
            "DATABASE_URL другую базу"
        )
    return str(version)

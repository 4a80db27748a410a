"""Migrating a database to the present version at start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect

from storage import postgresql
from storage.faults import StorageError

_SCRIPTS = Path(__file__).with_name("migrations")


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the missing migrations up to version `to` in the connection's transaction.

    Raises `StorageError` for a newer version, or for a database that is not the bot's.
    """
    if postgresql.is_of(connection):
        postgresql.hold_for_migrating(connection)
    check_known(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def check_present(connection: Connection) -> None:
    """Raise `StorageError` unless the database has the present version."""
    check_known(connection)
    version = MigrationContext.configure(connection).get_current_revision()
    if version is None:
        raise StorageError("База данных пуста: бот с ней ещё не работал. Проверьте DATABASE_URL")
    if version != head():
        raise StorageError(
            "База данных создана более старой версией бота: запустите бота один раз, он её обновит"
        )


def head() -> str:
    """Return the present version of the database."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def waiting_after(version: str | None) -> tuple[str, ...]:
    """Return the versions after `version` (None: all), oldest first."""
    scripts = ScriptDirectory.from_config(_config())
    later = scripts.iterate_revisions("head", version or "base")
    return tuple(reversed([script.revision for script in later]))


def check_known(connection: Connection) -> None:
    """Raise `StorageError` for a newer version, or for a database that is not the bot's."""
    version = MigrationContext.configure(connection).get_current_revision()
    if version is None:
        if inspect(connection).get_table_names():
            raise StorageError("В DATABASE_URL указана база данных другой программы: укажите новую")
        return
    try:
        ScriptDirectory.from_config(_config()).get_revision(version)
    except CommandError:
        raise StorageError(
            "База данных создана более новой версией бота: обновите бота или укажите в "
            "DATABASE_URL другую базу"
        ) from None


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config

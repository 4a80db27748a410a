"""Faults of the database, in one line for the administrator."""

from enum import StrEnum


class StorageError(Exception):
    """The database cannot be used; the message is one line for the administrator, in Russian."""


class AlreadyHandledError(Exception):
    """The event was handled before, so nothing is to be done."""


class Trouble(StrEnum):
    """Why a database that worked cannot be used now.

    `FULL`: the disk is full. `READ_ONLY`: it cannot be written. `BUSY`: another holds it for too
    long. `DAMAGED`: its content cannot be read. `AWAY`: it is missing or does not answer.
    """

    FULL = "full"
    READ_ONLY = "read_only"
    BUSY = "busy"
    DAMAGED = "damaged"
    AWAY = "away"


_SAID = {
    Trouble.FULL: "На диске, где лежит база данных, кончилось место: освободите его",
    Trouble.READ_ONLY: (
        "База данных не записывается: проверьте, на месте ли её файл и можно ли в него писать"
    ),
    Trouble.BUSY: "Базу данных слишком долго держит другая программа: закройте её",
    Trouble.DAMAGED: (
        "База данных повреждена: остановите бота, удалите файлы -wal и -shm рядом с ней, если они "
        "остались, положите на её место последнюю резервную копию и запустите бота снова"
    ),
    Trouble.AWAY: "База данных недоступна: проверьте диск или сервер, где она находится",
}


class TroubledError(StorageError):
    """The database could not do what was asked; nothing of the unit of work is stored."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(_SAID[trouble])
        self.trouble = trouble

"""What can go wrong with a database, in one line for whoever has to mend it."""

from enum import StrEnum


class StorageError(Exception):
    """The database cannot be used; the text is one line for the administrator, in Russian."""


class AlreadyHandledError(Exception):
    """The event was handled before; nothing is to be done."""


class Trouble(StrEnum):
    """Why a database that was well cannot be used now.

    `FULL`: there is no room on the disk. `READ_ONLY`: it may not be written. `BUSY`: somebody else
    holds it for too long. `DAMAGED`: what is in it cannot be read. `AWAY`: it is not there, or does
    not answer.
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
    """The database could not do what was asked: of that unit of work nothing holds."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(_SAID[trouble])
        self.trouble = trouble

"""Everything peculiar to PostgreSQL, and nothing else.

Several processes write at the same time, so *advisory locks*, held to the end of a transaction, put
them in order (PostgreSQL's manual, 13.3.5). Work on one chat locks that chat, and the whole in
shared mode; work on several chats or on the college locks the whole exclusively. The whole is
locked first and on its own, so there are no deadlocks.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from rules.ids import ChatId
from storage.faults import StorageError

APPLICATION = "poryadok"
"""The bot's name in the server's list of sessions."""

_COPYING = f"{APPLICATION}, copying"

WAIT_SECONDS = 30
"""How long a transaction waits for a lock, or a connection for the server, before it fails."""

_IDLE_SECONDS = 5
"""The server ends a transaction after this pause: its process was stopped, and others wait for
its locks.
"""

_PATIENT_SECONDS = 300
"""The same while everything is copied, for which nobody waits."""

_CONNECTIONS = 12
"""Connections of a process, for reading and writing together."""

SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""Execution options of a connection whose queries all see the same state."""

_WHOLE = "20000, 0"
_MIGRATING = "20000, 1"
_ARRIVING = "20000, 2"
"""A lock's key of two numbers; keys of one number are chats."""

_CHAT = "pg_advisory_xact_lock(:chat)"


def is_at(url: str) -> bool:
    """Whether `url` is the address of a PostgreSQL database."""
    return url.startswith("postgresql")


def is_of(connection: AsyncConnection | Connection | AsyncEngine) -> bool:
    """Whether a connection or an engine leads to a PostgreSQL database."""
    return connection.dialect.name == "postgresql"


@asynccontextmanager
async def open_engine(url: str) -> AsyncIterator[AsyncEngine]:
    """Open an engine that survives a restart of the server, and whose waits all end."""
    engine = create_async_engine(
        url,
        # rows hold people's words and names, which no log may contain
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=_CONNECTIONS,
        max_overflow=0,
        connect_args={
            "timeout": WAIT_SECONDS,
            "server_settings": {
                "application_name": APPLICATION,
                "lock_timeout": str(WAIT_SECONDS * 1000),
                "idle_in_transaction_session_timeout": str(_IDLE_SECONDS * 1000),
            },
        },
    )
    try:
        yield engine
    finally:
        await engine.dispose()


async def hold(connection: AsyncConnection, chat: ChatId | None) -> None:
    """Lock a chat, or everything (None), to the end of the transaction; wait for other holders.

    What the transaction reads afterwards includes what the others wrote.
    """
    if chat is None:
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({_WHOLE})"))
    else:
        locks = f"SELECT pg_advisory_xact_lock_shared({_WHOLE}), {_CHAT}"
        await connection.execute(text(locks), {"chat": chat})


async def hold_also(connection: AsyncConnection, chat: ChatId) -> None:
    """Lock another chat to the end of the transaction; harmless if it is locked already."""
    await connection.execute(text(f"SELECT {_CHAT}"), {"chat": chat})


def hold_for_migrating(connection: Connection) -> None:
    """Prevent two processes from migrating at the same time."""
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATING})"))


async def hold_arrivals(connection: AsyncConnection) -> None:
    """Lock the arrivals to the end of the transaction, so that one writes them at a time."""
    await connection.execute(text(f"SELECT pg_advisory_xact_lock({_ARRIVING})"))


async def be_patient(connection: AsyncConnection) -> None:
    """Allow a transaction to pause for minutes, because nobody waits for its locks."""
    limit = f"SET LOCAL idle_in_transaction_session_timeout = {_PATIENT_SECONDS * 1000}"
    await connection.execute(text(limit))
    # a long query over very many rows must not be taken for an abandoned one (`storage.sharing`)
    await connection.execute(text(f"SET LOCAL application_name = '{_COPYING}'"))


def known_fault(failure: DBAPIError) -> StorageError | None:
    """Return why the server refuses the bot, in the administrator's words; None: another fault."""
    state = str(getattr(failure.orig, "sqlstate", ""))
    if state == "3D000":
        return StorageError(
            "Базы данных, указанной в DATABASE_URL, на сервере нет: создайте её (createdb)"
        )
    if state in {"28000", "28P01"}:
        return StorageError(
            "Сервер PostgreSQL не пускает бота: проверьте имя и пароль в DATABASE_URL"
        )
    if state == "42501":
        return StorageError(
            "Пользователю из DATABASE_URL не хватает прав: сделайте его владельцем базы данных"
        )
    return None


def unreachable(url: str) -> StorageError:
    """Return the error that no server answers at `url` (shown without its password)."""
    at = make_url(url)
    where = at.query.get("host") or f"{at.host or 'localhost'}:{at.port or 5432}"
    return StorageError(
        f"Сервер PostgreSQL не отвечает ({where}): запустите его или исправьте DATABASE_URL"
    )


async def vacuum(engine: AsyncEngine, tables: Iterable[str]) -> None:
    """Let the server reuse the space of deleted rows; holds up nobody.

    Their bytes stay in its files until overwritten; no query and no dump shows them.
    """
    async with engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text(f"VACUUM {', '.join(sorted(tables))}"))

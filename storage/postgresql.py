"""What is peculiar to PostgreSQL, and nothing else is.

Several processes write at the same time, so order is made by *advisory locks* that a transaction
holds to its end (PostgreSQL's manual, 13.3.5). Whoever works on one chat holds that chat, and
with all others a share of the whole; whoever works on several chats at once, or on the college,
holds the whole alone. The whole is asked for first and by itself, so nobody waits in a circle.
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
"""By which the server's list of sessions knows the bot."""

_COPYING = f"{APPLICATION}, copying"

WAIT_SECONDS = 30
"""How long a transaction waits for another, or a connection for the server, before it gives up."""

_IDLE_SECONDS = 5
"""After so long a pause in a transaction the server ends it: whoever began it was stopped, and
others wait for what it holds."""

_PATIENT_SECONDS = 300
"""The same where everything is copied, which nobody waits for."""

_CONNECTIONS = 12
"""Connections of a process, readings and writings together."""

SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""Execution options of a connection whose queries all see the same state."""

_WHOLE = "20000, 0"
_MIGRATING = "20000, 1"
_ARRIVING = "20000, 2"
"""Keys of two numbers; those of one number are chats."""

_CHAT = "pg_advisory_xact_lock(:chat)"


def is_at(url: str) -> bool:
    """Say whether that is the address of a PostgreSQL database."""
    return url.startswith("postgresql")


def is_of(connection: AsyncConnection | Connection | AsyncEngine) -> bool:
    """Say whether a connection, or an engine, leads to a PostgreSQL database."""
    return connection.dialect.name == "postgresql"


@asynccontextmanager
async def open_engine(url: str) -> AsyncIterator[AsyncEngine]:
    """Open an engine that follows a server's restart and waits for nobody without end."""
    engine = create_async_engine(
        url,
        # what is in the rows is people's words and names: nothing for a log
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
    """Hold a chat to the transaction's end, or everything; wait for whoever holds it now.

    What the transaction reads afterwards is what the others left behind.
    """
    if chat is None:
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({_WHOLE})"))
    else:
        locks = f"SELECT pg_advisory_xact_lock_shared({_WHOLE}), {_CHAT}"
        await connection.execute(text(locks), {"chat": chat})


async def hold_also(connection: AsyncConnection, chat: ChatId) -> None:
    """Hold one more chat to the transaction's end; held already, it is no matter."""
    await connection.execute(text(f"SELECT {_CHAT}"), {"chat": chat})


def hold_for_migrating(connection: Connection) -> None:
    """Let no two processes migrate at the same time."""
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATING})"))


async def hold_arrivals(connection: AsyncConnection) -> None:
    """Hold the line of what arrives to the transaction's end: one writes to it at a time."""
    await connection.execute(text(f"SELECT pg_advisory_xact_lock({_ARRIVING})"))


async def be_patient(connection: AsyncConnection) -> None:
    """Let a transaction pause for minutes, as nobody waits for what it holds."""
    limit = f"SET LOCAL idle_in_transaction_session_timeout = {_PATIENT_SECONDS * 1000}"
    await connection.execute(text(limit))
    # one question with very many rows takes long, and is not left in the middle (`storage.turns`)
    await connection.execute(text(f"SET LOCAL application_name = '{_COPYING}'"))


def known_fault(failure: DBAPIError) -> StorageError | None:
    """Say in the administrator's words why the server does not let the bot in; None: it does."""
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
    """Say that no server answers at that address (without its password)."""
    at = make_url(url)
    where = at.query.get("host") or f"{at.host or 'localhost'}:{at.port or 5432}"
    return StorageError(
        f"Сервер PostgreSQL не отвечает ({where}): запустите его или исправьте DATABASE_URL"
    )


async def vacuum(engine: AsyncEngine, tables: Iterable[str]) -> None:
    """Let the server reuse the room of deleted rows; nobody waits for it.

    Bytes of them stay in its files until they are overwritten; no query and no dump shows them.
    """
    async with engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text(f"VACUUM {', '.join(sorted(tables))}"))

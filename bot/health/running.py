"""Serves the process's health while it runs, if that is set."""

import asyncio

from loguru import logger

from bot.health.board import Board
from bot.settings import SettingsError


async def tell_health(port: int | None, board: Board) -> None:
    """Serve `/health` and `/metrics` on `port` until cancelled; without a port, nothing.

    Raises `SettingsError` if the port is taken.
    """
    if port is None:
        await asyncio.Event().wait()
        return
    from bot.health.server import HealthServer

    try:
        async with HealthServer(board).serve(port) as taken:
            logger.info("health: listening at port {}", taken)
            await asyncio.Event().wait()
    except OSError as failure:
        raise SettingsError(
            f"Порт {port} не открывается ({failure.strerror}): укажите другой в HEALTH_PORT или "
            "освободите этот"
        ) from None

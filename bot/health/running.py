"""Telling the process's health for as long as it runs, where that is set."""

import asyncio

from loguru import logger

from bot.health.server import HealthServer
from bot.health.vitals import Vitals
from bot.intake import Intake
from bot.settings import Settings, SettingsError
from handlers.services import Services


async def tell_health(
    settings: Settings, services: Services, vitals: Vitals, intake: Intake
) -> None:
    """Serve `/health` and `/metrics` until cancelled; without `HEALTH_PORT`, nothing.

    Raises `SettingsError` where the port cannot be had.
    """
    port = settings.health_port
    if port is None:
        await asyncio.Event().wait()
        return
    server = HealthServer(
        services,
        vitals,
        waiting=lambda: intake.waiting,
        polls=settings.transport == "longpoll",
    )
    try:
        async with server.serve(port) as taken:
            logger.info("health: listening at port {}", taken)
            await asyncio.Event().wait()
    except OSError as failure:
        raise SettingsError(
            f"Порт {port} не открывается ({failure.strerror}): укажите другой в HEALTH_PORT или "
            "освободите этот"
        ) from None

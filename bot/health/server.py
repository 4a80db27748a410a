"""`/health` and `/metrics` on a port of this machine alone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from loguru import logger

from bot.health.state import health_of
from bot.health.vitals import Vitals
from handlers.services import Services
from storage.backlog import Backlog, backlog

HOST = "127.0.0.1"

_PATIENCE = 3.0
"""Seconds that the database has for an answer."""

_ENDING = 0.5


class HealthServer:
    """Tells how the process is; `waiting` gives how many updates stand in line in memory."""

    def __init__(
        self, services: Services, vitals: Vitals, *, waiting: Callable[[], int], polls: bool
    ) -> None:
        self._services = services
        self._vitals = vitals
        self._waiting = waiting
        self._polls = polls

    @asynccontextmanager
    async def serve(self, port: int) -> AsyncIterator[int]:
        """Serve until the end of the block; yields the port. Raises `OSError` if it is taken."""
        app = web.Application(client_max_size=1024)
        app.add_routes([web.get("/health", self.health), web.get("/metrics", self.metrics)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_ENDING)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, port).start()
            yield int(runner.addresses[0][1])
        finally:
            await runner.cleanup()

    async def health(self, request: web.Request) -> web.Response:
        """Answer 200 where all is well, 503 where something is not; the body says what."""
        found = health_of(
            self._vitals,
            self._waiting(),
            await self._backlog(),
            self._services.now(),
            polls=self._polls,
        )
        return web.json_response(found.report, status=200 if found.well else 503)

    async def metrics(self, request: web.Request) -> web.Response:
        """Answer with Prometheus' text."""
        # loaded by who asks: most bots are asked by nobody
        from bot.health.metrics import CONTENT_TYPE, exposition

        text = exposition(
            self._vitals,
            waiting=self._waiting(),
            backlog=await self._backlog(),
            served=len(self._services.watch.served),
            found_by=self._services.lookout.found_by,
        )
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE})

    async def _backlog(self) -> Backlog | None:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await backlog(self._services.storage, self._services.now())
        except Exception:  # that it does not answer is what is told
            logger.exception("health: the database did not answer")
            return None

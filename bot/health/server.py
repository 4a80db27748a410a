"""`/health` and `/metrics` on a port of this machine alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from loguru import logger

from bot.health.board import Board, RunningBot
from bot.health.state import Health, health_of, health_of_absent, health_of_all
from storage.backlog import Backlog, backlog

HOST = "127.0.0.1"

_PATIENCE = 3.0
"""Seconds that the database has for an answer."""

_ENDING = 0.5


class HealthServer:
    """Reports the state of the communities on a board."""

    def __init__(self, board: Board) -> None:
        self._board = board

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
        """Answer 200 if all is well, 503 if something is not; the body names the troubles."""
        bots = self._board.bots
        judged = await asyncio.gather(*(self._judge(*each) for each in bots.items()))
        found = health_of_all(dict(zip(bots, judged, strict=True)))
        return web.json_response(found.report, status=200 if found.well else 503)

    async def metrics(self, request: web.Request) -> web.Response:
        """Answer with Prometheus' text."""
        # loaded on request: most bots get none
        from bot.health.metrics import CONTENT_TYPE, CommunityFigures, exposition

        at_work = {name: one for name, one in self._board.bots.items() if one is not None}
        backlogs = await asyncio.gather(*map(_backlog, at_work.values()))
        readings = {
            name: CommunityFigures(
                vitals=bot.vitals,
                waiting=bot.waiting(),
                backlog=waits,
                served=len(bot.services.watch.served),
                found_by=bot.services.lookout.found_by,
            )
            for (name, bot), waits in zip(at_work.items(), backlogs, strict=True)
        }
        return web.Response(body=exposition(readings), headers={"Content-Type": CONTENT_TYPE})

    async def _judge(self, name: str, bot: RunningBot | None) -> Health:
        if bot is None:
            return health_of_absent(stands_by=self._board.stands_by(name))
        return health_of(
            bot.vitals,
            bot.waiting(),
            await _backlog(bot),
            bot.services.now(),
            polls=bot.polls,
        )


async def _backlog(bot: RunningBot) -> Backlog | None:
    services = bot.services
    try:
        async with asyncio.timeout(_PATIENCE):
            return await backlog(services.storage, services.now())
    except Exception:  # no answer is a finding
        logger.exception("health: the database did not answer")
        return None

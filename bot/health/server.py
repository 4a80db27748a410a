"""`/health` and `/metrics` on a port of this machine alone."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from loguru import logger

from bot.health import Board, RunningBot, Vitals
from storage.backlog import Backlog, backlog

MOST_ERRORS = 5

SILENCE = 120.0
"""VK is in trouble after so many errors in a row and so many seconds without a good answer."""

OVERDUE = 300.0
"""Seconds that something may wait although it could be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`well` or not, and the report behind it, ready for JSON."""

    well: bool
    report: dict[str, Any]


def health_of(
    vitals: Vitals, waiting: int, backlog: Backlog | None, now: datetime, *, polls: bool
) -> Health:
    """Judge a working bot at the moment `now` (UTC).

    `waiting` updates wait in memory; `backlog` is None if the database does not answer; `polls`
    says that the bot uses the long poll, and has to get answers then.
    """
    answered = _ago(vitals, vitals.last_answer)
    polled = _ago(vitals, vitals.last_poll)
    troubles = []
    if backlog is None:
        troubles.append("database")
    if vitals.errors_in_row >= MOST_ERRORS and (answered is None or answered > SILENCE):
        troubles.append("vk")
    if polls and polled is not None and polled > SILENCE:
        troubles.append("longpoll")
    overdue = None if backlog is None else _since(backlog.overdue_since, now)
    arrived = None if backlog is None else _since(backlog.arrived_at, now)
    if overdue is not None and overdue > OVERDUE:
        troubles.append("outbox")
    if arrived is not None and arrived > OVERDUE:
        troubles.append("arrivals")
    return Health(
        well=not troubles,
        report={
            "alive": True,
            "well": not troubles,
            "troubles": troubles,
            "last_event_seconds": _ago(vitals, vitals.last_update),
            "backlog": {
                "updates": waiting,
                "arrivals": None if backlog is None else backlog.arrivals,
                "oldest_arrival_seconds": arrived,
                "outbox": None if backlog is None else backlog.outbox,
                "outbox_overdue_seconds": overdue,
                "due": None if backlog is None else backlog.due,
            },
            "vk": {
                "last_answer_seconds": answered,
                "last_poll_seconds": polled,
                "errors_in_row": vitals.errors_in_row,
            },
        },
    )


def health_of_absent(*, stands_by: bool) -> Health:
    """Judge a bot that is not at work: another process is, or it is starting, or has failed."""
    troubles = [] if stands_by else ["not_working"]
    return Health(
        well=stands_by,
        report={
            "alive": True,
            "well": stands_by,
            "troubles": troubles,
            "standing_by": stands_by,
        },
    )


def health_of_all(found: Mapping[str, Health]) -> Health:
    """Judge the process by its communities; a single one without a name is reported directly."""
    if list(found) == [""]:
        return found[""]
    well = all(health.well for health in found.values())
    return Health(
        well=well,
        report={
            "alive": True,
            "well": well,
            "communities": {name: health.report for name, health in found.items()},
        },
    )


def _ago(vitals: Vitals, moment: float | None) -> float | None:
    return None if moment is None else round(vitals.clock() - moment, 1)


def _since(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else round(max((now - moment).total_seconds(), 0.0), 1)


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

"""`/health` and `/metrics` on a port of this machine alone."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from aiohttp import web
from loguru import logger

from bot.health import Board, RunningBot, Vitals
from storage.database import Backlog, backlog

MOST_ERRORS = 5

SILENCE = 120.0
"""VK is in trouble after so many errors in a row and so many seconds without a good answer."""

OVERDUE = 300.0
"""Seconds that something may wait although it could be done."""


def report_of(bot: RunningBot, backlog: Backlog | None) -> dict[str, Any]:
    """Judge a working bot; `backlog` is None if the database does not answer."""
    vitals, now = bot.vitals, bot.services.now()
    answered = _ago(vitals, vitals.last_answer)
    polled = _ago(vitals, vitals.last_poll)
    waits = {} if backlog is None else asdict(backlog)
    overdue = _since(waits.get("overdue_since"), now)
    arrived = _since(waits.get("arrived_at"), now)
    found = {
        "database": backlog is None,
        "vk": vitals.errors_in_row >= MOST_ERRORS and (answered is None or answered > SILENCE),
        # a bot that polls has to get answers
        "longpoll": bot.polls and polled is not None and polled > SILENCE,
        "outbox": overdue is not None and overdue > OVERDUE,
        "arrivals": arrived is not None and arrived > OVERDUE,
    }
    troubles = [trouble for trouble, is_so in found.items() if is_so]
    return {
        "alive": True,
        "well": not troubles,
        "troubles": troubles,
        "last_event_seconds": _ago(vitals, vitals.last_update),
        "backlog": {
            "updates": bot.waiting(),
            "arrivals": waits.get("arrivals"),
            "oldest_arrival_seconds": arrived,
            "outbox": waits.get("outbox"),
            "outbox_overdue_seconds": overdue,
            "due": waits.get("due"),
        },
        "vk": {
            "last_answer_seconds": answered,
            "last_poll_seconds": polled,
            "errors_in_row": vitals.errors_in_row,
        },
    }


def report_of_absent(*, stands_by: bool) -> dict[str, Any]:
    """Judge a bot that is not at work: another process is, or it is starting, or has failed."""
    troubles = [] if stands_by else ["not_working"]
    return {"alive": True, "well": stands_by, "troubles": troubles, "standing_by": stands_by}


def report_of_all(found: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Judge the process by its communities; a single one without a name is reported directly."""
    if list(found) == [""]:
        return found[""]
    well = all(report["well"] for report in found.values())
    return {"alive": True, "well": well, "communities": dict(found)}


def _ago(vitals: Vitals, moment: float | None) -> float | None:
    return None if moment is None else round(vitals.clock() - moment, 1)


def _since(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else round(max((now - moment).total_seconds(), 0.0), 1)


HOST = "127.0.0.1"

_PATIENCE = 3.0
"""Seconds that the database has for an answer."""

_ENDING = 0.5


@asynccontextmanager
async def serve_health(board: Board, port: int) -> AsyncIterator[int]:
    """Report the state of a board's communities until the end of the block; yields the port.

    Raises `OSError` if it is taken.
    """

    async def health(request: web.Request) -> web.Response:
        """Answer 200 if all is well, 503 if something is not; the body names the troubles."""
        judged = await asyncio.gather(*(_judge(board, *each) for each in board.bots.items()))
        report = report_of_all(dict(judged))
        return web.json_response(report, status=200 if report["well"] else 503)

    async def metrics(request: web.Request) -> web.Response:
        """Answer with Prometheus' text."""
        # loaded on request: most bots get none
        from bot.health.metrics import CONTENT_TYPE, exposition

        at_work = {name: bot for name, bot in board.bots.items() if bot is not None}
        backlogs = await asyncio.gather(*map(_backlog, at_work.values()))
        readings = dict(zip(at_work, zip(at_work.values(), backlogs, strict=True), strict=True))
        return web.Response(body=exposition(readings), headers={"Content-Type": CONTENT_TYPE})

    app = web.Application(client_max_size=1024)
    app.add_routes([web.get("/health", health), web.get("/metrics", metrics)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_ENDING)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def _judge(board: Board, name: str, bot: RunningBot | None) -> tuple[str, dict[str, Any]]:
    if bot is None:
        return name, report_of_absent(stands_by=board.stands_by(name))
    return name, report_of(bot, await _backlog(bot))


async def _backlog(bot: RunningBot) -> Backlog | None:
    services = bot.services
    try:
        async with asyncio.timeout(_PATIENCE):
            return await backlog(services.storage, services.now())
    except Exception:  # no answer is a finding
        logger.exception("health: the database did not answer")
        return None

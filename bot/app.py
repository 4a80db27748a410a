"""The process: runs the bots of its communities until the signal to stop, and reports its
health."""

import asyncio
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress

from loguru import logger

from bot.callback import Listeners
from bot.health import Board
from bot.nursery import Nursery
from bot.settings import SettingsError
from bot.tenant_run import FINISHING, ProcessContext, run_tenant
from bot.tenants import Tenant
from bot.vk.client import TokenRejected
from storage.faults import StorageError


class ServiceManager:
    """The service manager that started the process; outside systemd, nothing is sent."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        # abstract socket names begin with NUL, written as @
        self._address = environment.get("NOTIFY_SOCKET", "").replace("@", "\0", 1)
        every = environment.get("WATCHDOG_USEC", "")
        self._every = int(every) / 2_000_000 if every.isdecimal() else None

    def tell(self, state: str) -> None:
        """Send a state: `STOPPING=1` or `WATCHDOG=1`."""
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as out:
                out.sendto(state.encode(), self._address)
        except OSError as failure:
            logger.debug("systemd cannot be told: {}", failure.strerror)

    async def keep_awake(self) -> None:
        """Notify the watchdog twice in each of its periods, until cancelled.

        A hung event loop sends nothing, and systemd restarts the process.
        """
        while self._every is not None:
            self.tell("WATCHDOG=1")
            await asyncio.sleep(self._every)


_FIRST_PAUSE = 5.0
_LONGEST_PAUSE = 300.0
"""Seconds before the bot of a community is restarted after a failure: doubled each time, up to
this."""

_LONG = 600.0
"""Seconds of running after which the pause starts small again."""


async def run(tenants: Sequence[Tenant], health_port: int | None = None) -> int:
    """Run the bots until SIGTERM or SIGINT; return the exit status.

    With one community, whatever ends its bot ends the process: `SettingsError` and `StorageError`
    are raised, a token that VK rejects is logged in one line. With several, each is restarted by
    itself.
    """
    context = ProcessContext(
        stop=asyncio.Event(),
        opening=asyncio.Lock(),
        listeners=Listeners(),
        board=Board([tenant.name for tenant in tenants]),
    )
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, context.stop.set)
    run_one = _run_alone if len(tenants) == 1 else _run_among_others
    async with AsyncExitStack() as stack:
        nursery = await stack.enter_async_context(Nursery())
        manager = ServiceManager()
        nursery.start(manager.keep_awake(), "the watchdog")
        runs = [
            nursery.start(run_one(tenant, context), f"the bot {tenant.name}".strip(), awaited=True)
            for tenant in tenants
        ]
        all_runs = nursery.start(_all(runs), "the bots", awaited=True)
        health = nursery.start(tell_health(health_port, context.board), "health", awaited=True)
        stopped = nursery.start(context.stop.wait(), "the signal to stop")
        await asyncio.wait({all_runs, health, stopped}, return_when=asyncio.FIRST_COMPLETED)
        manager.tell("STOPPING=1")
        if health.done():
            health.result()
        if not all_runs.done():
            await asyncio.wait({all_runs}, timeout=2 * FINISHING + 0.5)
        if all_runs.done():
            return int(not any(all_runs.result()))
    return 0


async def _all(runs: Sequence[asyncio.Task[bool]]) -> list[bool]:
    return await asyncio.gather(*runs)


async def _run_alone(tenant: Tenant, context: ProcessContext) -> bool:
    """Run one bot to its end; False if VK rejects the token."""
    try:
        await run_tenant(tenant, context)
    except TokenRejected as rejected:
        logger.error("{}", rejected)
        return False
    return True


async def _run_among_others(tenant: Tenant, context: ProcessContext) -> bool:
    """Run one bot to its end, restarting it after each failure, so that the others go on.

    Returns False if VK rejects the token: no restart would help.
    """
    loop = asyncio.get_running_loop()
    pause = _FIRST_PAUSE
    with logger.contextualize(community=tenant.name):
        while not context.stop.is_set():
            begun = loop.time()
            try:
                return await _run_alone(tenant, context)
            except (SettingsError, StorageError) as mistake:
                for line in str(mistake).splitlines():
                    logger.error("{}", line)
            except Exception:
                logger.exception("the community's bot fell")
            if loop.time() - begun > _LONG:
                pause = _FIRST_PAUSE
            logger.info("beginning anew in {:.0f} s", pause)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await context.stop.wait()
            pause = min(2 * pause, _LONGEST_PAUSE)
    return True


async def tell_health(port: int | None, board: Board) -> None:
    """Serve `/health` and `/metrics` on `port` until cancelled; without a port, nothing.

    Raises `SettingsError` if the port is taken.
    """
    if port is None:
        await asyncio.Event().wait()
        return
    from bot.health.server import serve_health

    try:
        async with serve_health(board, port) as taken:
            logger.info("health: listening at port {}", taken)
            await asyncio.Event().wait()
    except OSError as failure:
        raise SettingsError(
            f"Порт {port} не открывается ({failure.strerror}): укажите другой в HEALTH_PORT или "
            "освободите этот"
        ) from None

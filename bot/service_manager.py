"""Notifies systemd that the process is alive (sd_notify(3)): one datagram needs no library."""

import asyncio
import os
import socket
from collections.abc import Mapping

from loguru import logger


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

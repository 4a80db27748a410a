"""Telling systemd that the process lives (sd_notify(3)): one datagram, and no library for it."""

import asyncio
import os
import socket
from collections.abc import Mapping

from loguru import logger


class ServiceManager:
    """Whoever started the process and wants to hear of it; nobody, outside systemd."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        # in an abstract name a nul stands where the @ is
        self._address = environment.get("NOTIFY_SOCKET", "").replace("@", "\0", 1)
        every = environment.get("WATCHDOG_USEC", "")
        self._every = int(every) / 2_000_000 if every.isdecimal() else None

    def tell(self, state: str) -> None:
        """Tell a state: `STOPPING=1` or `WATCHDOG=1`."""
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as out:
                out.sendto(state.encode(), self._address)
        except OSError as failure:
            logger.debug("systemd cannot be told: {}", failure.strerror)

    async def keep_awake(self) -> None:
        """Say twice in the time that systemd grants that the process lives; until cancelled.

        A loop that hangs says nothing, and systemd starts the process anew.
        """
        while self._every is not None:
            self.tell("WATCHDOG=1")
            await asyncio.sleep(self._every)

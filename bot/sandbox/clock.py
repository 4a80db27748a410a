"""The sandbox's clock: the machine's, and however far it was turned forward."""

import asyncio
from datetime import UTC, datetime, timedelta

_FARTHEST = 10 * 366 * 86400
"""Seconds of one turn at most."""


class SandboxClock:
    """Tells the time in the sandbox; everybody in it, the bot included, goes by this clock."""

    def __init__(self) -> None:
        self.offset = 0.0
        """Seconds by which it is ahead of the machine's clock."""
        self._turned = asyncio.Event()

    def now(self) -> datetime:
        """Give the present moment (aware, UTC)."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def now_ms(self) -> int:
        """Give the present moment in milliseconds since 1970."""
        return int(self.now().timestamp() * 1000)

    def advance(self, seconds: float) -> None:
        """Turn it forward. Raises `ValueError` for a turn back, or over ten years at once."""
        if not 0 <= seconds <= _FARTHEST:
            raise ValueError("a clock is turned forward, by ten years at most")
        self.offset += seconds
        self._turned.set()
        self._turned = asyncio.Event()

    async def turned(self, offset: float, wait: float) -> None:
        """Wait until the clock is ahead by something else than `offset`, `wait` seconds at most."""
        turned = self._turned
        if self.offset != offset:
            return
        try:
            async with asyncio.timeout(wait):
                await turned.wait()
        except TimeoutError:
            return

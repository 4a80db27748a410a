"""The sandbox's clock: the machine's plus an offset."""

import asyncio
from datetime import UTC, datetime, timedelta

_FARTHEST = 10 * 366 * 86400
"""The most seconds of one step."""


class SandboxClock:
    """The time in the sandbox, for everybody in it, the bot included."""

    def __init__(self) -> None:
        self.offset = 0.0
        """Seconds by which it is ahead of the machine's clock."""
        self._turned = asyncio.Event()

    def now(self) -> datetime:
        """Return the current moment (aware, UTC)."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def now_ms(self) -> int:
        """Return the current moment in milliseconds since 1970."""
        return int(self.now().timestamp() * 1000)

    def advance(self, seconds: float) -> None:
        """Advance it. Raises `ValueError` for a step back, or of more than ten years."""
        if not 0 <= seconds <= _FARTHEST:
            raise ValueError("a clock is turned forward, by ten years at most")
        self.offset += seconds
        self._turned.set()
        self._turned = asyncio.Event()

    async def turned(self, offset: float, wait: float) -> None:
        """Wait until the offset differs from `offset`, `wait` seconds at most."""
        turned = self._turned
        if self.offset != offset:
            return
        try:
            async with asyncio.timeout(wait):
                await turned.wait()
        except TimeoutError:
            return

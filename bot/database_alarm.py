"""Logs that the database cannot be written, and tells the administrators."""

import asyncio

from loguru import logger

from handlers.conversation.unrecorded import Unrecorded
from storage.faults import Trouble


class DatabaseAlarm:
    """Tells of each trouble once, and of its end."""

    def __init__(self, unrecorded: Unrecorded) -> None:
        self._unrecorded = unrecorded
        self._changed = asyncio.Event()
        self._trouble: Trouble | None = None

    def note(self, trouble: Trouble | None) -> None:
        """Set what troubles the database now; None: nothing."""
        self._trouble = trouble
        self._changed.set()

    async def run(self) -> None:
        """Tell of each change until cancelled."""
        told: Trouble | None = None
        number = 0
        while True:
            await self._changed.wait()
            self._changed.clear()
            trouble = self._trouble
            if trouble is told:
                continue
            told = trouble
            if trouble is None:
                logger.info("the database can be written again")
            else:
                logger.error("the database cannot be written: {}", trouble.value)
            await self._unrecorded.tell_administrators(trouble, number)
            number += 1

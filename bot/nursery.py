"""Background tasks: kept, named, and awaited at the end."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

from loguru import logger


class Nursery:
    """Keeps the tasks that it starts; leaving it cancels and awaits the running ones.

    A task that fails is logged and stops no other.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(
        self, work: Coroutine[Any, Any, Any], name: str, *, awaited: bool = False
    ) -> asyncio.Task[Any]:
        """Start a task; the log shows it by `name`.

        The failure of an `awaited` task is not logged: it is raised where the task is awaited.
        """
        task = asyncio.create_task(work, name=name)  # noqa: TID251 -- this is the one place
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard if awaited else self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()) is not None:
            logger.opt(exception=failure).error("{} failed", task.get_name())

    async def finish(self, seconds: float | None) -> None:
        """Wait for the running tasks to end, that many seconds at most (None: without limit)."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def close(self) -> None:
        """Cancel the running tasks, and wait until they ended."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

"""Of several processes one works, and whoever is gone is replaced within seconds."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from bot.nursery import Nursery
from rules.ids import ChatId
from storage.postgresql import hold, open_engine
from storage.sharing import LEASE, SharedLeadership, SoleLeadership

PATIENCE = 120.0
CHAT = ChatId(2_000_000_001)


class Worker:
    """A process that shares the work."""

    def __init__(self, process: asyncio.subprocess.Process, file: Path) -> None:
        self.process = process
        self._file = file

    @property
    def said(self) -> list[str]:
        """What it said so far."""
        return self._file.read_text().splitlines() if self._file.exists() else []

    @property
    def works(self) -> bool:
        """Whether it believes that it leads."""
        return self.said[-1:] == ["works"]


@asynccontextmanager
async def working(url: str, folder: Path, number: int) -> AsyncIterator[list[Worker]]:
    workers: list[Worker] = []
    try:
        for each in range(number):
            file = folder / f"worker-{each}"
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "tests.storage.worker", url, str(file)),
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            workers.append(Worker(process, file))
        yield workers
    finally:
        for worker in workers:
            if worker.process.returncode is None:
                worker.process.kill()
            await worker.process.wait()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 -- it is in another process
            await asyncio.sleep(0.05)


async def test_who_shares_with_nobody_need_not_wait() -> None:
    leadership = SoleLeadership()
    await leadership.begins()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await leadership.is_over()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
async def test_who_is_gone_is_replaced_and_who_comes_back_stands_by(
    served: str, tmp_path: Path, how: signal.Signals
) -> None:
    async with working(served, tmp_path, 3) as workers:
        await until(lambda: any(worker.works for worker in workers))
        (gone,) = [worker for worker in workers if worker.works]
        others = [worker for worker in workers if worker is not gone]
        gone.process.send_signal(how)
        await until(lambda: any(worker.works for worker in others))
        if how is signal.SIGSTOP:
            gone.process.send_signal(signal.SIGCONT)
            await until(lambda: not gone.works)
        assert sum(worker.works for worker in others) == 1


async def test_what_a_stopped_process_holds_in_the_middle_of_a_question_is_taken_from_it(
    served: str,
) -> None:
    async with open_engine(served) as stopped, open_engine(served) as working, Nursery() as nursery:
        nursery.start(SharedLeadership(working).run(), "leadership")
        held = await stopped.connect()
        await hold(held, CHAT)
        raw = (await held.get_raw_connection()).driver_connection
        assert raw is not None
        # the client would execute it now, and is stopped instead
        await raw.prepare("SELECT 1")
        async with asyncio.timeout(LEASE + 10), working.begin() as other:
            await hold(other, CHAT)
        with suppress(DBAPIError):
            await held.close()

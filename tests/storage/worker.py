"""A process that shares the work: `python -m tests.storage.worker URL FILE`.

It adds a line to the file whenever it begins or ceases to lead.
"""

import asyncio
import sys
from pathlib import Path

from storage.engines import open_engine
from storage.sharing import SharedLeadership


async def _take_turns(url: str, file: Path) -> None:
    def say(word: str) -> None:
        with file.open("a") as lines:
            lines.write(f"{word}\n")

    async with open_engine(url) as engine, asyncio.TaskGroup() as tasks:
        leadership = SharedLeadership(engine)
        tasks.create_task(leadership.run())
        while True:
            await leadership.begins()
            say("works")
            await leadership.is_over()
            say("stands by")


if __name__ == "__main__":
    asyncio.run(_take_turns(sys.argv[1], Path(sys.argv[2])))

"""The start: from the process's begin to its first poll, beside `import vkbottle` in a process.

Both are measured in seconds of the processor, the system's for the process included: the emulator
shares the machine and must not be counted. They take turns, and the ratio is the median of the
turns' ratios. The database is there and of the present version; the bytecode is in a folder of the
measurement's own, whatever the environment says of it.
"""

import asyncio
import os
import resource
import sys
import tempfile
from pathlib import Path

from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.world import World
from tests.bench.figures import Pair, medians
from tests.databases import with_tables


async def measure(*, turns: int) -> Pair:
    """Start both so many times, after one start that compiles their code and is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        database = await with_tables(Path(folder) / "bot.db")
        times = [
            (await _start(Path(folder), database), await _import(Path(folder)))
            for _ in range(turns + 1)
        ]
    return medians(times[1:], by_turn=True)


async def _start(folder: Path, database: str) -> float:
    world = World(clock=SandboxClock(), group_id=1, token="bare")
    world.limits.per_second = None
    before = _spent_by_children()
    async with serve(world) as url:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=folder,
            env={
                **_with_bytecode(folder),
                "PYTHONPATH": os.pathsep.join(sys.path),
                "VK_TOKEN": world.token,
                "VK_API_URL": f"{url}/method/",
                "DATABASE_URL": database,
                "ADMIN_IDS": "401",
            },
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await asyncio.wait_for(world.stream.asked.wait(), 60)
        finally:
            process.kill()
            await process.wait()
    return _spent_by_children() - before


async def _import(folder: Path) -> float:
    before = _spent_by_children()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import vkbottle", env=_with_bytecode(folder)
    )
    await process.wait()
    return _spent_by_children() - before


def _with_bytecode(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def _spent_by_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    print(asyncio.run(measure(turns=5)))

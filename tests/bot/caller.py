"""A process that calls VK as fast as it may: `python -m tests.bot.caller DATABASE API SECONDS`."""

import asyncio
import sys

from bot.vk.client import VkClient, VkRefused
from bot.vk.pace import APART, CommonPace
from storage.engines import open_engine
from storage.sharing import Pacing


async def _call(database: str, api: str, seconds: float) -> int:
    refused = 0

    async def call(client: VkClient) -> None:
        nonlocal refused
        while True:
            try:
                await client.call("utils.getServerTime")
            except VkRefused:
                refused += 1

    async with (
        open_engine(database) as engine,
        CommonPace(Pacing(engine, apart=APART)) as pace,
        VkClient.open(url=api, token="sandbox-token", pace=pace) as client,
    ):
        try:
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as tasks:
                for _ in range(8):
                    tasks.create_task(call(client))
        except TimeoutError:
            pass
    return refused


if __name__ == "__main__":
    sys.exit(asyncio.run(_call(sys.argv[1], sys.argv[2], float(sys.argv[3]))))

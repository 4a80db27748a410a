"""VK's long poll as a stream of batches (VK.md, 3.1)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from loguru import logger

from bot.foreign_json import read_json
from bot.reading import Update
from bot.vk.answers import understood
from bot.vk.client import UNTIL_IT_WORKS, VkClient, VkRefused
from bot.vk.faults import about

WAIT = 25
"""Seconds that VK may hold a question open, by its recommendation."""

_PAUSES = (0.2, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between attempts while the connection fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Updates and the place after them; `gap` says that some before them were lost."""

    place: str
    updates: list[Update]
    gap: bool = False


class LongPoll:
    """Asks VK for updates, one batch at a time."""

    def __init__(
        self,
        client: VkClient,
        group: int,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._group = group
        self._sleep = sleep
        self._server = ""
        self._key = ""

    async def open(self) -> str:
        """Ask for the server and its key; give VK's present place.

        Raises what `VkClient.call` raises.
        """
        failures = 0
        while True:
            answer = await self._client.call(
                "groups.getLongPollServer", UNTIL_IT_WORKS, group_id=self._group
            )
            try:
                with understood():
                    server, key, place = answer["server"], answer["key"], _place(answer["ts"])
            except VkRefused as strange:
                logger.warning("long poll: no server was given: {}", strange)
                await self._sleep(about(_PAUSES[min(failures, len(_PAUSES) - 1)]))
                failures += 1
                continue
            self._server, self._key = str(server), str(key)
            return place

    async def after(self, place: str) -> Batch:
        """Give the updates after a place; waits for them, through every outage.

        Raises `bot.vk.client.TokenRejected` when VK has taken the token back.
        """
        failures = 0
        while True:
            try:
                answer = await self._ask(place)
            except (aiohttp.ClientError, TimeoutError, ValueError) as failure:
                pause = about(_PAUSES[min(failures, len(_PAUSES) - 1)])
                failures += 1
                logger.debug("long poll: {}; again in {:.1f} s", type(failure).__name__, pause)
                if failures == len(_PAUSES):
                    logger.warning("long poll: VK cannot be reached, still trying")
                await self._sleep(pause)
                continue
            if failures >= len(_PAUSES):
                logger.info("long poll: VK can be reached again")
            failures = 0
            match answer.get("failed"):
                case None:
                    return Batch(place=_place(answer["ts"]), updates=answer["updates"])
                case 1 if "ts" in answer:
                    return Batch(place=_place(answer["ts"]), updates=[], gap=True)
                case 2:  # the key lives for an hour: nothing to report
                    await self.open()
                case _:
                    return Batch(place=await self.open(), updates=[], gap=True)

    async def _ask(self, place: str) -> dict[str, Any]:
        async with self._client.http.get(
            self._server,
            params={"act": "a_check", "key": self._key, "ts": place, "wait": WAIT},
            timeout=aiohttp.ClientTimeout(total=WAIT + 10),
        ) as response:
            if response.status != 200:
                raise aiohttp.ClientError(f"status {response.status}")
            answer = read_json(await response.read())
        match answer:
            case {"failed": int(), "ts": place}:
                _place(place)
            case {"failed": int()}:
                pass
            case {"ts": place, "updates": list()} if "failed" not in answer:
                _place(place)
            case _:
                raise ValueError("not an answer of the long poll")
        return dict(answer)


def _place(given: Any) -> str:
    """Give a place in the stream as it is kept; VK writes a text, or a number after a loss."""
    if isinstance(given, bool) or not isinstance(given, int | str) or given == "":
        raise ValueError("not a place in the stream")
    return str(given)

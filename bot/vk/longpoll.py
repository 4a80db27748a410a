"""VK's long poll (VK.md, 3.1): a stream of batches, and what it keeps for the next start."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from datetime import timedelta
from typing import Any

import aiohttp
from loguru import logger

from bot.health import Vitals
from bot.read_marks import ReadMarks
from bot.stream import Batch, Look, StreamPlace
from bot.vk.answers import read_json, understood
from bot.vk.client import UNTIL_IT_WORKS, VkClient, VkRefused
from bot.vk.community import Community, switch_on_events
from bot.vk.faults import about
from rules.ids import ChatId
from storage.database import Storage
from storage.faults import TroubledError
from storage.records import Progress, ReadMark

WAIT = 25
"""Seconds for which VK may hold a request open; it recommends these."""

_PAUSES = (0.2, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between attempts while the connection fails."""


class LongPoll:
    """Asks VK for updates, batch by batch."""

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
        """Ask VK for a server and its key; return VK's current place.

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
        """Wait for the updates after a place, through every outage, and return them.

        Raises `bot.vk.client.TokenRejected`.
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
    """Return a place in the stream as a text: after a loss VK gives a number."""
    if isinstance(given, bool) or not isinstance(given, int | str) or given == "":
        raise ValueError("not a place in the stream")
    return str(given)


_SAVE_PAUSE = 1.0
"""Seconds between two saves of a place that no transaction saved."""

_HEARD_EVERY = timedelta(seconds=30)
"""The pause between two saves of when VK last answered, while nothing else is to be saved."""


class LongPollTransport:
    """Polls VK for updates. Saves the place in VK's stream as updates are finished, and up to which
    message each chat is read."""

    def __init__(
        self,
        client: VkClient,
        community: Community,
        storage: Storage,
        vitals: Vitals,
        marks: ReadMarks,
    ) -> None:
        self._client = client
        self._community = community
        self._storage = storage
        self._vitals = vitals
        self._marks = marks
        self._stream = LongPoll(client, community.number)
        self._place = StreamPlace("")

    def serving(self) -> AbstractAsyncContextManager[None]:
        """Do nothing: the long poll accepts no connections."""
        return nullcontext()

    async def open(self, place: StreamPlace) -> None:
        """Switch on the events and load the saved place. Raises as `VkClient.call`."""
        await switch_on_events(self._client, self._community)
        now_at = await self._stream.open()
        place.place = await self._storage.place() or now_at
        self._place = place
        await self._storage.save_place(place.place)
        self._marks.load(await self._storage.read_marks())
        logger.info("community {}: listening from {}", self._community.number, place.place)

    async def after(self, place: str) -> Batch:
        """Return the updates after a place. Raises `bot.vk.client.TokenRejected`."""
        batch = await self._stream.after(place)
        self._vitals.note_batch(batch.updates)
        return batch

    async def done_with(self, events: Collection[str]) -> None:
        """Do nothing: VK learns it from the next place asked for."""

    def looking(self, look: Look) -> Look:
        """Return `look` itself: nothing looks before the intake does."""
        return look

    async def run(self) -> None:
        """Save the place from time to time, where no transaction has saved it."""
        saved, saved_heard = self._place.place, self._marks.heard
        while True:
            await asyncio.sleep(_SAVE_PAUSE)
            place, heard = self._place.place, self._marks.heard
            is_due = heard is not None and (
                saved_heard is None or heard - saved_heard >= _HEARD_EVERY
            )
            if place != saved or is_due:
                # saved again soon; the alarm tells of the database's trouble
                with suppress(TroubledError):
                    await self._save()
                    saved, saved_heard = place, heard

    async def close(self) -> None:
        """Save the place."""
        with suppress(TroubledError):
            await self._save()

    async def _save(self) -> None:
        changed: dict[ChatId, ReadMark] = {}

        def progress() -> Progress:
            changed.update(self._marks.unsaved())
            # a process that continues reading a gap has to know when it began
            heard = None if self._marks.has_gaps else self._marks.heard
            return Progress(place=self._place.place, marks=changed, heard=heard)

        try:
            await self._storage.save_progress(progress)
        except TroubledError:
            self._marks.mark_unsaved(changed)
            raise

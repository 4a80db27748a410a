"""How VK's updates reach the bot: by long poll, or by callback (VK.md, 3)."""

import asyncio
from collections.abc import Collection
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from datetime import timedelta
from typing import Protocol

from loguru import logger

from bot.callback.listening import Listeners
from bot.community import Community, switch_on_events
from bot.health.vitals import Vitals
from bot.intake import Look, Source
from bot.longpoll import Batch, LongPoll
from bot.read_marks import ReadMarks
from bot.settings import Settings
from bot.stream_place import StreamPlace
from bot.vk.client import VkClient
from rules.ids import ChatId
from storage.database import Storage
from storage.faults import TroubledError
from storage.records import Progress, ReadMark

_SAVE_PAUSE = 1.0
"""Seconds between two saves of a place that no transaction saved."""

_HEARD_EVERY = timedelta(seconds=30)
"""The pause between two saves of when VK last answered, while nothing else is to be saved."""


class Transport(Source, Protocol):
    """One of the two ways."""

    def serving(self) -> AbstractAsyncContextManager[None]:
        """Accept callbacks for any working process, until the end of the block.

        Raises `SettingsError`.
        """

    async def open(self, place: StreamPlace) -> None:
        """Get ready, and set the place to start from. Raises what `VkClient.call` raises."""

    def looking(self, look: Look) -> Look:
        """Return the look for the intake; `look` is the first look, taken once per update."""

    async def run(self) -> None:
        """Do what runs beside the intake, until cancelled."""

    async def close(self) -> None:
        """Save what the next start needs."""


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
        saved, told = self._place.place, self._marks.heard
        while True:
            await asyncio.sleep(_SAVE_PAUSE)
            place, heard = self._place.place, self._marks.heard
            silent = heard is not None and (told is None or heard - told >= _HEARD_EVERY)
            if place != saved or silent:
                # saved again soon; the alarm tells of the database's trouble
                with suppress(TroubledError):
                    await self._save()
                    saved, told = place, heard

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


def transport_of(
    settings: Settings,
    client: VkClient,
    community: Community,
    storage: Storage,
    vitals: Vitals,
    marks: ReadMarks,
    listeners: Listeners,
) -> Transport:
    """Return the transport that the settings choose."""
    if settings.transport == "callback":
        from bot.callback.transport import CallbackTransport

        return CallbackTransport(settings, client, community, storage, vitals, listeners)
    return LongPollTransport(client, community, storage, vitals, marks)

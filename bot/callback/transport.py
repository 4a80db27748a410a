"""VK hands its events over: each is kept before VK is told «ok», and taken from there."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager

from loguru import logger

from bot.callback.arriving import ArrivalStream
from bot.callback.confirming import ConfirmationCode
from bot.callback.listening import Listeners
from bot.callback.looking import FirstLooks
from bot.callback.server import CallbackServer
from bot.community import Community
from bot.health.vitals import Vitals
from bot.intake import Look
from bot.longpoll import Batch
from bot.nursery import Nursery
from bot.settings import Settings, SettingsError
from bot.stream_place import StreamPlace
from bot.vk.client import VkClient
from storage.database import Storage

LOOKING = 0.25
"""Seconds between two looks at what other processes have kept."""


class CallbackTransport:
    """Of one process of a community, whether it works or stands by.

    Whoever stands by keeps what it is handed: it cannot say what concerns anybody. Whoever works
    takes from the database what all of them have kept, in one order.
    """

    def __init__(
        self,
        settings: Settings,
        client: VkClient,
        community: Community,
        storage: Storage,
        vitals: Vitals,
        listeners: Listeners,
    ) -> None:
        self._settings = settings
        self._listeners = listeners
        self._community = community
        self._storage = storage
        self._stream = ArrivalStream(storage.arrivals)
        self._looks = FirstLooks()
        given = settings.callback_secret
        self._server = CallbackServer(
            storage.arrivals,
            group=community.number,
            secret=given.get_secret_value() if given else "",
            confirmation=ConfirmationCode(client, community.number, settings.callback_confirmation),
            looks=self._looks,
            most=settings.callback_backlog,
            on_event=vitals.note_update,
        )

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Serve to the end of the block. Raises `SettingsError` where the port cannot be had."""
        settings = self._settings
        await self._storage.arrivals.load()
        async with AsyncExitStack() as stack:
            try:
                port = await stack.enter_async_context(
                    self._listeners.serve(
                        settings.callback_host,
                        settings.callback_port,
                        settings.callback_path,
                        self._server.receive,
                    )
                )
            except OSError as failure:
                raise SettingsError(
                    f"Callback-сервер: порт {settings.callback_port} по адресу "
                    f"{settings.callback_host} не открывается ({failure.strerror}): укажите другой "
                    "в CALLBACK_PORT или освободите этот"
                ) from None
            logger.info("callback: listening at port {}, {}", port, settings.callback_path)
            nursery = await stack.enter_async_context(Nursery())
            if self._storage.shared is not None:
                nursery.start(self._look(), "what others have kept")
            yield

    async def open(self, place: StreamPlace) -> None:
        """Begin with what was left over."""
        place.place = "0"
        left = self._storage.arrivals.waiting
        # the words that a process says when it begins to work, however VK's events reach it
        logger.info(
            "community {}: listening from {} events left over", self._community.number, left
        )

    async def after(self, place: str) -> Batch:
        """Give what arrived after a place."""
        return await self._stream.after(place)

    async def done_with(self, events: Collection[str]) -> None:
        """Drop events that led to nothing."""
        await self._storage.arrivals.finish(events)

    def looking(self, look: Look) -> Look:
        """Keep from now on only what that look does not call ordinary, and what it found."""
        self._looks.begin(look)
        return self._looks.taken

    async def run(self) -> None:
        """What goes on beside the intake is done by the server."""
        await asyncio.Event().wait()

    async def close(self) -> None:
        """What is not done with is kept where it is."""

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOKING)
            try:
                await self._storage.arrivals.load()
            except Exception as failure:  # the next look sees as much
                logger.warning("arrivals cannot be looked at: {}", type(failure).__name__)

"""The callback transport: each event is stored before VK gets its «ok», and taken from there."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager

from loguru import logger

from bot.callback import Listeners
from bot.callback.server import CallbackServer, FirstLooks
from bot.health import Vitals
from bot.nursery import Nursery
from bot.settings import Settings, SettingsError
from bot.stream import Batch, Look, StreamPlace, Update
from bot.vk.answers import read_json
from bot.vk.client import Manner, VkClient
from bot.vk.community import Community
from bot.vk.updates import VkUpdates
from storage.arrivals import Arrivals, Taken
from storage.database import Storage

_GOOD_FOR = 10.0
"""Seconds that a code is reused for callers without the secret: they may not be VK, and must not
cost more calls than this."""

_SHORTLY = Manner(patience=3.0)


class ConfirmationCode:
    """The code from the settings, or else VK's, fetched when needed."""

    def __init__(self, client: VkClient, group: int, given: str | None) -> None:
        self._client = client
        self._group = group
        self._given = given
        self._asking = asyncio.Lock()
        self._code = ""
        self._asked_at = 0.0

    async def __call__(self, for_vk: bool) -> str:
        """Return the code; `for_vk` says that the caller knows the secret.

        VK asks after a server was added or edited, which changes the code: then it is fetched anew.
        Raises what `VkClient.call` raises.
        """
        if self._given:
            return self._given
        loop = asyncio.get_running_loop()
        async with self._asking:
            is_old = loop.time() - self._asked_at > _GOOD_FOR
            if for_vk or not self._code or is_old:
                answer = await self._client.call(
                    "groups.getCallbackConfirmationCode", _SHORTLY, group_id=self._group
                )
                self._code, self._asked_at = str(answer["code"]), loop.time()
            return self._code


AT_ONCE = 200
"""The most events in one batch."""

_AFTER_FAILURE = 1.0
"""Seconds of rest after the database did not answer."""


async def arrived_after(place: str, arrivals: Arrivals) -> Batch:
    """Return stored events, oldest first; waits for some.

    `place` is the number of the last event returned («» or «0»: none was).
    """
    last = int(place or 0)
    while True:
        arrivals.arrived.clear()
        try:
            taken = await arrivals.take(AT_ONCE, after=last)
        except Exception:  # the database may be busy; the events stay in it
            logger.exception("what arrived could not be read")
            await asyncio.sleep(_AFTER_FAILURE)
            continue
        if taken:
            updates = [update for each in taken if (update := _read(each)) is not None]
            return Batch(place=str(taken[-1].number), updates=updates)
        await arrivals.arrived.wait()


def _read(arrived: Taken) -> Update | None:
    try:
        update: Update = read_json(arrived.body)
    except ValueError:  # one bad event must not end every start
        logger.error("event {}: what was kept cannot be read", arrived.event)
        return None
    return update


LOOKING = 0.25
"""Seconds between two looks for events stored by other processes."""


class CallbackTransport:
    """The transport of one process of a community, working or standing by.

    A process that stands by stores every event: it cannot tell which ones matter. The working
    process takes from the database what all of them stored, in one order.
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
        self._looks = FirstLooks()
        given = settings.callback_secret
        self._server = CallbackServer(
            storage.arrivals,
            reader=VkUpdates(community.member),
            group=community.number,
            secret=given.get_secret_value() if given else "",
            confirmation=ConfirmationCode(client, community.number, settings.callback_confirmation),
            looks=self._looks,
            most=settings.callback_backlog,
            on_event=vitals.note_update,
        )

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Serve until the end of the block. Raises `SettingsError` if the port is taken."""
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
        """Start with the events left over."""
        place.place = "0"
        left = self._storage.arrivals.waiting
        # the words that a process logs when it begins to work, with either transport
        logger.info(
            "community {}: listening from {} events left over", self._community.number, left
        )

    async def after(self, place: str) -> Batch:
        """Return the events that arrived after a place."""
        return await arrived_after(place, self._storage.arrivals)

    async def done_with(self, events: Collection[str]) -> None:
        """Delete events that need nothing more."""
        await self._storage.arrivals.finish(events)

    def looking(self, look: Look) -> Look:
        """From now on store only events that `look` does not call ordinary, with its findings."""
        self._looks.begin(look)
        return self._looks.taken

    async def run(self) -> None:
        """Do nothing until cancelled: the server does the work."""
        await asyncio.Event().wait()

    async def close(self) -> None:
        """Do nothing: unfinished events stay in the database."""

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOKING)
            try:
                await self._storage.arrivals.load()
            except Exception as failure:  # the next look finds the same
                logger.warning("arrivals cannot be looked at: {}", type(failure).__name__)

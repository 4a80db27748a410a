"""The bot in the test's own process: real handlers, real database, the emulator's world.

No HTTP, no waiting: an update goes in when the test says so, the outbox is carried when the test
says so, and what a handler raises is raised here. A thousand updates take seconds.
"""

import itertools
import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from loguru import logger
from vkbottle.http import ABCHTTPClient

from bot.clock import SystemClock
from bot.courier import Courier
from bot.intake import Handle
from bot.sandbox.answering import Answering
from bot.sandbox.conversations import SandboxClock
from bot.sandbox.world import PersonId, World
from bot.vk.client import VkClient
from bot.vk.messenger import VkMessenger
from bot.vk.updates import VkUpdates
from handlers.conversation.inspecting import remember_chats
from handlers.conversation.services import Services
from handlers.dispatch import ANNOUNCERS, handler_for
from handlers.due import run_due
from handlers.events import Event
from handlers.reporting import Drawn, Report
from handlers.screening import Findings, Screen
from handlers.waiting import begin
from locales.texts import Catalogues
from rules.ids import MemberId
from rules.policy import Brakes, Policy
from rules.policy_file import read_policy
from storage.database import AlreadyHandledError, Storage, open_storage
from tests.databases import with_tables
from tests.in_process.at_once import at_once

CATALOGUES = Catalogues.load()
POLICY = replace(read_policy(None), brakes=Brakes(measures=1000))
"""The default, without its brakes: tests do in a moment what takes teachers days."""
TOKEN = "token-of-the-world"
EVENTS = {"message_new", "message_event", "message_allow", "message_deny", "message_edit"}

_CARRYING = 30.0
"""Seconds that the outbox has to be carried: far more than it takes."""


class _Straight(ABCHTTPClient):
    """Hands vkbottle's calls to the emulator without a socket between."""

    def __init__(self, world: World) -> None:
        self._answering = Answering(world)

    async def request_text(
        self, url: str, method: str = "GET", data: dict[str, Any] | None = None, **kwargs: Any
    ) -> str:
        given = {name: str(value) for name, value in (data or {}).items()}
        given |= {name: str(value) for name, value in kwargs["params"].items()}
        answer = await self._answering.answer(url.rpartition("/")[2], given)
        return json.dumps(answer, ensure_ascii=False)

    async def request_raw(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError

    async def request_json(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        raise NotImplementedError

    async def request_content(self, *args: Any, **kwargs: Any) -> bytes:
        raise NotImplementedError

    async def close(self) -> None:
        pass


async def _draw(report: Report) -> Drawn:
    """Draw nothing: what a report looks like is tested elsewhere."""
    return Drawn(picture=b"png", table=b"xlsx")


class BotsClock(SystemClock):
    """The bot's own clock, which stands still where the world's does."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now()


class InProcessBot:
    """One bot with its database and its world."""

    def __init__(
        self,
        world: World,
        clock: SandboxClock,
        storage: Storage,
        client: VkClient,
        *,
        administrators: Iterable[int],
        policy: Policy,
        catalogues: Catalogues,
        locale: str,
    ) -> None:
        self.world, self.clock, self.storage = world, clock, storage
        self._client = client
        self._ahead = timedelta()
        self._place = 0
        self._numbers = itertools.count(1)
        self._given = {
            "storage": storage,
            "messenger": VkMessenger(client),
            "policy": policy,
            "catalogues": catalogues,
            "now": self.now,
            "community": MemberId(world.bot_id),
            "community_names": frozenset({f"club{world.group_id}"}),
            "private_link": f"https://vk.me/club{world.group_id}?ref=",
            "draw": _draw,
            "announcers": ANNOUNCERS,
            "administrators": frozenset(MemberId(each) for each in administrators),
            "zone": ZoneInfo("Europe/Saratov"),
            "locale": locale,
        }
        self.reader = VkUpdates(MemberId(world.bot_id))
        self.services: Services
        self._handle: Handle
        self._screen: Screen

    async def begin_anew(self) -> None:
        """Forget whatever is kept in memory, as a restart does."""
        self.services = Services(**self._given)  # type: ignore[arg-type]
        await remember_chats(self.services)
        self._handle = handler_for(self.services)
        self._screen = Screen(self.services)

    async def restart(
        self, *, administrators: Iterable[int] | None = None, policy: Policy | None = None
    ) -> None:
        """Begin anew with other administrators or another policy, as the process does."""
        if administrators is not None:
            self._given["administrators"] = frozenset(MemberId(each) for each in administrators)
        if policy is not None:
            self._given["policy"] = policy
        await self.begin_anew()
        await begin(self.services)
        await self.follow()

    def now(self) -> datetime:
        """Give the present moment by the bot's own clock."""
        return self.clock.now() + self._ahead

    def set_clock(self, ahead: timedelta) -> None:
        """Let the bot's own clock be so far ahead of the world's."""
        self._ahead = ahead

    def number(self) -> int:
        """Give a number that was not given before."""
        return next(self._numbers)

    def look(self, event: Event) -> Findings | None:
        """Take the first look at an event, as the intake does."""
        return self._screen.look(event)

    async def handle(self, event: Event, found: Findings) -> None:
        """Handle an event, as the intake has it handled."""
        await self._handle(event, found)

    async def hear(self, update: Mapping[str, Any]) -> None:
        """Take one update as the intake does; a repeat is dropped. Raises what is a bug there."""
        try:
            event = self.reader.read(update)
            found = None if event is None else self.look(event)
            if event is not None and found is not None:
                await self.handle(event, found)
        except AlreadyHandledError:
            return

    async def carry(self) -> None:
        """Carry everything that is in the outbox and due to the world."""
        courier = Courier(self.services, self._client, clock=BotsClock(self.now))
        await courier.drain(_CARRYING)

    async def hear_only(self) -> None:
        """Hear what came; carry nothing."""
        place, events = self.world.stream.after(self._place)
        self._place = int(place)
        for event in events:
            await self.hear(json.loads(event))

    async def follow(self) -> None:
        """Hear and carry until nothing happens any more."""
        while True:
            await self.hear_only()
            await self.carry()
            if self._place == int(self.world.stream.ts):
                return

    def skip(self) -> None:
        """Lose what happened and was not heard of yet."""
        self._place = int(self.world.stream.ts)

    async def move_to(self, world: World) -> None:
        """Begin anew in another world of the same community."""
        self.world, self.clock = world, world.clock
        self._client.api.http_client = _Straight(world)
        self.skip()
        await self.begin_anew()

    def turn_clock(self, seconds: float) -> None:
        """Turn the world's clock and the bot's; nothing else happens."""
        self.clock.advance(seconds)

    async def do_due(self) -> None:
        """Do what fell due, and nothing of what came."""
        await run_due(self.services)

    async def advance(self, seconds: float) -> None:
        """Turn the clock and do what falls due."""
        self.turn_clock(seconds)
        await self.do_due()
        await self.follow()


def new_world() -> tuple[World, SandboxClock]:
    """Give an empty world without a limit of calls, and its clock, at noon."""
    clock = SandboxClock()
    here = clock.now().astimezone(ZoneInfo("Europe/Saratov"))
    noon = here.replace(hour=12, minute=0, second=0, microsecond=0)
    clock.advance((noon - here).total_seconds() % 86_400)
    world = World(clock=clock, group_id=1, token=TOKEN)
    world.limits.per_second = None
    world.stream.switched_on |= EVENTS
    return world, clock


@asynccontextmanager
async def open_bot(
    folder: Path,
    *,
    administrators: Iterable[int] = (),
    policy: Policy | None = None,
    catalogues: Catalogues = CATALOGUES,
    world: World | None = None,
    locale: str = "ru",
    threaded: bool = False,
) -> AsyncIterator[InProcessBot]:
    """Open a bot over a database in that folder; close it at the end.

    Without a `world` it gets a new one, in which there are the administrators alone. `threaded`,
    statements go through the driver's threads, as in the process: what runs side by side then
    happens in the order that it has there.
    """
    world, clock = new_world() if world is None else (world, world.clock)
    # its DEBUG lines hold every payload and take most of the time
    logger.disable("vkbottle")
    for each in {*administrators} - world.people.keys():
        world.add_person(PersonId(each), first_name="Софья", last_name=f"Порядкова{each}")
    async with (
        nullcontext() if threaded else at_once(folder / "bot.db"),
        open_storage(await with_tables(folder / "bot.db")) as storage,
        VkClient.open(url="https://vk.invalid/method/", token=TOKEN, pace=10**6) as client,
    ):
        client.api.http_client = _Straight(world)
        bot = InProcessBot(
            world,
            clock,
            storage,
            client,
            administrators=administrators,
            policy=POLICY if policy is None else policy,
            catalogues=catalogues,
            locale=locale,
        )
        await bot.begin_anew()
        yield bot

"""A courier over a real storage, with a VK of the test's choice."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.alarms import Alarms
from bot.clock import FollowingClock, SystemClock
from bot.courier import Courier
from bot.nursery import Nursery
from bot.reporting import draw
from bot.vk.client import VkClient
from bot.vk.messenger import VkMessenger
from handlers.conversation.saying import new_chat
from handlers.conversation.services import Services
from handlers.dispatch import ANNOUNCERS
from rules.ids import ChatId, MemberId
from storage.database import Storage, open_storage
from storage.effects import Effect
from storage.records import Chat, Names, Person
from tests.databases import with_tables
from tests.in_process.bot import CATALOGUES, POLICY

_FIRST_TURN = timedelta(seconds=1)
"""How far the clock is turned where nothing is due yet; twice as far where it was not enough."""


@dataclass
class PostOffice:
    """The courier and its surroundings; it does not run yet."""

    storage: Storage
    clock: FollowingClock
    services: Services
    courier: Courier

    async def send_off(self, *effects: Effect) -> None:
        """Put effects into the outbox, as a handler does."""
        async with self.storage.work() as work:
            await work.post(effects, now=self.clock.now())

    async def put_chat(self, chat: ChatId, **changes: Any) -> None:
        """Record a chat."""
        async with self.storage.work() as work:
            await work.put_chat(replace(new_chat(chat), **changes))

    async def put_person(self, member: MemberId) -> None:
        """Record somebody who takes private messages."""
        names = Names(nom="Я", gen="Я", dat="Я", acc="Я", ins="Я", abl="Я")
        async with self.storage.work() as work:
            await work.put_people(
                [Person(member=member, names=names, screen_name="x", private=True)]
            )

    async def recorded(self, chat: ChatId) -> Chat:
        """Return what is recorded of a chat."""
        async with self.storage.reading() as reading:
            found = await reading.chat(chat)
        assert found is not None
        return found

    async def is_private(self, member: MemberId) -> bool | None:
        """Return whether a person takes private messages, as recorded."""
        async with self.storage.reading() as reading:
            return (await reading.people([member]))[member].private

    def turn_on(self, by: timedelta) -> None:
        """Advance the clock by so much."""
        self.clock.set_ahead(self.clock.now() + by - SystemClock().now())

    async def until(self, holds: Callable[[], object], what: str = "") -> None:
        """Wait until a condition holds, for half a minute at most."""
        for _ in range(6000):
            if holds():
                return
            await asyncio.sleep(0.005)
        raise AssertionError(f"never came true: {what or holds}")

    async def until_empty(self) -> None:
        """Wait until the outbox is empty, for half a minute at most."""
        for _ in range(6000):
            if not await self.storage.outbox.count():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("the outbox was never empty")

    async def until_resting(self) -> None:
        """Wait until the courier has stored the pause of all that waits."""
        for _ in range(6000):
            if not await self.storage.outbox.due(self.clock.now()):
                return
            await asyncio.sleep(0.005)
        raise AssertionError("no pause was stored")

    async def until_carried(self) -> None:
        """Wait until the outbox is empty, advancing the clock past every pause.

        A parcel that is due may be in delivery: its pause would count from the later hour, so the
        clock waits.
        """
        outbox, pause = self.storage.outbox, _FIRST_TURN
        for _ in range(2000):
            if not await outbox.count():
                return
            if await outbox.due(self.clock.now()):
                pause = _FIRST_TURN
            else:
                self.turn_on(pause)
                pause *= 2
            await asyncio.sleep(0.005)
        raise AssertionError("it was never over")


@asynccontextmanager
async def post_office(
    folder: Path, client: VkClient, *, administrators: frozenset[MemberId] = frozenset()
) -> AsyncIterator[PostOffice]:
    """Open a post office over the database in that folder; close it at the end."""
    clock = FollowingClock()
    async with open_storage(await with_tables(folder / "bot.db")) as storage:
        services = Services(
            storage=storage,
            messenger=VkMessenger(client),
            policy=POLICY,
            catalogues=CATALOGUES,
            now=clock.now,
            community=MemberId(-1),
            community_names=frozenset({"club1"}),
            private_link="https://vk.me/club1?ref=",
            draw=draw,
            announcers=ANNOUNCERS,
            administrators=administrators,
            zone=ZoneInfo("Europe/Saratov"),
            locale="ru",
        )
        alarms = Alarms(services)
        client.on_refusal = alarms.note_code
        courier = Courier(services, client, clock=clock, on_trouble=alarms.note)
        storage.on_outbox = courier.wake
        async with Nursery() as nursery:
            nursery.start(alarms.run(), "alarms")
            yield PostOffice(storage, clock, services, courier)
            await courier.drain(0)

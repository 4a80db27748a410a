"""The bot of one community: builds everything, wires it, runs it, and takes it down."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from loguru import logger

from bot.alarms import Alarms, DatabaseAlarm
from bot.callback import Listeners
from bot.clock import Clock, open_clock
from bot.courier import Courier
from bot.health import Board, RunningBot, Vitals
from bot.intake import Intake
from bot.nursery import Nursery
from bot.policy.file import policy_in_force
from bot.read_marks import ReadMarks
from bot.reporting import draw
from bot.settings import Settings
from bot.stream import StreamPlace, TakeMissed, Transport
from bot.tenants import Tenant
from bot.timers import Timers
from bot.vk.client import VkClient
from bot.vk.community import find_community
from bot.vk.gaps import GapReader
from bot.vk.longpoll import LongPollTransport
from bot.vk.messenger import VkMessenger
from bot.vk.pace import open_pace
from bot.vk.updates import VkUpdates
from handlers.conversation.inspecting import remember_chats
from handlers.conversation.services import Services
from handlers.conversation.strangers import Strangers
from handlers.conversation.unrecorded import Unrecorded
from handlers.dispatch import ANNOUNCERS, handler_for
from handlers.messenger import Trouble
from handlers.revision import remember_policy
from handlers.screening import Screen, Sweep
from handlers.waiting import begin
from locales.texts import Catalogues
from rules.ids import ChatId, MemberId
from storage.database import Storage, open_storage
from storage.records import ReadMark
from storage.sharing import Leadership, SharedLeadership, SoleLeadership

FINISHING = 2.0
"""Seconds at the end for handlers to finish, and the same for the courier."""

_LEADERSHIP = "leadership"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessContext:
    """What the communities of a process share: the signal to `stop`, the ports for VK's callbacks,
    and the board that health is read from. `opening` is held while a database is opened: Alembic
    migrates one at a time."""

    stop: asyncio.Event
    opening: asyncio.Lock
    listeners: Listeners
    board: Board


async def run_tenant(tenant: Tenant, context: ProcessContext) -> None:
    """Run the bot until the signal to stop, in this process or standing by for another.

    Raises `bot.vk.client.TokenRejected`, and for what an administrator has to mend
    `bot.settings.SettingsError` and `storage.faults.StorageError`.
    """
    while not await _run_once(tenant, context):
        # another process has worked meanwhile: the state in memory here is stale
        logger.warning("another process took over; beginning anew")


async def _run_once(tenant: Tenant, context: ProcessContext) -> bool:
    """Run once, to the end; False if another process took over."""
    async with AsyncExitStack() as stack:
        run = await _TenantRun.begin(tenant, stack, context)
        await stack.enter_async_context(run.transport.serving())
        leadership = await stack.enter_async_context(_open_leadership(run.services.storage))
        with context.board.standing_by(tenant.name):
            if not await _wait_to_lead(leadership, context.stop):
                return True
        await run.remember()
        return await run.work(tenant.name, leadership, context)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TenantRun:
    settings: Settings
    services: Services
    client: VkClient
    clock: Clock
    transport: Transport
    place: StreamPlace
    marks: ReadMarks
    vitals: Vitals

    @classmethod
    async def begin(cls, tenant: Tenant, stack: AsyncExitStack, context: ProcessContext) -> Self:
        """Open everything, and read nothing yet: another process may be working."""
        settings = tenant.settings
        policy = policy_in_force(settings.policy_file, settings.locale)
        place, marks, vitals = StreamPlace(""), ReadMarks(), Vitals()
        clock = await stack.enter_async_context(open_clock(settings.sandbox_clock_url))
        # callback arrivals have places of their own, which mean nothing to the long poll
        in_stream = settings.transport == "longpoll"
        async with context.opening:
            storage = await stack.enter_async_context(
                open_storage(
                    settings.database_url,
                    place_of=place.place_of if in_stream else _nowhere,
                    marks_of=marks.marks_of if in_stream else _unmarked,
                )
            )
        client = await stack.enter_async_context(
            VkClient.open(
                url=settings.vk_api_url,
                token=settings.vk_token.get_secret_value(),
                pace=await stack.enter_async_context(open_pace(storage)),
            )
        )
        client.on_call = vitals.note_call
        community = await find_community(client, settings.vk_group_id)
        transport: Transport
        if in_stream:
            transport = LongPollTransport(client, community, storage, vitals, marks)
        else:
            from bot.callback.transport import CallbackTransport

            transport = CallbackTransport(
                settings, client, community, storage, vitals, context.listeners
            )
        return cls(
            settings=settings,
            services=Services(
                storage=storage,
                messenger=VkMessenger(client),
                policy=policy,
                catalogues=Catalogues.load(),
                now=clock.now,
                community=community.member,
                community_names=community.names,
                private_link=community.private_link,
                draw=draw,
                announcers=ANNOUNCERS,
                administrators=frozenset(MemberId(person) for person in settings.admin_ids),
                zone=settings.zone,
                locale=settings.locale,
                monthly_report=settings.monthly_report,
            ),
            client=client,
            clock=clock,
            transport=transport,
            place=place,
            marks=marks,
            vitals=vitals,
        )

    async def remember(self) -> None:
        """Load the state kept in memory, and continue where the last working process stopped."""
        services = self.services
        # before anything falls due by the clock
        await services.clocks.compare(services.messenger, services.now)
        await remember_chats(services)
        await remember_policy(services)
        await begin(services)
        self.marks.heard = await services.storage.heard()
        await self.transport.open(self.place)

    async def work(self, name: str, leadership: Leadership, context: ProcessContext) -> bool:
        """Work until something ends it; False if another process took over."""
        services, client, clock, vitals = self.services, self.client, self.clock, self.vitals
        storage: Storage = services.storage
        timers = Timers(services, clock)
        alarms = Alarms(services)
        client.on_refusal = alarms.note_code
        courier = Courier(services, client, clock=clock, on_trouble=alarms.note)
        storage.on_timers = timers.changed
        storage.on_outbox = courier.wake
        unrecorded = Unrecorded(services)
        database_alarm = DatabaseAlarm(unrecorded)
        storage.on_trouble = database_alarm.note

        async def catch_up(since: datetime | None, take: TakeMissed) -> None:
            await gaps.read(since, take)
            timers.look_at_all()

        reader = VkUpdates(services.community)
        intake = Intake(
            reader=reader,
            look=self.transport.looking(Screen(services).look),
            handle=unrecorded.telling(vitals.timed(handler_for(services))),
            on_gap=lambda take: catch_up(self.marks.heard, take),
            place=self.place,
            sweeps=Sweep(services),
            marks=self.marks,
            now=clock.now,
            strangers=Strangers(
                services.watch,
                names=services.community_names,
                administrators=services.administrators,
            ),
        )
        storage.on_handled = intake.note_handled
        gaps = GapReader(services, client, clock, self.marks, reader)
        bot = RunningBot(
            services=services,
            vitals=vitals,
            waiting=lambda: intake.waiting,
            polls=self.settings.transport == "longpoll",
        )
        with context.board.working(name, bot):
            async with Nursery() as nursery:
                taking = nursery.start(intake.run(self.transport), "intake", awaited=True)
                begun = (
                    taking,
                    *(
                        nursery.start(work, named, awaited=True)
                        for named, work in (
                            ("timers", timers.run_due()),
                            ("the look after chats", timers.look_after_chats()),
                            ("the look at strangers' chats", timers.look_at_strangers()),
                            ("erasing", timers.erase_what_is_due()),
                            ("open matters", timers.see_to_open_matters()),
                            ("reading again", timers.read_again()),
                            ("the monthly report", timers.report_monthly()),
                            (
                                "the clock",
                                timers.compare_clocks(lambda: alarms.note(Trouble.CLOCK, 0)),
                            ),
                            ("the transport", self.transport.run()),
                            ("courier", courier.run()),
                            ("the alarm of the database", database_alarm.run()),
                            ("alarms", alarms.run()),
                            (_LEADERSHIP, leadership.is_over()),
                            ("the signal to stop", context.stop.wait()),
                            ("the token", client.until_rejected()),
                        )
                    ),
                )
                done, _ = await asyncio.wait(begun, return_when=asyncio.FIRST_COMPLETED)
                if any(task.get_name() == _LEADERSHIP for task in done):
                    # the process that leads now does the rest
                    await intake.close(0)
                    await courier.drain(0)
                    return False
                logger.info("stopping")
                taking.cancel()
                await intake.close(FINISHING)
                with suppress(TimeoutError):
                    async with asyncio.timeout(FINISHING):
                        await courier.drain(FINISHING)
        await self.transport.close()
        for task in done:
            task.result()
        return True


def _nowhere(event: str) -> None:
    return None


def _unmarked(event: str | None, chats: Iterable[ChatId]) -> Mapping[ChatId, ReadMark]:
    return {}


_LOGGED_AFTER = 1.0
"""Seconds of waiting after which standing by is logged."""


@asynccontextmanager
async def _open_leadership(storage: Storage) -> AsyncIterator[Leadership]:
    """Yield this process's claim to leadership; on leaving, another process may lead at once."""
    if storage.shared is None:
        yield SoleLeadership()
        return
    leadership = SharedLeadership(storage.shared)
    async with Nursery() as nursery:
        nursery.start(leadership.run(), "leadership")
        yield leadership


async def _wait_to_lead(leadership: Leadership, stop: asyncio.Event) -> bool:
    """Wait for leadership; False if the process is to stop first."""
    async with Nursery() as nursery:
        begins = nursery.start(leadership.begins(), "standing by", awaited=True)
        stopped = nursery.start(stop.wait(), "the signal to stop", awaited=True)
        done, _ = await asyncio.wait(
            {begins, stopped}, timeout=_LOGGED_AFTER, return_when=asyncio.FIRST_COMPLETED
        )
        if not done:
            logger.info("another process works on this database: standing by")
            await asyncio.wait({begins, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return not stopped.done()

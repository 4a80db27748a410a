"""The bot as one process: everything is made here, wired, run, and taken down."""

import asyncio
import signal
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from loguru import logger
from vkbottle import API, BuiltinStateDispenser
from vkbottle.dispatch import Router
from vkbottle.exception_factory import ErrorHandler

from bot.alarms import Alarms
from bot.clock import Clock, open_clock
from bot.community import find_community
from bot.courier import Courier
from bot.database_alarm import DatabaseAlarm
from bot.gaps import GapReader
from bot.health.running import tell_health
from bot.health.vitals import Vitals
from bot.intake import Handle, Intake
from bot.longpoll import Update
from bot.nursery import Nursery
from bot.read_marks import ReadMarks
from bot.reporting.drawing import draw
from bot.service_manager import ServiceManager
from bot.settings import Settings
from bot.sharing import comes, open_pace, open_turn
from bot.stream_place import StreamPlace
from bot.timers import Timers
from bot.transport import Transport, transport_of
from bot.vk.client import TokenRejected, VkClient
from bot.vk.messenger import VkMessenger
from handlers.inspecting import prepare_all
from handlers.labelers import build
from handlers.revision import remember_policy
from handlers.screening import Screen
from handlers.services import Services
from handlers.suspecting import attend
from handlers.sweeping import Sweep
from handlers.unrecorded import Unrecorded
from locales.texts import Catalogues
from rules.ids import ChatId, MemberId, MessageId
from rules.policy_file import read_policy
from storage.database import Storage, open_storage
from storage.faults import TroubledError
from storage.turns import Turn

_TURN = "the turn to work"

FINISHING = 2.0
"""Seconds that what is begun has at the end, for handlers and for the courier each."""


async def run(settings: Settings) -> int:
    """Run the bot until SIGTERM or SIGINT; give the exit status.

    Raises `rules.policy_file.PolicyFileError` and `storage.database.StorageError` for what
    an administrator has to mend; a token that VK does not accept is reported as one line.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stop.set)
    try:
        async with AsyncExitStack() as stack:
            nursery = await stack.enter_async_context(Nursery())
            manager = ServiceManager()
            nursery.start(manager.keep_awake(), "the watchdog")
            life = nursery.start(_live_on(settings, stop), "the bot", awaited=True)
            stopped = nursery.start(stop.wait(), "the signal to stop")
            await asyncio.wait({life, stopped}, return_when=asyncio.FIRST_COMPLETED)
            manager.tell("STOPPING=1")
            if not life.done():
                await asyncio.wait({life}, timeout=2 * FINISHING + 0.5)
            if life.done():
                life.result()
    except TokenRejected as rejected:
        logger.error("{}", rejected)
        return 1
    return 0


async def _live_on(settings: Settings, stop: asyncio.Event) -> None:
    while not await _live(settings, stop):
        # another process works meanwhile: what is in memory here is worth nothing any more
        logger.warning("another process took over; beginning anew")


async def _live(settings: Settings, stop: asyncio.Event) -> bool:
    """Live to the end; False where another process took over."""
    policy = read_policy(settings.policy_file)
    place, marks = StreamPlace(""), ReadMarks()
    async with AsyncExitStack() as stack:
        clock = await stack.enter_async_context(open_clock(settings.sandbox_clock_url))
        # arrivals have an order and places of their own, which mean nothing to the long poll
        in_stream = settings.transport == "longpoll"
        place_of = place.place_of if in_stream else _nowhere
        marks_of = marks.marks_of if in_stream else _unmarked
        storage = await stack.enter_async_context(
            open_storage(settings.database_url, place_of=place_of, marks_of=marks_of)
        )
        client = await stack.enter_async_context(
            VkClient.open(
                url=settings.vk_api_url,
                token=settings.vk_token.get_secret_value(),
                pace=await stack.enter_async_context(open_pace(storage)),
            )
        )
        vitals = Vitals()
        client.on_call = vitals.note_call
        community = await find_community(client, settings.vk_group_id)
        services = Services(
            storage=storage,
            messenger=VkMessenger(client),
            policy=policy,
            catalogues=Catalogues.load(),
            now=clock.now,
            community=MemberId(-community.number),
            community_names=community.names,
            private_link=community.private_link,
            draw=draw,
            administrators=frozenset(MemberId(person) for person in settings.admin_ids),
            zone=ZoneInfo(settings.timezone),
            locale=settings.locale,
            monthly_report=settings.monthly_report,
        )
        transport = transport_of(settings, client, community, storage, vitals, marks)
        await stack.enter_async_context(transport.serving())
        turn = await stack.enter_async_context(open_turn(storage))
        if not await comes(turn, stop):
            return True
        await services.watch.load(storage, policy, services.zone)
        await prepare_all(services)
        await remember_policy(services)
        marks.heard = await storage.heard()
        await transport.open(place)
        return await _work(
            services, client, clock, transport, place, marks, vitals, settings, turn, stop
        )


async def _work(
    services: Services,
    client: VkClient,
    clock: Clock,
    transport: Transport,
    place: StreamPlace,
    marks: ReadMarks,
    vitals: Vitals,
    settings: Settings,
    turn: Turn,
    stop: asyncio.Event,
) -> bool:
    """Work until something ends it; False where that is that another process took over."""
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
    concerns = Screen(services).concerns

    async def catch_up(since: datetime | None) -> None:
        await gaps.read(since)
        timers.look_at_all()

    intake = Intake(
        concerns=concerns,
        handle=_telling(vitals.timed(route_with(services, client.api)), unrecorded),
        on_gap=lambda: catch_up(marks.heard),
        place=place,
        sweeps=Sweep(services),
        marks=marks,
        now=clock.now,
    )
    gaps = GapReader(services, client, clock, marks, intake.take_missed)
    async with Nursery() as nursery:
        taking = nursery.start(intake.run(transport), "intake", awaited=True)
        begun = (
            taking,
            *(
                nursery.start(work, name, awaited=True)
                for name, work in (
                    ("timers", timers.run_due()),
                    ("the look after chats", timers.look_after_chats()),
                    ("erasing", timers.erase_what_is_due()),
                    ("reading again", timers.read_again()),
                    ("the monthly report", timers.report_monthly()),
                    ("the transport", transport.run(concerns)),
                    ("courier", courier.run()),
                    ("the alarm of the database", database_alarm.run()),
                    ("alarms", alarms.run()),
                    ("health", tell_health(settings, services, vitals, intake)),
                    (_TURN, turn.is_over()),
                    ("the signal to stop", stop.wait()),
                    ("the token", client.until_rejected()),
                )
            ),
        )
        done, _ = await asyncio.wait(begun, return_when=asyncio.FIRST_COMPLETED)
        if any(task.get_name() == _TURN for task in done):
            # whoever has the turn now does what is left over
            await intake.close(0)
            await courier.drain(0)
            return False
        logger.info("stopping")
        taking.cancel()
        await intake.close(FINISHING)
        with suppress(TimeoutError):
            async with asyncio.timeout(FINISHING):
                await courier.drain(FINISHING)
    await transport.close()
    for task in done:
        task.result()
    return True


def _telling(handle: Handle, unrecorded: Unrecorded) -> Handle:
    """Let whoever asked hear of it where the database cannot keep what came of it."""

    async def handle_or_tell(update: Update) -> None:
        try:
            await handle(update)
        except TroubledError as troubled:
            await unrecorded.tell(update, troubled.trouble)
            raise

    return handle_or_tell


def _nowhere(event: str) -> None:
    return None


def _unmarked(event: str | None, chats: Iterable[ChatId]) -> Mapping[ChatId, MessageId]:
    return {}


def route_with(services: Services, api: API) -> Handle:
    """Give what routes one update to its handler, and raises what the handler raises."""
    labeler = build(services)
    router = Router().construct(
        # only raw events are routed: the message view would build a model of each message
        views={"raw": labeler.raw_event_view},
        state_dispenser=BuiltinStateDispenser(),  # type: ignore[no-untyped-call]
        error_handler=ErrorHandler(raise_exceptions=True),
    )

    async def handle(update: Update) -> None:
        await attend(services, update)
        await router.route(update, api)

    return handle

"""The bot as one process: everything is made here, wired, run, and taken down."""

import asyncio
import signal
from contextlib import AsyncExitStack, suppress
from zoneinfo import ZoneInfo

from loguru import logger
from vkbottle import API, BuiltinStateDispenser
from vkbottle.dispatch import Router
from vkbottle.exception_factory import ErrorHandler

from bot.alarm import Alarm
from bot.clock import Clock, open_clock
from bot.community import find_community, switch_on_events
from bot.courier import Courier
from bot.intake import Handle, Intake
from bot.longpoll import LongPoll, Update
from bot.nursery import Nursery
from bot.reporting.drawing import draw
from bot.settings import Settings
from bot.sharing import comes, open_pace, open_turn
from bot.stream_place import StreamPlace
from bot.timers import Timers
from bot.vk.client import TokenRejected, VkClient
from bot.vk.messenger import VkMessenger
from handlers.inspecting import prepare_all
from handlers.labelers import build
from handlers.revision import remember_policy
from handlers.screening import Screen
from handlers.services import Services
from handlers.suspecting import attend
from handlers.unrecorded import Unrecorded
from locales.texts import Catalogues
from rules.ids import MemberId
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
            life = nursery.start(_live_on(settings, stop), "the bot", awaited=True)
            stopped = nursery.start(stop.wait(), "the signal to stop")
            await asyncio.wait({life, stopped}, return_when=asyncio.FIRST_COMPLETED)
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
    place = StreamPlace("")
    async with AsyncExitStack() as stack:
        clock = await stack.enter_async_context(open_clock(settings.sandbox_clock_url))
        storage = await stack.enter_async_context(
            open_storage(settings.database_url, place_of=place.place_of)
        )
        client = await stack.enter_async_context(
            VkClient.open(
                url=settings.vk_api_url,
                token=settings.vk_token.get_secret_value(),
                pace=await stack.enter_async_context(open_pace(storage)),
            )
        )
        community = await find_community(client, settings.vk_group_id)
        await switch_on_events(client, community)
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
        turn = await stack.enter_async_context(open_turn(storage))
        if not await comes(turn, stop):
            return True
        await services.watch.load(storage, policy, services.zone)
        await prepare_all(services)
        await remember_policy(services)
        stream = LongPoll(client, community.number)
        now_at = await stream.open()
        place.place = await storage.place() or now_at
        await storage.save_place(place.place)
        logger.info("community {}: listening from {}", community.number, place.place)
        return await _work(services, client, clock, stream, place, turn, stop)


async def _work(
    services: Services,
    client: VkClient,
    clock: Clock,
    stream: LongPoll,
    place: StreamPlace,
    turn: Turn,
    stop: asyncio.Event,
) -> bool:
    """Work until something ends it; False where that is that another process took over."""
    storage: Storage = services.storage
    timers = Timers(services, clock)
    courier = Courier(services, client, clock=clock)
    storage.on_timers = timers.changed
    storage.on_outbox = courier.wake
    unrecorded = Unrecorded(services)
    alarm = Alarm(unrecorded)
    storage.on_trouble = alarm.note
    intake = Intake(
        concerns=Screen(services).concerns,
        handle=_telling(route_with(services, client.api), unrecorded),
        on_gap=timers.look_at_all,
        place=place,
    )
    async with Nursery() as nursery:
        taking = nursery.start(intake.run(stream), "intake", awaited=True)
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
                    ("the place in the stream", intake.keep_place(storage)),
                    ("courier", courier.run()),
                    ("the alarm", alarm.run()),
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
    with suppress(TroubledError):
        await storage.save_place(place.place)
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
